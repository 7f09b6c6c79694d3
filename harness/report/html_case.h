// The part of the page about one case.
#pragma once
#include <concord/result.h>

#include <string>

namespace concord::report {

// `is_open`: request and answer are unfolded.
std::string html_case(const result::CaseResult& result, bool is_open);

}  // namespace concord::report
