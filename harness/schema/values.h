// Exact arithmetic on JSON numbers, lengths, and a hash that agrees with document::equal.
#pragma once
#include <concord/document.h>

#include <cstdint>
#include <optional>
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

// Equal values (document::equal) have equal hashes.
std::uint64_t hash_value(const document::Node& value);

// The first two equal items, or nothing.
struct EqualItems {
  std::size_t first, second;
};
std::optional<EqualItems> find_equal_items(const document::Node::Array& items);

// Whether the string has at least / at most `limit` code points; decides by its bytes where those suffice.
bool has_at_least(std::string_view text, std::uint32_t limit);
bool has_at_most(std::string_view text, std::uint32_t limit);
std::size_t code_points(std::string_view utf8);

}  // namespace concord::schema
