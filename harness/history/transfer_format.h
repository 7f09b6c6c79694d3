// What the lines of an exported history are called.
#pragma once
#include <array>
#include <string_view>

namespace concord::history {

// The second has a line "finding_cases" of each finding: all cases that had it, where the first had one of them.
inline constexpr std::string_view export_format = "concord.history/2";
inline constexpr std::array<std::string_view, 2> known_export_formats{"concord.history/1", export_format};
inline constexpr std::string_view export_family = "concord.history/";

}  // namespace concord::history
