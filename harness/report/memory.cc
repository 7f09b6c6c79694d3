#include "memory.h"

#include <fmt/format.h>

namespace concord::report {

std::vector<std::string> Memory::fixed() const {
  constexpr std::size_t most = 10;
  std::vector<std::string> lines;
  std::size_t number = 0;
  for (const result::ToldFinding& one : told_.findings) {
    if (one.since != result::Since::Fixed || ++number > most) continue;
    // That the behaviour changed is what one expects of what is mended.
    const bool is_expected = one.change == result::Change::Behaviour;
    const std::string change = is_expected ? std::string() : result::change_text(one.change, one.how);
    lines.push_back(fmt::format("{}: {} [{}], {}{}", one.case_name, one.message, one.check,
                                result::streak_text(told_, one, today_), change.empty() ? "" : ": " + change));
  }
  if (number > most) lines.push_back(fmt::format("and {} more", number - most));
  return lines;
}

}  // namespace concord::report
