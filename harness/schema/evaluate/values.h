// Exact arithmetic on JSON numbers, lengths, and equal items.
#pragma once
#include <concord/document.h>
#include <concord/document/compact.h>

#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace concord::schema {

// A number as digits x 10^exponent, without zeros at either end of the digits; zero has no digits.
struct ExactNumber {
  bool is_negative = false;
  std::string digits;
  long long exponent = 0;
};
ExactNumber exact(const document::Node& number);
bool is_multiple_of(const document::Node& number, const document::Node& divisor);  // the divisor is positive

// The first two equal items, or nothing.
struct EqualItems {
  std::size_t first, second;
};
std::optional<EqualItems> find_equal_items(std::span<const document::Node> items);
std::optional<EqualItems> find_equal_items(std::span<const document::CompactValue> items);

// Whether the string has at least / at most `limit` code points; decides by its bytes where those suffice.
std::size_t code_points(std::string_view utf8);
inline bool has_at_least(std::string_view text, std::uint32_t limit) {
  if (text.size() < limit) return false;
  return (text.size() + 3) / 4 >= limit || code_points(text) >= limit;
}
inline bool has_at_most(std::string_view text, std::uint32_t limit) {
  if (text.size() <= limit) return true;
  return (text.size() + 3) / 4 <= limit && code_points(text) <= limit;
}

}  // namespace concord::schema
