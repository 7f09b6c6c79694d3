// Which of the planned cases are told of, and which requests are sent only since those begin with them.
#pragma once
#include "work.h"

#include <deque>

namespace concord::explore {

// By options.selects. Works of which nothing is left are taken out; `works` must be in the order of their stages.
void select_by_name(std::deque<Work>& works, const Options& options);
// The part of this shard: whole works, such that all shards have about as many cases. Indexes must be set.
void select_by_shard(std::deque<Work>& works, const Options& options);
// "classname :: name"
std::string full_name_of(const Work& work, std::size_t position);

}  // namespace concord::explore
