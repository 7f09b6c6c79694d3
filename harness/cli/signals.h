// SIGINT, SIGTERM and SIGHUP ask a run to end; a second one ends the process at once. SIGUSR1 asks for reports
// meanwhile.
#pragma once
#include <atomic>

namespace concord::cli {

// The number of the signal that came, 0 while none has. Installs the handlers at the first call.
const std::atomic<int>& stop_signal();
// Whether SIGUSR1 came since the last call. Installs its handler at the first.
bool take_report_signal();

}  // namespace concord::cli
