// Valid values that differ from a usual one at one place.
#pragma once
#include "workshop.h"

namespace concord::generate {

std::vector<Valid> variants_of(Workshop& workshop);

}  // namespace concord::generate
