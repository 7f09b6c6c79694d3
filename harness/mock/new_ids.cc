#include "new_ids.h"

#include <concord/base/text.h>
#include <concord/schema.h>

namespace concord::mock {

using document::Node;

namespace {

constexpr int most_turns = 3;
// Shorter ones would soon be used up.
constexpr std::size_t shortest_like_example = 6;
constexpr std::size_t fewest_digits = 3;

bool is_word(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

char other_of_its_kind(char c, base::Random& random) {
  if (c >= '0' && c <= '9') return static_cast<char>('0' + random.below(10));
  return static_cast<char>((c >= 'a' ? 'a' : 'A') + static_cast<int>(random.below(26)));
}

// "ord_8f3k2a" → "ord_2d9x7c": what stands behind the last sign that is no letter and no digit.
std::optional<std::string> like(std::string text, base::Random& random) {
  std::size_t from = text.size();
  while (from > 0 && is_word(text[from - 1])) --from;
  if (text.size() - from < shortest_like_example) return std::nullopt;
  for (std::size_t i = from; i < text.size(); ++i) text[i] = other_of_its_kind(text[i], random);
  return text;
}

// "A-0042-X" → "A-7318-X".
std::optional<std::string> with_other_digits(std::string text, base::Random& random) {
  std::size_t digits = 0;
  for (char& c : text) {
    if (c >= '0' && c <= '9') ++digits, c = other_of_its_kind(c, random);
  }
  return digits >= fewest_digits ? std::optional(std::move(text)) : std::nullopt;
}

void add_like(const Node& example, base::Random& random, std::vector<Node>& candidates) {
  if (!example.is_string() || schema::conforms_to_format("uuid", example)) return;
  if (auto text = like(example.as_string(), random)) candidates.emplace_back(std::move(*text));
  if (auto text = with_other_digits(example.as_string(), random)) candidates.emplace_back(std::move(*text));
}

}  // namespace

std::optional<Node> NewIds::next(const Node& example, base::Random& random, base::SystemTime now,
                                 const std::function<bool(const Node&)>& is_wanted) {
  for (int turn = 0; turn < most_turns; ++turn) {
    std::vector<Node> candidates;
    add_like(example, random, candidates);
    const std::string uuid = random.uuid();
    candidates.insert(candidates.end(), {uuid, ++last_, std::to_string(last_), random.ulid(now),
                                         base::replace_all(uuid, "-", ""), uuid.substr(0, 8),
                                         "id-" + std::to_string(last_), static_cast<std::int64_t>(turn + 1)});
    for (Node& one : candidates) {
      if (is_wanted(one)) return std::move(one);
    }
  }
  return std::nullopt;
}

}  // namespace concord::mock
