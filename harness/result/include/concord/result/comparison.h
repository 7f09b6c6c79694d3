// What the history knew of a run when it ended: the `compared` event as plain data, in the journal and in reports,
// which need no history to say it.
#pragma once
#include <concord/document.h>
#include <concord/result.h>

#include <array>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace concord::result {

// new (never seen before) · still (also when it could last be judged) · back (it had gone) · fixed (its case was
// judged, and it is gone)
enum class Since : std::uint8_t { New, Still, Back, Fixed };
std::string_view since_name(Since since);
std::optional<Since> parse_since(std::string_view name);

// Whose change a new failure is: of what was documented, of how the API behaves, of both; or of neither, since it
// comes and goes with its case on one contract.
enum class Change : std::uint8_t { Unknown, Documentation, Behaviour, Both, Neither };
std::string_view change_name(Change change);  // "" for unknown
std::optional<Change> parse_change(std::string_view name);

// A failure that counts, over all cases that have it.
struct ToldFinding {
  std::string fingerprint;
  std::string check;
  std::string message;     // of the first case
  std::string operation;   // "knot/create-session"
  std::string case_name;   // "classname :: name", the first that has it, or had it
  Since since = Since::New;
  std::string first_date;  // UTC, "2026-11-12": of the nights in a row on which it occurred; of a fixed one too
  std::string first_run;   // ULID
  std::size_t nights = 1;  // on which it occurred, in a row, this one with them
  bool is_flaky = false;   // it comes and goes with its case, on one contract; never what is new
  Change change = Change::Unknown;
  std::string how{};       // what the documentation changed there, in the words of `concord diff`; "" for nothing

  bool operator==(const ToldFinding&) const = default;
};

// A case that did not simply pass again.
struct ToldCase {
  std::size_t index = 0;
  std::string last_green;  // the last night it passed before this one, "2026-11-11"; "" for never
  std::size_t passed = 0;  // of `judged`: the last nights, 30 at most, this one with them
  std::size_t judged = 0;
  bool is_flaky = false;
  bool is_unjudged = false;  // in this run

  bool operator==(const ToldCase&) const = default;
};

struct ExpiringIssue {
  std::string label;     // "KI-12 why"
  std::string expires;   // the last day, "2026-11-30"
  std::size_t days = 0;  // until then, 0: today

  bool operator==(const ExpiringIssue&) const = default;
};

// Drift is told as a finding of the case that shows it first.
struct ToldDrift {
  std::size_t index = 0;
  CheckFailure finding;             // its check is "drift.…"
  Change change = Change::Unknown;  // Behaviour, or Both where the documentation changed there too
  std::string how{};                // as of a finding
};

// That a provider's contract is another than on the night before.
struct ToldEdition {
  std::string provider;
  std::size_t changes = 0;  // as `concord diff` counts them; 0: only prose, examples or places
  std::string first;        // the first of them: "GET /sessions: …"

  bool operator==(const ToldEdition&) const = default;
};

// What a step of a case that did not pass answered when the case last did: redacted, its body cut.
struct GoodAnswer {
  std::size_t index = 0;  // of the case
  std::size_t step = 0;   // its stated_number()
  std::string operation;
  std::string date;       // "2026-11-11"
  ExchangeRecord answer;  // all but the request
};

// Of one kind of coverage.
struct ToldShare {
  std::string kind;  // "operations"
  std::size_t seen = 0, documented = 0;
  bool operator==(const ToldShare&) const = default;
};

struct ToldNight {
  std::string date;  // "2026-11-12"
  std::size_t passed = 0, failed = 0, unjudged = 0, other = 0;  // cases; other: known issues and what was not sent
  std::vector<ToldShare> coverage;                              // empty where it was not asked for
  bool operator==(const ToldNight&) const = default;
};

// How long the answers of an operation took, in half of the cases at most: milliseconds, one of each of
// Comparison::past, -1 where there was no answer.
struct ToldLatency {
  std::string operation;
  std::vector<std::int64_t> medians;
  bool operator==(const ToldLatency&) const = default;
};

// The last of the runs that were recorded and began later than this one: what is so now is for it to say.
struct LaterRun {
  std::string id;          // "" where this one is the last
  std::string date, time;  // "2026-11-12", "21:14"

  bool operator==(const LaterRun&) const = default;
};

// At most 10,000 findings, cases and drifts each.
struct Comparison {
  std::size_t nights = 0;  // recorded before this one; 0: nothing was known
  bool has_several_a_day = false;  // of these and this one: then they are told as runs, since nights have a day each
  std::vector<ToldFinding> findings;
  std::vector<ToldCase> cases;  // by index
  std::vector<ExpiringIssue> expiring;
  std::vector<ToldDrift> drifts;
  std::vector<GoodAnswer> good;        // by index and step; at most 300, and 4 MB of bodies
  std::vector<ToldNight> past;         // whole runs, the earliest first: at most 30, this one the last
  std::vector<ToldLatency> latencies;  // of at most 12 operations, the slowest of the last night first
  std::vector<ToldEdition> editions;
  LaterRun later;  // beside it neither what is fixed nor drift is told

  bool empty() const { return nights == 0; }
  bool says_nothing() const { return empty() && later.id.empty(); }
  // What is counted: "night" or "run".
  std::string_view unit() const { return has_several_a_day ? "run" : "night"; }
  // Null when nothing is told of it.
  const ToldFinding* finding(std::string_view fingerprint) const;
  const ToldCase* one_case(std::size_t index) const;
  const GoodAnswer* good_answer(std::size_t index, std::size_t step) const;
};

// For the first screen of every report: "3 new today, 2 still failing since 12 Nov (16 nights), 1 fixed, 1 known issue
// expires in 3 days"; "" when nothing was known. `today`: a year is named where it is another.
std::string headline(const Comparison& comparison, SystemTime today);
// Of one failure: "new today, the behaviour changed", "since 12 Nov (16 nights)"; "" when nothing is known.
std::string since_text(const Comparison& comparison, const CheckFailure& failure, SystemTime today);
// Of one case: "last passed on 11 Nov, 27 of the last 30 nights"; "" when nothing is known.
std::string case_text(const Comparison& comparison, std::size_t index, SystemTime today);
// "the behaviour changed", "the documentation changed: …", with what changed in it; "" for unknown.
std::string change_text(Change change, const std::string& how);
// "since 12 Nov (16 nights)", "since today (2 runs)".
std::string streak_text(const Comparison& comparison, const ToldFinding& one, SystemTime today);
// "12 Nov", "12 Nov 2025"; `date` as it is when it is none.
std::string short_date(const std::string& date, SystemTime today);

// As the event has it.
document::Node to_node(const Comparison& comparison);
// What cannot be read of it is left out; an empty one when it is none at all.
Comparison read_comparison(const document::Node& what);

}  // namespace concord::result
