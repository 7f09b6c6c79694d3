// Running a plan: one event loop, many cases at once, results as events.
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
#include <string>

namespace concord::run {

// What a provider's cases are sent to, with what they may know.
struct Endpoint {
  std::string base_url;
  std::map<std::string, std::string> variables;  // name → value, secrets among them
};

struct Options {
  std::string target = "mock";
  std::map<std::string, Endpoint> endpoints;  // by provider name; every provider of the plan has one
  base::Redactor redactor;                    // knows all secret values
  std::size_t jobs = 16;                      // cases at once
  bool obey_limits = true;                    // of the providers; the embedded mock has none
  double requests_per_second = 0;             // to each provider, beside its own limit; 0: none
  std::size_t retries = 0;                    // further attempts of a case that could not be judged
  base::Milliseconds retry_delay{500};        // doubled each time; Retry-After is obeyed up to 30 s
  bool fail_fast = false;
  check::Levels levels;                       // win over provider, suite, case
  std::uint64_t seed = 0;
  std::string run_id;                         // ULID
  const base::Clock* clock = nullptr;         // null: the system's
  const std::atomic<int>* stop = nullptr;     // a signal number once the run must end; cases under way get `grace` to run `after`
  base::Milliseconds grace{2'000};
};

// The results as they stand before anything is sent, in the order of the plan: Verdict::NotRun, or Skipped with its reason.
std::vector<result::CaseResult> planned(const suite::Plan& plan);

// Sends, waits, checks. `result.cases` is in the order of the plan; those not reached stay NotRun with the reason.
// Never throws. Transport is used from this thread only.
result::Run run(const suite::Plan& plan, const Options& options, http::Transport& transport, result::Sink& sink);

// Whether an answer says nothing about the contract: 429, or 502/503/504, that the case did not expect.
std::optional<result::RunError> unjudged_answer(const http::Response& response, const std::vector<int>& expected_statuses);
result::RunError to_run_error(const http::TransportError& error);

}  // namespace concord::run
