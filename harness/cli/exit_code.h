// How `concord` ends. The highest wins; a signal's code wins over all.
#pragma once

namespace concord::cli {

enum ExitCode : int {
  AllPassed = 0,
  UsageError = 1,     // the command line
  BadInput = 2,       // suite, schema, document, missing credentials, nothing selected
  NotJudged = 3,      // network, TLS, sandbox down
  ContractBroken = 4,
  HungUp = 129,       // SIGHUP
  Interrupted = 130,  // SIGINT
  Terminated = 143,   // SIGTERM
};

}  // namespace concord::cli
