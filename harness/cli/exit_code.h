// How `concord` ends. The highest wins; a signal's code wins over all.
#pragma once
#include <concord/result.h>

namespace concord::cli {

enum ExitCode : int {
  AllPassed = 0,
  UsageError = 1,     // the command line
  BadInput = 2,       // suite, schema, document, missing credentials, nothing selected
  NotJudged = 3,      // network, TLS, sandbox down
  ContractBroken = 4,
  Interrupted = 130,  // SIGINT; SIGTERM gives 143
  Terminated = 143,
};

// What the results of a run come to. Nothing but cases that passed (or are flaky, or skipped with a reason) is AllPassed; a
// signal is for the caller.
int exit_code_of(const result::Totals& totals, const result::Aborted& aborted);

}  // namespace concord::cli
