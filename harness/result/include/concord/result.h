// What happened, as plain data. Everything here has been redacted before it was put in: no secret is ever stored.
#pragma once
#include <concord/base/clock.h>
#include <concord/document.h>
#include <concord/http.h>
#include <concord/result/reasons.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
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
  bool operator==(const Place&) const = default;
};
// Where the span begins; line 0 when it belongs to no source.
Place place_of(const base::Span& span);

enum class Level { Fail, Warn, Off };
std::string_view level_name(Level level);                 // "fail", "warn", "off"
std::optional<Level> parse_level(std::string_view name);
// Levels of kinds of drift, "drift.member-gone", or "drift" for all that are not named.
using DriftLevels = std::map<std::string, Level, std::less<>>;

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
  std::string keyword;          // of the schema: "required", "type", …; "" when no schema says it
  std::string found_kind;       // what was found there: "string", "null", "absent", "401", …; "" when that says nothing
  std::string fingerprint;      // see fingerprint()
  std::string known_issue{};    // accepted for now: "KI-12 why (until 2026-06-30)"; "" while it counts
  // Whose mistake it is, as an example of the page decides: "documentation" (the example breaks the schema as the
  // answer does: the page contradicts itself), "server" (it is as the schema says); "" where none decides.
  std::string at_fault{};

  bool operator==(const CheckFailure&) const = default;
};

// What makes a failure the same failure tomorrow, 16 hex digits: the provider, the operation, and of the failure its
// check, keyword, kind found and place, with positions in arrays and keys that look like ids taken out. Never a value,
// a line of a page or a suite, a time, a seed, or the order of anything.
std::string fingerprint(std::string_view provider, std::string_view operation, const CheckFailure& failure);
// "/items/3/price" → "/items/*/price"; keys that are numbers, UUIDs, ULIDs, dates or long hexadecimal become "*" too.
// Anything that is no JSON Pointer stays as it is: "header Content-Type".
std::string folded_pointer(std::string_view pointer);

// No verdict was possible.
struct RunError {
  RunErrorKind kind = RunErrorKind::Internal;
  std::string message;
  std::string phase;
  Place place;
};

// passed · failed (contract broken) · unjudged · flaky (passed on a later attempt) · known issue (broken where that is
// accepted for now) · skipped · blocked · not run (the run ended before)
enum class Verdict : std::uint8_t { Passed, Failed, Unjudged, Flaky, KnownIssue, Skipped, Blocked, NotRun };
// "passed", "failed", "unjudged", "flaky", "known-issue", "skipped", "blocked", "not-run"
std::string_view verdict_name(Verdict verdict);
std::optional<Verdict> parse_verdict(std::string_view name);

// A message body for people: cut to a bound, valid UTF-8 or base64.
struct Body {
  std::string text;
  bool is_base64 = false;
  std::uint64_t size = 0;  // of the whole body, in bytes
  bool is_cut = false;      // `text` is not all of it: never judged as if it were
  bool is_redacted = false;  // a secret was replaced in `text`: the same
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
  std::vector<std::string> redacted;  // names of the secrets that were replaced anywhere in it
};

enum class StepKind : std::uint8_t { Before, Step, After };
std::string_view step_kind_name(StepKind kind);  // "before", "step", "after"
std::optional<StepKind> parse_step_kind(std::string_view name);

struct StepResult {
  std::string name;
  std::string operation;  // "knot/create-session"
  StepKind kind = StepKind::Step;
  std::optional<ExchangeRecord> exchange;  // of the last attempt
  std::vector<ExchangeRecord>
      polls{};  // what was answered before, where a step asks until something holds; the last ones
};

// The number of a step among those that its suite states, from 0: what a profile asked for stands between them in
// whichever case came first.
std::size_t stated_number(const std::vector<StepResult>& steps, std::size_t step);

// One attempt that did not pass and was tried again.
struct Attempt {
  RunError error;
  Milliseconds duration{0};
};

// What is known of a case before anything is sent.
struct CasePlan {
  std::size_t index = 0;   // in the plan of the whole run, whatever the shard
  std::string suite;       // "Knot create session"
  std::string suite_file;  // "suites/knot/create-session.suite.yaml"
  std::string classname;   // "knot.create_session"
  std::string provider;
  std::string name;        // unique within the classname
  std::vector<std::string> tags;
  Place place;             // of the case in the suite
  std::string documentation;  // "knot-create-session.md:9", of the operation
  std::optional<SkipReason> skip;  // why it will not be sent
  StepKind part = StepKind::Step;  // Before, After: what its suite does once a run, as a case of its own
  DriftLevels drift_levels{};      // that the case, its suite or its provider set
};

struct CaseResult : CasePlan {
  CaseResult() = default;
  // As it stands before anything is sent: skipped with its reason, else not run.
  explicit CaseResult(CasePlan plan);

  Verdict verdict = Verdict::NotRun;
  SkipReason reason;       // of skipped, blocked, not run, known issue
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
  std::string schema_sha256;  // of the contract, first 12 digits
  std::string contract_file{};  // from which it was read
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
  std::size_t shard_index = 1;  // this part of the run, from 1
  std::size_t shard_count = 1;
  std::size_t planned = 0;      // cases of the whole plan, those of other shards too; 0: unknown
  std::string plan_hash;  // of names and files: the same for all shards of one run, and for no other; "" when unknown
  bool is_part = false;   // a filter or a bound chose what is run: what is not seen in it says nothing
  DriftLevels drift_levels{};  // of the command line, which win over those of cases
};

struct Totals {
  std::size_t passed = 0, failed = 0, unjudged = 0, flaky = 0, known_issues = 0, skipped = 0, blocked = 0, not_run = 0;
  std::size_t warnings = 0;
  void add(Verdict verdict, std::size_t its_warnings);
  std::size_t cases() const { return held() + failed + unjudged + known_issues + skipped + blocked + not_run; }
  std::size_t held() const { return passed + flaky; }  // the contract
};

struct Run {
  RunInfo info;
  std::vector<CaseResult> cases;  // by index
  bool is_complete = false;       // the end of the run was recorded
  Aborted aborted;                // why it ended early, if it did
  Milliseconds wall_time{0};
  Totals totals() const;
};

}  // namespace concord::result
