#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>

namespace concord::base {
namespace {

// Nobody misspells a longer word, and the work grows with the square of the length.
constexpr std::size_t max_word = 100;

std::u32string code_points(std::string_view text) {
  std::u32string result;
  while (!text.empty()) {
    const CodePoint next = decode_utf8(text);
    result += next.value;
    text.remove_prefix(next.length);
  }
  return result;
}

// Optimal string alignment: insertions, deletions, replacements and swaps of neighbours count one each.
// Three rows of the table are enough, since a swap looks back two.
std::size_t edit_distance(const std::u32string& a, const std::u32string& b) {
  std::vector<std::size_t> before(b.size() + 1), previous(b.size() + 1), current(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) current[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    before.swap(previous);
    previous.swap(current);
    current[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      current[j] = std::min({previous[j] + 1, current[j - 1] + 1, replaced});
      const bool is_swap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (is_swap) current[j] = std::min(current[j], before[j - 2] + 1);
    }
  }
  return current[b.size()];
}

}  // namespace

std::optional<std::string> nearest_word(std::string_view word, std::span<const std::string> known) {
  if (word.empty() || word.size() > 4 * max_word) return std::nullopt;
  const std::u32string letters = code_points(word);
  if (letters.size() > max_word) return std::nullopt;
  const std::size_t most = std::max<std::size_t>(1, letters.size() / 3);
  std::size_t best_distance = most + 1;
  const std::string* best = nullptr;
  for (const std::string& candidate : known) {
    if (candidate == word) return candidate;
    const std::u32string other = code_points(candidate);
    if (other.size() > letters.size() + most || other.size() + most < letters.size()) continue;
    const std::size_t distance = equals_ignoring_case(candidate, word) ? 0 : edit_distance(letters, other);
    if (distance >= best_distance) continue;
    best_distance = distance;
    best = &candidate;
  }
  return best ? std::optional(*best) : std::nullopt;
}

std::string did_you_mean(std::string_view word, std::span<const std::string> known) {
  const auto nearest = nearest_word(word, known);
  return nearest ? fmt::format("did you mean \"{}\"?", *nearest) : std::string();
}

}  // namespace concord::base
