// A run with no suite: cases planned from a contract alone, and told to a run as any others.
//
//     auto provider = explore::load_provider(sources, "openapi.yaml", {});
//     auto explorer = explore::Explorer::make({*provider}, options);
//     run::run(explorer, run_options, transport, explorer.sink(sinks));   // the sink holds back what is not known yet
//
// An operation is tried with requests that its document allows until one is accepted; what else is planned for it
// changes that one in a single thing. Where none is accepted, the operation is never reached: there is no verdict.
#pragma once
#include <concord/base/clock.h>
#include <concord/openapi/document_set.h>
#include <concord/run.h>
#include <concord/suite.h>

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace concord::explore {

using document::Node;

// ---- whose contract

struct ProviderOptions {
  openapi::DocumentOptions document = {};
  bool is_mock = false;  // of the embedded mock: credentials that nobody gave are made up
  // Whether the folders suites near the document and in the current folder are searched for a provider.yaml that names
  // it; else it is only looked for beside the document, and in ../../suites/<provider>/.
  bool searches_suites = true;
  // Whether the command line or the environment gives a variable, and a header with a credential.
  std::function<bool(const std::string& name)> has_variable = [](const std::string&) { return false; };
  std::function<bool(const std::string& name)> has_header = [](const std::string&) { return false; };
};
// The provider of a document, a page, or a contract's folder: that of the provider.yaml beside it, of
// ../../suites/<provider>/provider.yaml where that names this contract, of the only one in a folder suites that does,
// else one made of the contract: targets of its servers, variables and auth profiles of its security schemes. All
// mistakes at once; several that name it are one.
base::Result<std::shared_ptr<const suite::Provider>> load_provider(base::SourceSet& sources, const std::string& path,
                                                                   const ProviderOptions& options);
// Whether a path of the command line is a document and not a suite: a file that is no *.suite.yaml and no known file of
// suites, or a folder with openapi.yaml and without suites.
bool is_document(const std::string& path);
// The name of the variable for a security scheme, with what of it: SHOP_KEY, SHOP_LOGIN_USER.
std::string variable_name(std::string_view provider, std::string_view scheme, std::string_view part = {});

// ---- what is asked

struct Filter {
  std::vector<std::string> paths, methods, tags, operation_ids;
  bool empty() const { return paths.empty() && methods.empty() && tags.empty() && operation_ids.empty(); }
};

// One request of the phase random, by the id that a failure prints: "market/create-customer@4711-12".
struct Replay {
  std::string operation;   // its id
  std::uint64_t seed = 0;  // of the run
  std::size_t draw = 0;    // from 1
};
inline constexpr std::size_t most_draws = 10'000;
// Nothing: it is no such id.
std::optional<Replay> parse_replay(std::string_view id);

struct Options {
  std::vector<std::string> phases;  // by name; empty: all
  Filter include, exclude;          // each given list must name, or not name, an operation
  // By provider name: whether methods that write may be sent (POST, PUT, PATCH, DELETE).
  std::function<bool(const suite::Provider&)> may_write = [](const suite::Provider&) { return true; };
  // Whether the other side takes any credentials that are well-formed, as a mock does that knows none.
  std::function<bool(const suite::Provider&)> takes_any_credentials = [](const suite::Provider&) { return false; };
  std::uint64_t seed = 0;
  base::SystemTime now{};
  // Whether names, codes and addresses in requests that make something are others for each seed, and so in each run:
  // what must be unique is taken again. Else what is written is for people to read.
  bool varies_unique = false;
  std::size_t most_requests = 0;  // 0: no bound
  std::size_t draws = 20;         // requests that the phase random draws of each operation
  std::optional<Replay> replay;   // only this one; `seed` must be its seed
  // Whether a case is told of, by "classname :: name"; empty: all. What the others begin with is sent all the same.
  std::function<bool(const std::string& name)> selects;
  run::Shard shard;               // of what is told of, whole operations each
  std::map<std::string, std::string> values;  // of parameters, by name: what only the user knows
  // Not 0: planning ends soon, and what was planned until then is all. It outlives the Explorer.
  const std::atomic<int>* stop = nullptr;
};

// In the order in which they run. Their names are "examples", "positive", …
struct PhaseInfo {
  std::string_view name, summary, explanation;
};
std::vector<PhaseInfo> phases();

// ---- the plan

// One operation, and how many cases of each phase it has, in the order of phases().
struct Counts {
  std::string operation, method, path;
  std::vector<std::size_t> cases;
};

class Explorer : public run::CaseSource {
 public:
  // Diagnostics: an unknown phase or replay, a word of a filter that names nothing, nothing that may be sent. The
  // options' functions are asked now and not later.
  static base::Result<std::unique_ptr<Explorer>> make(std::vector<std::shared_ptr<const suite::Provider>> providers,
                                                      Options options);
  ~Explorer() override;

  void describe(result::RunInfo& info) const override;
  void announce(const std::function<void(result::CasePlan&&)>& plan) const override;
  std::size_t announced() const override;
  std::string name_of(std::size_t index) const override;
  Next next() override;
  bool is_failure(const result::CaseResult& result) override;
  void stop() override;

  // Told of what happens, it learns which requests were accepted; it hands on to `to` what came of each case, as soon
  // as that is known. A run of this source must tell it, once. Both must outlive it.
  std::unique_ptr<result::Sink> sink(result::Sink& to);

  // The providers, and the names that their requests use: for variables, targets and the embedded mock.
  const suite::Plan& plan() const;
  std::vector<Counts> counts() const;  // of operations that may be sent
  // What is left out, and what was not made, a sentence each: notes for people.
  base::Diagnostics notes() const;
  // What stories made in the run and could not take away again, a line each.
  const std::vector<std::string>& left_behind() const;

 private:
  struct State;
  explicit Explorer(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace concord::explore
