// How a request that was drawn at random came about: behind the hint of its failure, since it is of the case and not of
// the fault, which other cases may have too.
#pragma once
#include <string_view>

namespace concord::result {

// "request 5 that was drawn": what follows, and the number, differ from seed to seed.
inline constexpr std::string_view drawn_before = "request ", drawn_after = " that was drawn";

// The hint without that.
inline std::string_view hint_of_fault(std::string_view hint) {
  const std::size_t after = hint.find(drawn_after);
  const std::size_t before = after == std::string_view::npos ? after : hint.rfind(drawn_before, after);
  if (before == std::string_view::npos) return hint;
  hint = hint.substr(0, before);
  return hint.ends_with("; ") ? hint.substr(0, hint.size() - 2) : hint;
}

}  // namespace concord::result
