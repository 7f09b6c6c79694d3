// What differs between two runs of the same input, fixed.
#pragma once
#include <concord/result.h>

namespace concord::report {

// Run id, times, durations, host name and the ports of connections get constant values.
result::Run make_reproducible(result::Run run);

}  // namespace concord::report
