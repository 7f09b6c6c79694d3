// What happened, as plain data. Everything here has been redacted before it was put in: no secret is ever stored.
#pragma once
#include <concord/base/clock.h>
#include <concord/document.h>
#include <concord/http.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace concord::result {

using base::Milliseconds;
using base::SystemTime;

// A place in a file of the user's, for people and annotations. line 0: unknown.
struct Place {
  std::string file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::string text() const;  // "file:line:column"
};
// Where the span begins; line 0 when it belongs to no source.
Place place_of(const base::Span& span);

enum class Level { Fail, Warn, Off };
std::optional<Level> parse_level(std::string_view name);  // "fail", "warn", "off"

// The API is wrong: one check that did not hold.
struct CheckFailure {
  std::string check;     // id in check::check_kinds(): "schema"
  std::string type;      // dotted, for JUnit: "contract.response_schema"
  Level level = Level::Fail;
  std::string message;   // one line: `/session/expiresAt: 1767225600 is a number, a string is documented`
  std::string expected;  // may be empty
  std::string actual;
  std::string pointer;          // JSON Pointer in the answer's body, or "header Content-Type", or ""
  std::string schema_location;  // "schemas/knot/…/response-200.schema.json#/properties/session", or ""
  std::string basis;            // "documented", "prose", "example", "suite", "protocol"
  std::string documentation;    // "knot-create-session.md:57", or ""
  std::string hint;
  Place place;                  // in the suite
  std::size_t step = 0;         // index in CaseResult::steps
};

// No verdict was possible.
struct RunError {
  std::string type;     // "infra.timeout", "infra.dns", …, "harness.internal"
  std::string message;
  std::string phase;
  Place place;
};

// passed · failed (contract broken) · unjudged · flaky (passed on a later attempt) · skipped · blocked · not run (the run ended before)
enum class Verdict { Passed, Failed, Unjudged, Flaky, Skipped, Blocked, NotRun };
std::string_view verdict_name(Verdict verdict);  // "passed", "failed", "unjudged", "flaky", "skipped", "blocked", "not-run"
std::optional<Verdict> parse_verdict(std::string_view name);

// A message body for people: cut to a bound, valid UTF-8 or base64.
struct Body {
  std::string text;
  bool is_base64 = false;
  std::uint64_t size = 0;  // of the whole body, in bytes
  bool is_cut = false;
};
Body make_body(std::string_view bytes, std::size_t limit = 64u << 10);

// One request with its answer, redacted.
struct ExchangeRecord {
  std::string method;
  std::string url;
  http::Headers request_headers;
  std::optional<Body> request_body;
  int status = 0;  // 0: no answer
  std::string reason;
  std::string http_version;
  http::Headers response_headers;
  std::optional<Body> response_body;
  http::Timing timing;
  SystemTime started_at{};
  std::string remote_address;
  std::string curl;  // a command line that repeats it
};

struct StepResult {
  std::string name;
  std::string operation;  // "knot/create-session"
  std::string kind;       // "before", "step", "after"
  std::optional<ExchangeRecord> exchange;  // of the last attempt
};

// One attempt that did not pass and was tried again.
struct Attempt {
  RunError error;
  Milliseconds duration{0};
};

struct CaseResult {
  std::size_t index = 0;   // in the order of the files
  std::string suite;       // "Knot create session"
  std::string suite_file;  // "suites/knot/create-session.suite.yaml"
  std::string classname;   // "knot.create_session"
  std::string provider;
  std::string name;        // unique within the classname
  std::vector<std::string> tags;
  Place place;             // of the case in the suite
  std::string documentation;  // "knot-create-session.md:9", of the operation
  Verdict verdict = Verdict::NotRun;
  std::string reason;      // of skipped, blocked, not run: "no-credentials: KNOT_SECRET is not set"
  std::vector<CheckFailure> failures;  // level Fail
  std::vector<CheckFailure> warnings;  // level Warn
  std::optional<RunError> error;       // when unjudged
  std::vector<Attempt> retried;        // earlier attempts
  std::vector<StepResult> steps;
  std::vector<std::string> checks;     // ids of the checks that were applied
  SystemTime started_at{};
  Milliseconds duration{0};            // all attempts and back-off
};

struct ProviderInfo {
  std::string name;
  std::string base_url;  // without userinfo
  std::vector<std::string> documents;  // "knot-create-session.md"
  std::string schema_sha256;  // of the contract file, first 12 digits
};

struct RunInfo {
  std::string id;       // ULID
  std::string target;   // "mock", "sandbox"
  std::string tool_version;
  std::string hostname;
  std::string vcs_revision;  // "" when unknown
  std::string command_line;  // redacted
  std::uint64_t seed = 0;
  SystemTime started_at{};
  std::vector<ProviderInfo> providers;
};

struct Totals {
  std::size_t passed = 0, failed = 0, unjudged = 0, flaky = 0, skipped = 0, blocked = 0, not_run = 0;
  std::size_t warnings = 0;
  std::size_t cases() const { return passed + failed + unjudged + flaky + skipped + blocked + not_run; }
};

struct Run {
  RunInfo info;
  std::vector<CaseResult> cases;  // by index
  bool is_complete = false;       // the end of the run was recorded
  std::string aborted;            // why it ended early: "interrupted (SIGINT)", "no credentials: …", "" when it did not
  Milliseconds wall_time{0};
  Totals totals() const;
};

}  // namespace concord::result
