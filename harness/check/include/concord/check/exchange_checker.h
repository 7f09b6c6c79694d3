// One exchange judged: the one way from operation, answer and expectations to an outcome, for runs, recordings and
// proxies.
#pragma once
#include <concord/base/clock.h>
#include <concord/check.h>
#include <concord/result/observations.h>

#include <map>
#include <optional>
#include <string>

namespace concord::check {

// The compiled schemas of what operations answer. Filled while loading, so that a schema that does not compile is told
// before anything is sent; then only read, by any thread.
class ResponseSchemas {
 public:
  // Compiles the schemas of all responses of `operation` and of their headers, once; says, each time, which cannot be,
  // and which references of the operation lead nowhere. Operation and this must outlive what is returned.
  const Diagnostics& add(const contract::Operation& operation);
  // Null when the content has no schema, or it does not compile: see is_broken().
  const schema::Schema* find(const contract::Content& content) const;
  bool is_broken(const contract::Content& content) const;

 private:
  void compile(const contract::Operation& operation, Diagnostics& problems);

  std::map<const contract::Operation*, Diagnostics> added_;
  std::map<const contract::Content*, std::optional<schema::Schema>> schemas_;  // nothing: it does not compile
};

struct ExchangeQuestion {
  const contract::Operation& operation;
  const http::Exchange& exchange;     // with a response
  const document::Node& request;      // as rendered: {path, query, headers, body, …}
  const Expectations& expectations;
  const std::vector<SentSecret>& secrets;
  const Levels& levels;
  const ResponseSchemas& schemas;
  bool is_observed = false;           // also say what the answer looked like
  bool is_body_known = true;          // false: the recording lacks it, and what needs it is not applied
};

struct ExchangeOutcome {
  Outcome outcome;
  document::ParsedJson json;                    // of the body, for captures; nothing when it is no JSON
  std::optional<result::Observations> observations;  // when asked for
  std::optional<result::RunError>
      not_judged;  // a bound of ours, or a schema that does not compile: then no failure counts
};

// Const use is thread-safe. Within a base::Patience that is over there is no verdict, but for what had been found
// broken. What must never come twice in a run is for whoever knows the run: see RunMemory.
class ExchangeChecker {
 public:
  explicit ExchangeChecker(const base::Clock& clock) : clock_(clock) {}
  ExchangeOutcome check(const ExchangeQuestion& question) const;

 private:
  const base::Clock& clock_;
};

}  // namespace concord::check
