#include "run_outcome.h"

#include "exit_code.h"

#include <concord/report.h>

#include <sstream>

namespace concord::cli {

int exit_code_of(const result::RunSource& run) {
  const result::Totals totals = run.totals();
  if (totals.failed > 0) return ContractBroken;
  if (totals.unjudged > 0 || totals.blocked > 0) return NotJudged;
  switch (run.end().aborted.kind) {
    case result::AbortKind::NoCredentials:
    case result::AbortKind::NothingSelected:
    case result::AbortKind::Config: return BadInput;
    case result::AbortKind::Interrupted:
    case result::AbortKind::FirstFailure:
    case result::AbortKind::Internal: return NotJudged;
    case result::AbortKind::None: break;
  }
  if (totals.not_run > 0 || !run.is_complete()) return NotJudged;
  return totals.cases() == 0 ? BadInput : AllPassed;
}

base::Printable summary_of(const result::RunSource& run, bool color) {
  std::ostringstream text;
  report::summarize(run, color, text);
  return base::Printable::composed(text.str());
}

}  // namespace concord::cli
