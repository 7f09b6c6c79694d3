// Decimal numbers without rounding, as far as bounds and multiples of schemas need them.
#pragma once
#include <concord/document.h>

#include <optional>

namespace concord::generate {

using document::Node;
__extension__ typedef __int128 Wide;

// digits * 10^-scale. Below 10^30 and with at most 18 places, so that sums and products of two fit.
struct Exact {
  Wide digits = 0;
  int scale = 0;

  // Nothing when the number is too large or too fine.
  static std::optional<Exact> of(const Node& number);
  Node node() const;
  bool is_whole() const { return scaled_to_whole().has_value(); }
  std::optional<Wide> scaled_to_whole() const;  // its value, when that is a whole number
};

int compare(const Exact& a, const Exact& b);
std::optional<Exact> sum(const Exact& a, const Exact& b);
std::optional<Exact> negated_sum(const Exact& a, const Exact& b);  // a - b
// The least number that both divide.
std::optional<Exact> least_common_multiple(const Exact& a, const Exact& b);
// The greatest multiple of `step` that is not above `a`.
std::optional<Exact> floor_to(const Exact& a, const Exact& step);

}  // namespace concord::generate
