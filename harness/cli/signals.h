// SIGINT and SIGTERM ask a run to end; a second one ends the process at once.
#pragma once
#include <atomic>

namespace concord::cli {

// The number of the signal that came, 0 while none has. Installs the handlers at the first call.
const std::atomic<int>& stop_signal();

}  // namespace concord::cli
