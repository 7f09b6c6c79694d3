// Our words for the syntax errors of yaml-cpp.
#pragma once
#include <string>
#include <string_view>

namespace concord::document {

struct SyntaxWords {
  std::string message;
  std::string hint;
};
// `message` is yaml-cpp's; `at` is the text from the place of the error on.
SyntaxWords describe_yaml_error(std::string_view message, std::string_view at);
// Whether yaml-cpp stopped because the text is nested too deep for it.
bool is_depth_error(std::string_view message);

}  // namespace concord::document
