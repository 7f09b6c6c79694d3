#include "exact.h"

#include <algorithm>
#include <charconv>
#include <string>

namespace concord::generate {

namespace {

constexpr int kMostDigits = 30, kMostScale = 18;

Wide power_of_ten(int exponent) {
  Wide power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

Wide magnitude(Wide value) { return value < 0 ? -value : value; }

std::optional<Exact> bounded(Wide digits, int scale) {
  while (scale > 0 && digits % 10 == 0) digits /= 10, --scale;
  if (magnitude(digits) >= power_of_ten(kMostDigits) || scale > kMostScale) return std::nullopt;
  return Exact{digits, scale};
}

// Both with the same scale; nothing when that is too large.
struct Aligned {
  Wide a, b;
  int scale;
};
std::optional<Aligned> aligned(const Exact& a, const Exact& b) {
  const int scale = std::max(a.scale, b.scale);
  const Wide most = power_of_ten(36);
  const Wide by_a = power_of_ten(scale - a.scale), by_b = power_of_ten(scale - b.scale);
  if (magnitude(a.digits) > most / by_a || magnitude(b.digits) > most / by_b) return std::nullopt;
  return Aligned{a.digits * by_a, b.digits * by_b, scale};
}

Wide greatest_common_divisor(Wide a, Wide b) {
  a = magnitude(a), b = magnitude(b);
  while (b != 0) a %= b, std::swap(a, b);
  return a;
}

std::string digits_text(Wide value) {
  std::string text;
  for (value = magnitude(value); value != 0 || text.empty(); value /= 10) text += static_cast<char>('0' + value % 10);
  std::reverse(text.begin(), text.end());
  return text;
}

}  // namespace

std::optional<Exact> Exact::of(const Node& number) {
  const std::string text = number.number_text();
  const std::size_t exponent_at = std::min(text.find_first_of("eE"), text.size());
  int exponent = 0;
  if (exponent_at < text.size()) {
    const std::size_t begin = exponent_at + 1 + (text[exponent_at + 1] == '+');
    const auto [end, code] = std::from_chars(text.data() + begin, text.data() + text.size(), exponent);
    if (code != std::errc() || exponent > 100 || exponent < -100) return std::nullopt;
  }
  Wide digits = 0;
  bool is_fraction = false;
  for (const char c : std::string_view(text).substr(0, exponent_at)) {
    if (c == '.') is_fraction = true;
    if (c < '0' || c > '9') continue;
    if (digits >= power_of_ten(kMostDigits)) return std::nullopt;
    digits = digits * 10 + (c - '0');
    exponent -= is_fraction;
  }
  if (text.starts_with('-')) digits = -digits;
  for (; exponent > 0 && digits != 0; --exponent) {
    if (magnitude(digits) >= power_of_ten(kMostDigits)) return std::nullopt;
    digits *= 10;
  }
  return bounded(digits, digits == 0 ? 0 : -exponent);
}

Node Exact::node() const {
  std::string text = digits_text(digits);
  if (scale > 0) {
    const auto places = static_cast<std::size_t>(scale);
    if (text.size() <= places) text.insert(0, places + 1 - text.size(), '0');
    text.insert(text.size() - places, 1, '.');
  }
  if (digits < 0) text.insert(0, 1, '-');
  auto parsed = document::parse_answer_json(text);
  return parsed.root ? std::move(*parsed.root) : Node(0);
}

std::optional<Wide> Exact::scaled_to_whole() const {
  const Wide power = power_of_ten(scale);
  if (digits % power != 0) return std::nullopt;
  return digits / power;
}

int compare(const Exact& a, const Exact& b) {
  const auto both = aligned(a, b);
  if (both) return both->a < both->b ? -1 : both->a > both->b ? 1 : 0;
  const Wide whole_a = a.digits / power_of_ten(a.scale), whole_b = b.digits / power_of_ten(b.scale);
  return whole_a < whole_b ? -1 : 1;  // far apart
}

std::optional<Exact> sum(const Exact& a, const Exact& b) {
  const auto both = aligned(a, b);
  return both ? bounded(both->a + both->b, both->scale) : std::nullopt;
}

std::optional<Exact> negated_sum(const Exact& a, const Exact& b) { return sum(a, {-b.digits, b.scale}); }

std::optional<Exact> least_common_multiple(const Exact& a, const Exact& b) {
  const auto both = aligned(a, b);
  if (!both || both->a == 0 || both->b == 0) return std::nullopt;
  const Wide factor = magnitude(both->a) / greatest_common_divisor(both->a, both->b);
  if (factor > power_of_ten(kMostDigits) / magnitude(both->b)) return std::nullopt;
  return bounded(factor * magnitude(both->b), both->scale);
}

std::optional<Exact> floor_to(const Exact& a, const Exact& step) {
  const auto both = aligned(a, step);
  if (!both || both->b == 0) return std::nullopt;
  const Wide by = magnitude(both->b);
  Wide rest = both->a % by;
  if (rest < 0) rest += by;
  return bounded(both->a - rest, both->scale);
}

}  // namespace concord::generate
