#include "rule_texts.h"

#include <concord/base/text.h>
#include <concord/history/drift_kinds.h>
#include <concord/report/junit_types.h>

namespace concord::cli {

std::vector<Rule> case_rules() {
  return {{"until", "what a step waits for did not come to be",
           "The step asks again until what \"until\" says holds of the answer. It fails when that is not so\n"
           "\"within\" the time, or when what \"stop_if\" says holds. The last answer is shown; those before it are\n"
           "in the journal."},
          {"capture", "an answer lacks what a later step needs",
           "The place that \"capture\" names selects nothing in the answer, or the header is not there, so the steps\n"
           "that would use it cannot be sent."},
          {"follow", "what holds of all pages of a list together is not so",
           "The step asks for page after page, by the link of the answer or by the value that \"next\" selects,\n"
           "and looks at the \"items\" of all of them: none twice (no_repeats), in order (sorted_by), as many as\n"
           "the answer says (total). Each page is judged like any other answer, and is a step of its own in the\n"
           "report. A page that comes again, one at another origin, and one without the list of items fail it."},
          {"known_issue", "a failure that was accepted for now",
           "A case may name its own (known_issue: {reason: …, expires: 2026-12-31}, of one failure alone with rule,\n"
           "pointer or fingerprint), and known-issues.yaml beside the suites those of many; concord baseline writes\n"
           "that file from a journal. While it holds, the verdict is \"known issue\" and the run can pass; when it\n"
           "has expired, or the failure is another one, the case fails; when the case passes, the run says that the\n"
           "issue no longer occurs."},
          {"known_issue.expired", "what was accepted for now is past its date, and still occurs",
           "The day after \"expires\" the failure counts again, and this one says by which entry it was accepted and\n"
           "who was to settle it. Have it mended, or decide anew with a later date and why: concord baseline accept\n"
           "FINGERPRINT renews an entry of that fingerprint, others are changed by hand."},
          {"known_issue.unexpected_pass", "what was accepted for now no longer occurs",
           "The case that \"seen_in\" (or \"case\", without a glob) of the entry names was judged, and the failure\n"
           "was not among what it fails for. concord baseline prune takes the entry out; \"intermittent: true\" in it\n"
           "is for what comes and goes."}};
}

namespace {

std::string all_drifts() {
  std::vector<std::string> kinds;
  for (const history::DriftKind& kind : history::drift_kinds()) kinds.emplace_back(kind.id);
  return "It breaks no promise, so it warns. Each kind has an explanation of its own:\n\n    " +
         base::join(kinds, "\n    ") + "\n\nLevel: --level drift=off for all, or with the id of one kind.";
}

}  // namespace

std::vector<Rule> level_rules() {
  return {{"schema.prose", "what only the text of a page says of a value",
           "A constraint of a schema that no schema of the documentation says, and a sentence of it does: \"at most\n"
           "20 characters\". It is a part of the check schema, with a level of its own:\n\n"
           "    checks: {schema.prose: warn}"},
          {"schema.example", "what only an example of a page says of a value",
           "A constraint of a schema that only an example of the documentation shows. It is a part of the check\n"
           "schema, with a level of its own:\n\n    checks: {schema.example: off}"},
          {"drift", "answers look other than they did", all_drifts()},
          {"coverage.success", "an operation that was asked never answered 2xx",
           "Of the whole run, where coverage is asked for (--coverage). Level: --level coverage.success=fail"},
          {"coverage.statuses", "a documented status never came",
           "Of the whole run, where coverage is asked for (--coverage). It is usually off. Level: --level\n"
           "coverage.statuses=warn"},
          {"coverage.required", "less of the contract was seen than is required",
           "The run was to see a share of a kind (--require-coverage operations=80%) and saw less. It always fails."},
          {"traffic.unknown", "a request of recorded or passing traffic is of no operation",
           "Of concord judge and concord proxy: nothing in the contracts has the request's method and path. Level:\n"
           "--level traffic.unknown=fail"}};
}

// Beside a failure, in brackets behind the place of the documentation or after "basis".
std::vector<Rule> basis_rules() {
  const std::string where =
      "What a rule that was broken rests on stands behind the place in the documentation, as in\n"
      "\"documented: openapi.yaml:38 (protocol)\", or after \"basis:\" where there is no such place: documented\n"
      "(nothing is said behind the place), prose, example, suite or protocol.";
  return {{"documented", "a schema of the documentation says so", where},
          {"prose", "a sentence of the documentation says so, and no schema", where},
          {"example", "an example of the documentation shows it, and no schema or sentence says so", where},
          {"suite", "the case itself expects it, whatever the documentation says", where},
          {"protocol", "the standards of HTTP, or what any API must keep to, whatever the documentation says", where}};
}

std::vector<Rule> junit_rules() {
  std::vector<Rule> rules;
  for (const report::JunitType& type : report::junit_types()) {
    if (type.summary.empty()) continue;
    rules.push_back({std::string(type.name), std::string(type.summary),
                     "The type of a failure in JUnit, for what counts failures by kind. The check beside it says by\n"
                     "which rule: concord explain CHECK."});
  }
  return rules;
}

}  // namespace concord::cli
