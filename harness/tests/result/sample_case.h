// Results in which every member has a value of its own, so that none can be forgotten or swapped.
#pragma once
#include <concord/result/events.h>

namespace sample {

concord::result::CaseResult rich_case(std::size_t index);
concord::result::CaseResult passed_case(std::size_t index);
concord::result::RunInfo rich_info();
concord::result::Observations rich_observations();
concord::result::ValueSeen rich_seen(std::size_t index);
// All of it as text, to compare by.
std::string dump(const concord::result::CaseResult& result);
std::string dump(const concord::result::RunInfo& info);

}  // namespace sample
