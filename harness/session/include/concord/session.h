// What a command needs before it sends anything: where to, with which variables, which part of the plan, and how the
// run is described. Texts and files are read here; options and exit codes are the command's.
#pragma once
#include <concord/mock.h>
#include <concord/result/events.h>
#include <concord/run.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace concord::session {

// ---- variables: values from the environment, files and flags

struct VariableFlags {
  std::vector<std::string> variables;       // NAME=value
  std::vector<std::string> secrets;         // NAME=value
  std::string variables_file, secrets_file; // lines NAME=value, # comments
};

struct Variables {
  std::map<std::string, std::string> values;
  std::vector<std::string> secret_names;  // those that came as secrets, whatever provider.yaml says
  base::Diagnostics problems;
  base::Diagnostics warnings;  // that a secret can be read by others
};

// Later wins: fallbacks, environment (only names that a provider declares; without `use_environment`, which is for the
// embedded mock, only of providers without mock rules), variables file, secrets file, flags.
Variables gather_variables(const suite::Plan& plan, const VariableFlags& flags, bool use_environment);
// Whether the flags, their files or the environment give a value of that name, whoever asks for it.
bool is_given(const std::string& name, const VariableFlags& flags, bool use_environment);

// <PROVIDER>_BASE_URL of the environment, or "".
std::string base_url_from_environment(const std::string& provider);

// ---- headers, as -H of curl has them

using run::GivenHeader;
// Each text is "Name: value", or "@FILE": a header a line, empty lines and those with # left out. Every mistake is a
// Diagnostic, which does not repeat a value. `warnings`: credentials that the process list shows.
base::Result<std::vector<GivenHeader>> read_headers(const std::vector<std::string>& texts, base::Diagnostics& warnings);
// -u of curl: "user:password", or "@FILE" whose first line is that, as a header Authorization (RFC 7617).
base::Result<GivenHeader> read_user(const std::string& login, base::Diagnostics& warnings);
bool has_header(const std::vector<GivenHeader>& headers, const std::string& name);
// Hides their secrets in all that is written. Warns of those that are too short for it.
base::Diagnostics hide_headers(const std::vector<GivenHeader>& headers, base::Redactor& redactor);

// ---- a proxy, as -x and -U of curl have it

struct Proxy {
  std::string url;  // without credentials; "": none, or the environment's
  std::string user, password;
};
// `login`: "user:password", or "@FILE" whose first line is that; what `url` has in it counts where it is "".
// `warnings`: passwords that the process list shows.
base::Result<Proxy> read_proxy(const std::string& url, const std::string& login, base::Diagnostics& warnings);
// Hides its password, and those of the proxies that the environment names. Warns of one that is too short for it.
base::Diagnostics hide_proxy(const Proxy& proxy, base::Redactor& redactor);

// ---- targets: the embedded mock, or what provider.yaml, the environment and flags say

struct TargetFlags {
  std::string target;                  // "" : mock, or sandbox when a base URL is given
  std::vector<std::string> base_urls;  // URL or provider=URL
  std::vector<std::string> allowed_production;
  VariableFlags variables;
  std::uint64_t seed = 0;              // of the embedded mock
  std::vector<std::string> other_names = {};  // variables that something else than a suite or provider reads
  std::string mutant = {};             // that the embedded mock is; "" for none
  // Of a replay: the base URL of each provider when it was recorded. Nothing is sent there, and variables that nobody
  // gives are made up.
  std::optional<std::map<std::string, std::string>> recorded_urls = {};
};

struct Targets {
  std::string name;  // "mock", "sandbox"
  std::map<std::string, run::Endpoint> endpoints;
  std::vector<result::ProviderInfo> providers;
  base::Redactor redactor;
  base::Diagnostics problems;           // with any: nothing may be sent
  base::Diagnostics warnings;  // a secret that can be read by others or not be hidden, a path the mock cannot serve
  std::unique_ptr<mock::Server> server; // of the embedded mock
};

// What a base URL without a target is the URL of.
inline constexpr std::string_view unnamed_target = "sandbox";
// "mock", or the unnamed target when a base URL is given without one; "replay" where recorded URLs are.
std::string target_name(const TargetFlags& flags);
// Whether requests that nobody wrote may change something where a provider's go: the embedded mock, this machine, or a
// target with `writes: true`. `is_led_elsewhere`: names of this machine lead to another, by a proxy or --resolve.
bool takes_writes(const suite::Provider& provider, const TargetFlags& flags, bool is_led_elsewhere);
// Every mistake at once: unknown target, production that is not allowed, missing variables, a base URL that is none.
Targets resolve_targets(base::SourceSet& sources, const suite::Plan& plan, const TargetFlags& flags);

// Watches a run for the likeliest reason of 404 throughout: a base URL without the path of the contract's server.
class PathHints : public result::Sink {
 public:
  PathHints(const suite::Plan& plan, const Targets& targets);
  void case_finished(const result::CaseResult& result) override;
  base::Diagnostics diagnostics() const;  // a warning a provider, to be said when the run has ended

 private:
  struct Watched {
    std::string hint;
    std::size_t answers = 0, not_found = 0, successes = 0;
    bool has_failed = false;  // 404 may be what is expected
  };
  std::map<std::string, Watched> watched_;  // providers whose base URL lacks a path
};

// By which the memory of runs knows an edition of a contract, 12 hex digits; "" for one that was not read.
std::string digest_of_contract(const contract::Contract& contract);

// ---- the run

// "2/8" to a shard; "" is the whole; "auto" is what the system says that runs this as one of several jobs (GitLab,
// CircleCI, Buildkite, an Indexed Job of Kubernetes). A Diagnostic for anything else.
base::Result<run::Shard> parse_shard(const std::string& text);
// How long the cases of an earlier run took, from its journal; none when it is not there
// yet. A Diagnostic when it cannot be read.
base::Result<run::Timings> read_timings(const std::string& journal);

// Its documents, and a digest of what it says, by which runs on another contract are told apart.
result::ProviderInfo describe_provider(const contract::Contract& contract, std::string base_url);

// Id, time, host and revision (as CI says it; nothing is started to find out).
result::RunInfo describe_run(std::uint64_t seed, const std::string& target, const std::string& tool_version);

}  // namespace concord::session
