// What a history is asked, each answer as JSON that commands print, or say in words.
#pragma once
#include <concord/document.h>
#include <concord/history.h>

#include <string>

namespace concord::history {

using document::Node;

// Of each scope that was ever recorded: {provider, target, base_url, nights, last, future: [{run, date, time}],
// failing: [{fingerprint, check, message, operation, case, cases, known, since, nights, documentation, change,
// whose}], drifts: [{fingerprint, rule, message, was, now, case, cases, date, run, change, whose, more_places}]}. Of
// the future are runs that began after `now`. Drifts are those that nobody has accepted, of the 30 days before the
// last night; `whose` says in words whose change it is.
Result<Node> failing(Store& store, base::SystemTime now);
// Cases that come and go on one contract: [{provider, target, case, passed, judged, nights: "PPFPF"}], the latest
// night last.
Result<Node> flaky(Store& store);
// [{provider, target, operation, answers, p50, p95, p99, before: {p50, p95, p99, nights}}], milliseconds: the last
// night beside the medians of the 28 nights before.
Result<Node> latency(Store& store);
// Of a case (its name, or a part of it that no other has), of a finding or of a drift (its fingerprint, or what it
// begins with, 4 digits and more): {case | fingerprint | drift, …, nights: [{date, run, verdict, ms} | {date, run,
// cases, known}], first_exchange, last_exchange}. A Diagnostic when nothing or too much is meant.
Result<Node> show(Store& store, const std::string& what);
// Two runs, by the beginnings of their ids, dates, "last" or "last-1": {a, b, verdicts: [{case, a, b}], only_a: […],
// only_b: […], drifts_a: […], drifts_b: […], documentation: [{provider, changes: ["GET /a: …"]}]}, findings and drifts
// by their fingerprints; the documentation where both editions of it are kept.
Result<Node> compare_runs(Store& store, const std::string& a, const std::string& b);

// JSON Lines: a first line that says the format, then a line a run with all that belongs to it, then the profiles.
Result<std::size_t> export_lines(Store& store, std::ostream& to);
// Adds the runs that are not there yet; how many. Lines that are no export are Diagnostics, and nothing is added.
Result<std::size_t> import_lines(Store& store, std::istream& from, const std::string& name);

// Takes a drift as known from now on, in all scopes that have it: it is not told again. `fingerprint`, or what it
// begins with, as in show(); the whole of it, "" where there is none.
Result<std::string> accept_drift(Store& store, const std::string& fingerprint, const std::string& reason,
                                 base::SystemTime now);
// What is accepted, as in failing(), each with {accepted: its date, reason}; in the order of acceptance.
Result<Node> accepted_drifts(Store& store);
// Takes the acceptance back: it is told when it comes again. As accept_drift(), of those that are accepted.
Result<std::string> revoke_drift(Store& store, const std::string& fingerprint);

}  // namespace concord::history
