// Faults in YAML whose error stands somewhere else, or calls them something else.
#pragma once
#include "json_reader.h"

#include <optional>
#include <string_view>

namespace concord::document {

struct YamlTrap {
  TextRange range;
  std::string_view message;
  std::string_view hint;
  std::optional<TextRange> closed{};  // where a bracket is closed that is not the one of `range`
};

// `message` is that of yaml-cpp, at `at`. Nothing when it says what is wrong.
std::optional<YamlTrap> find_yaml_trap(std::string_view message, std::string_view text, std::size_t at);

}  // namespace concord::document
