// Cases that are told without being sent, each with its reason.
#pragma once
#include "work.h"

namespace concord::explore {

using UnsentCase = std::shared_ptr<const suite::Case>;

UnsentCase left_out_by_plan(const Work& work, std::size_t position);
// No valid request of `needed`, another or the same, was accepted, or there was no connection for any.
UnsentCase blocked(const Work& work, std::size_t position, const Work* needed, const contract::Operation& operation);
// Only the other side knows which values are right there.
UnsentCase not_free(const Work& work, std::size_t position);
UnsentCase past_bound(const Work& work, std::size_t position, std::size_t most_requests);
// Nothing could be drawn at random.
UnsentCase not_drawn(const Work& work, std::size_t position);
UnsentCase nothing_to_try(const Work& work, std::size_t position);
UnsentCase not_made(const Work& work, std::size_t position);
// As it stands before anything is known of it.
UnsentCase frame_of(const Work& work, std::size_t position);

}  // namespace concord::explore
