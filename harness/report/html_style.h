#pragma once
#include <string_view>

namespace concord::report {

// The style sheet of the HTML report.
std::string_view html_style();

}  // namespace concord::report
