// What stories made on the other side and could not take away again.
#pragma once
#include "work.h"

#include <string>
#include <vector>

namespace concord::explore {

// A line each: "DELETE http://…/orders/17: 500 Internal Server Error", "POST http://…/orders made 17: nothing takes it
// away"; of a run that was stopped, each creation whose answer had not come. `work`: of stories.
std::vector<std::string> left_behind(const Work& work, const result::CaseResult& result);

}  // namespace concord::explore
