// How many files and connections this process may have open.
#pragma once
#include <sys/resource.h>

namespace concord::cli {

// Many systems grant 1,024 unless asked: asks for so many, or for as many as may be asked for.
void allow_descriptors(rlim_t wanted);

}  // namespace concord::cli
