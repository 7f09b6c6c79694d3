// The stateful phase: a work for each resource, whose cases are stories (stories.h).
#pragma once
#include "stories.h"
#include "tags.h"
#include "work.h"

namespace concord::explore {

// Behind all that asks and makes, before what is drawn at random: nothing else adds to the lists that are looked at.
inline constexpr std::size_t story_stage = first_deleting_stage - 2;

// Of the operations that are selected; none where the phase is not, or nothing may be written.
std::vector<Work> story_works(const std::shared_ptr<const suite::Provider>& provider, const Options& options,
                              Tags& tags);

// The operations of which a request must have been accepted for any story of the work.
std::vector<const contract::Operation*> needed_operations(const Work& work);

// A story that is sent, or what says why it is not.
std::shared_ptr<const suite::Case> story_case(const Work& work, std::size_t position, const Options& options,
                                              MadeOperations& made, const RequestOf& request_of);

}  // namespace concord::explore
