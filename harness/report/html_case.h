// The part of the page about one case.
#pragma once
#include "memory.h"

#include <string>

namespace concord::report {

// `is_open`: request and answer are unfolded.
std::string html_case(const result::CaseResult& result, const Memory& memory, bool is_open);

}  // namespace concord::report
