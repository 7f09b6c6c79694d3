// Numbers with their noun: "1 case", "2 cases", "0 matches".
#pragma once
#include <string>
#include <string_view>

namespace concord::base {

// `plural`: what is not the noun with an s.
std::string counted(std::size_t number, std::string_view noun, std::string_view plural = {});

}  // namespace concord::base
