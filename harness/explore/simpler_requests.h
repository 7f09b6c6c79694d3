// How a request that fails may be made smaller.
#pragma once
#include "drawing.h"

#include <vector>

namespace concord::explore {

using Edits = std::vector<Edit>;

// What may be changed of a request, the boldest first: where it has many parts, groups of them as they were accepted;
// then a single thing each, a part, a member or an item left out or as it was accepted, a shorter text, a smaller
// number. Whether it is of the same kind then is for Drawing::is_of_kind to say.
std::vector<Edits> simpler_requests(const Drawn& drawn, const Drawing& drawing);

}  // namespace concord::explore
