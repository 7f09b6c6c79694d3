// How a request that fails may be made smaller.
#pragma once
#include "drawing.h"

#include <vector>

namespace concord::explore {

// What may be changed of a request, a single thing each, the boldest first: a part, a member or an item left out or as
// it was accepted, a shorter text, a smaller number. Whether it is of the same kind then is for Drawing::is_of_kind to
// say.
std::vector<Edit> simpler_requests(const Drawn& drawn, const Drawing& drawing);

}  // namespace concord::explore
