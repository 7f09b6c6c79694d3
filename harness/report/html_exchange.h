// The part of the page about one exchange: what was sent, what came, beside what came when it was right, how long it
// took, and how it is repeated.
#pragma once
#include "html_case.h"

#include <string>
#include <vector>

namespace concord::report {

// `step`: its number in the case.
std::string html_exchange(const result::CaseResult& result, std::size_t step, const CaseContext& context);

}  // namespace concord::report
