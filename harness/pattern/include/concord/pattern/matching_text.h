// Texts that a pattern matches, for those who make values of schemas.
#pragma once
#include <concord/base/random.h>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace concord::pattern {

// How many code points a text may have.
struct LengthRange {
  std::size_t least = 0;
  std::size_t most = 10'000;
};

// Makes texts by the tree of a pattern. What looks around, and word boundaries, are only aimed at, and a length that
// the pattern does not let be is not kept: a text is to be searched before it is used.
class MatchingText {
 public:
  // Nothing when `pattern` is none, or past a bound of Concord.
  static std::optional<MatchingText> of(std::string_view pattern);

  // The plain one: "ABC-123" for ^[A-Z]{3}-\d{3}$. Always the same.
  std::string plain(LengthRange length = {}) const;
  // Any, drawn from `random`.
  std::string any(base::Random& random, LengthRange length = {}) const;

  // The least and the most code points of what the pattern matches; `most` is `unbounded` where there is no end, or
  // where text may stand beside the match.
  static constexpr std::size_t unbounded = static_cast<std::size_t>(-1);
  LengthRange lengths() const;

 private:
  struct Plan;
  explicit MatchingText(std::shared_ptr<const Plan> plan) : plan_(std::move(plan)) {}
  std::string write(base::Random* random, LengthRange length) const;
  std::shared_ptr<const Plan> plan_;
};

}  // namespace concord::pattern
