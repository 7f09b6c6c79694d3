// Texts that servers trip over: what is outside the BMP, quotes, spaces at the ends, line breaks. A schema that says
// nothing against them allows them.
#pragma once
#include "phases.h"

namespace concord::explore {

// Adds requests with each kind of them in each text of the preferred body and the query, as far as its schema takes it:
// the first `most_apart` texts one by one, more than one further in one request a kind. The same for every seed.
// A refusal is a warning, since schemas leave more open than is meant; a failure of the server is one.
void plan_odd_texts(OperationValues& values, std::vector<Planned>& out);
inline constexpr std::size_t most_apart = 3;

}  // namespace concord::explore
