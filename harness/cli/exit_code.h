// How `concord` ends. The highest wins; a signal's code wins over all.
#pragma once

namespace concord::cli {

enum ExitCode : int {
  AllPassed = 0,
  UsageError = 1,     // the command line
  BadInput = 2,       // suite, schema, document, missing credentials, nothing selected
  NotJudged = 3,      // network, TLS, sandbox down
  ContractBroken = 4,
  Interrupted = 130,  // SIGINT; SIGTERM gives 143, SIGHUP 129
  Terminated = 143,
};

}  // namespace concord::cli
