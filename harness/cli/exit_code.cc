#include "exit_code.h"

namespace concord::cli {

int exit_code_of(const result::Totals& totals, const result::Aborted& aborted) {
  if (totals.failed > 0) return ContractBroken;
  switch (aborted.kind) {
    case result::AbortKind::NoCredentials:
    case result::AbortKind::NothingSelected:
    case result::AbortKind::Config: return BadInput;
    default: break;
  }
  const bool is_judged = totals.unjudged + totals.blocked + totals.not_run == 0;
  return is_judged && aborted.kind != result::AbortKind::Internal ? AllPassed : NotJudged;
}

}  // namespace concord::cli
