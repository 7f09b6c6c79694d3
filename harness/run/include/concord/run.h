// Running cases: one event loop, many cases at once, what happens as events.
#pragma once
#include <concord/base/clock.h>
#include <concord/base/secret.h>
#include <concord/http/transport.h>
#include <concord/result.h>
#include <concord/result/events.h>
#include <concord/suite.h>

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace concord::run {

// What a provider's cases are sent to, with what they may know.
struct Endpoint {
  std::string base_url;
  std::map<std::string, std::string> variables;  // name → value, secrets among them
  http::TlsFiles tls = {};     // of the target; the command line may say otherwise
  std::string curl_options = {};  // as those of Options, for this provider
  std::string unix_socket = {};   // of the target, or ""; the command line may say otherwise
  http::Timeouts timeouts = {};   // of the target; cases and the command line may say otherwise
  std::string token_url = {};  // where auth profiles fetch tokens, whatever they say; "": what they say
};

// A header of the command line. It is sent with every request, in place of what the provider says, but for requests
// that state the header themselves; a credential is not sent with those that have an `auth` of their own either.
struct GivenHeader {
  http::Header header;
  bool is_secret = false;             // it came from a file, or its name is that of a credential
  std::vector<base::Secret> secrets;  // what must be hidden of it: the value, what follows its scheme, …
};

struct Options {
  result::RunInfo info;                       // id, seed, target, shard …; `planned` and `plan_hash` are the source's
  std::map<std::string, Endpoint> endpoints;  // by provider name; every provider of the cases has one
  base::Redactor* redactor = nullptr;  // knows all secret values; what is captured in the run is added. Never null
  std::vector<GivenHeader> headers;           // hidden by whoever gives them
  http::Timeouts timeouts = {};               // win over what cases and targets say
  std::size_t jobs = 16;                      // cases at once
  bool obey_limits = true;                    // of the providers; the embedded mock has none
  double requests_per_second = 0;             // to each provider, beside its own limit; 0: none
  std::size_t retries = 0;                    // further attempts of a case that could not be judged
  base::Milliseconds retry_delay{500};        // doubled each time, and up to a half longer, lest all come back at once
  base::Milliseconds longest_wait{60'000};    // that a server may ask for; past it there is no verdict
  std::size_t repeat = 1;                     // times that each case is run; its results become one
  bool fail_fast = false;
  bool observe = false;                       // tell what answers look like (Sink::observed), for whoever listens
  check::Levels levels;                       // win over provider, suite, case
  std::string curl_options;  // of the connection, for command lines that repeat a request: "--cacert 'ca.pem'"
  const base::Clock* clock = nullptr;         // null: the system's
  const std::atomic<int>* stop =
      nullptr;  // a signal number once the run must end; cases under way get `grace` to run `after`
  base::Milliseconds grace{2'000};
  const std::atomic<bool>* record_is_lost = nullptr;  // true once what is judged cannot be recorded any more
  std::optional<base::Milliseconds> deadline;  // after which no further case is started; those under way end
};

// Where a run gets its cases from: a plan, a generator that learns from results, a list to run again. One thread.
class CaseSource {
 public:
  enum class State : std::uint8_t { Ready, NoneYet, NoneAnyMore };
  struct Next {
    State state = State::NoneAnyMore;
    std::size_t index = 0;                   // in the plan of the whole run, whatever the shard
    std::shared_ptr<const suite::Case> one;  // when Ready
  };
  virtual ~CaseSource() = default;
  // Fills in what is known of the whole plan before anything is sent: `planned`, `plan_hash`, the shard.
  virtual void describe(result::RunInfo& info) const = 0;
  // Shows each case of this part of the run that is known beforehand: announced() of them.
  virtual void announce(const std::function<void(result::CasePlan&&)>& plan) const = 0;
  virtual std::size_t announced() const = 0;
  virtual std::string name_of(std::size_t index) const = 0;  // "classname :: name"
  // The next case. NoneYet: ask again when a result was told, which there must be more of.
  virtual Next next() = 0;
  virtual void finished(const result::CaseResult& /*result*/) {}
  // Whether a contract is known to be broken now that this was told: --fail-fast ends the run then.
  virtual bool is_failure(const result::CaseResult& result) { return result.verdict == result::Verdict::Failed; }
  // Nothing more will be sent: all that was announced and not given yet is asked for, to be told as not run.
  virtual void stop() {}
};

inline constexpr std::size_t max_shards = 1'000;
struct Shard {
  std::size_t index = 1;  // from 1
  std::size_t count = 1;
};

// Hides the secrets that are known in what a plan says of a case: a row of a file may hold one.
void redact(result::CasePlan& plan, const base::Redactor& redactor);

// How long cases took before, by "classname :: name".
using Timings = std::unordered_map<std::string, base::Milliseconds>;

// The cases of a plan, or one shard of them: every count-th case, or with `timings` such that all shards take about as
// long (a case that is not in them counts as the median of the others). The same for the same plan and timings, and
// each case is in one shard. With `shuffle_seed` they are given in another order, the same for the same seed and cases;
// what a suite does once a run stays before and behind its cases. The plan must outlive it.
std::unique_ptr<CaseSource> make_plan_source(const suite::Plan& plan, Shard shard = {}, const Timings& timings = {},
                                             std::optional<std::uint64_t> shuffle_seed = {});

// Sends, waits, checks, and tells it all to `sink`; cases that are skipped or not reached are told too. Never throws: a
// fault of ours is AbortKind::Internal, or the case's own RunErrorKind::Internal. The transport is used from this
// thread only.
result::RunEnd run(CaseSource& source, const Options& options, http::Transport& transport, result::Sink& sink);

// Whether an answer says nothing about the contract: 429, or 502/503/504, that the case did not expect.
std::optional<result::RunError> unjudged_answer(const http::Response& response,
                                                const std::vector<int>& expected_statuses);
result::RunError to_run_error(const http::TransportError& error);

}  // namespace concord::run
