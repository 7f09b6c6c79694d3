#include "run_outcome.h"

#include "exit_code.h"

#include <concord/report.h>
#include <concord/suite.h>

#include <algorithm>
#include <sstream>

namespace concord::cli {

namespace {

// Suites that could not be read are the user's; their cases are not run, and no network is to blame.
std::size_t count_bad_files(const result::RunSource& run) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < run.size(); ++i) {
    const result::CaseFacts facts = run.facts(i);
    count += facts.verdict == result::Verdict::Unjudged && run.suite(facts.suite).classname == suite::files_classname;
  }
  return count;
}

}  // namespace

int exit_code_of(const result::RunSource& run) {
  const result::Totals totals = run.totals();
  const std::size_t bad_files = count_bad_files(run);
  if (totals.failed > 0 || run.coverage().has_failure()) return ContractBroken;
  if (totals.unjudged > bad_files || totals.blocked > 0) return NotJudged;
  switch (run.end().aborted.kind) {
    case result::AbortKind::NoCredentials:
    case result::AbortKind::NothingSelected:
    case result::AbortKind::Config: return BadInput;
    case result::AbortKind::Interrupted:
    case result::AbortKind::FirstFailure:
    case result::AbortKind::Unrecorded:
    case result::AbortKind::Internal: return NotJudged;
    case result::AbortKind::None: break;
  }
  if (!run.is_complete()) return NotJudged;
  if (bad_files > 0) return BadInput;
  if (totals.not_run > 0) return NotJudged;
  return totals.cases() == 0 ? BadInput : AllPassed;
}

OnRequest exit_code_on_request(const result::RunSource& run, const std::vector<std::string>& fail_on) {
  const auto is_wanted = [&fail_on](const char* what) {
    return std::find(fail_on.begin(), fail_on.end(), what) != fail_on.end();
  };
  const result::Totals totals = run.totals();
  const auto& found = run.coverage().findings;
  const bool lacks_coverage = std::any_of(found.begin(), found.end(), [](const auto& one) {
    return one.level == result::Level::Warn;
  });
  if (is_wanted("warning") && (totals.warnings > 0 || lacks_coverage))
    return {ContractBroken, "exit 4, since there are warnings (--fail-on warning)"};
  if (is_wanted("flaky") && totals.flaky > 0) return {NotJudged, "exit 3, since cases are flaky (--fail-on flaky)"};
  return {};
}

base::Printable summary_of(const result::RunSource& run, bool color, std::size_t columns) {
  std::ostringstream text;
  report::summarize(run, color, text, columns);
  return base::Printable::composed(text.str());
}

}  // namespace concord::cli
