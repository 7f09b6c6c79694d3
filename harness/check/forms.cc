// The forms of strings: what a text looks like, whatever it says.
#include <concord/base/ascii.h>
#include <concord/base/clock.h>
#include <concord/base/text.h>
#include <concord/check/observe.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace concord::check {

namespace {

using base::is_digit;
using base::is_hex;

constexpr std::size_t max_string = 2'048;  // longer ones have no form

bool all_of(std::string_view text, bool (*is)(char)) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is);
}

bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (is_dash ? text[i] != '-' : !is_hex(text[i])) return false;
  }
  return true;
}

// Crockford's alphabet, 128 bits in 26 characters.
bool is_ulid(std::string_view text) {
  constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  if (text.size() != 26 || text[0] > '7') return false;
  return std::all_of(text.begin(), text.end(), [&](char c) { return alphabet.find(c) != std::string_view::npos; });
}

bool is_date(std::string_view text) {
  return text.size() == 10 && text[4] == '-' && text[7] == '-' && all_of(text.substr(0, 4), is_digit) &&
         all_of(text.substr(5, 2), is_digit) && all_of(text.substr(8, 2), is_digit);
}

bool is_base64url(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
}

bool is_jwt(std::string_view text) {
  if (!text.starts_with("eyJ")) return false;
  const std::vector<std::string_view> parts = base::split(text, '.');
  return parts.size() == 3 && all_of(parts[0], is_base64url) && all_of(parts[1], is_base64url) &&
         all_of(parts[2], is_base64url);
}

bool is_email(std::string_view text) {
  const std::size_t at = text.find('@');
  return at != std::string_view::npos && at > 0 && text.find('@', at + 1) == std::string_view::npos &&
         text.find('.', at) != std::string_view::npos && text.find_first_of(" \t\r\n/") == std::string_view::npos;
}

// As E.164 has them, "+11234567890", and as people part them: "+49 (30) 1234-567".
bool is_phone(std::string_view text) {
  constexpr std::string_view marks = " -()";
  constexpr int fewest = 7, most = 15;
  if (!text.starts_with('+')) return false;
  text.remove_prefix(1);
  const auto digits = std::count_if(text.begin(), text.end(), is_digit);
  return digits >= fewest && digits <= most && std::all_of(text.begin(), text.end(), [&](char c) {
    return is_digit(c) || marks.find(c) != std::string_view::npos;
  });
}

// "ord_12345", "FR-2026": letters, perhaps a sign, three digits or more.
bool is_prefix_and_digits(std::string_view text) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const auto prefix = static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_letter) - text.begin());
  if (prefix == 0 || prefix > 10) return false;
  text.remove_prefix(prefix);
  if (!text.empty() && (text.front() == '_' || text.front() == '-')) text.remove_prefix(1);
  return text.size() >= 3 && all_of(text, is_digit);
}

// The sorts of characters that forms differ in, a bit for each: one look at a text says which it can have.
using Sorts = std::uint8_t;
constexpr Sorts digit = 1, hex_lower = 2, hex_upper = 4, lower = 8, upper = 16, underscore = 32, mark = 64, other = 128;

constexpr Sorts sort_of(char c) {
  if (c >= '0' && c <= '9') return digit;
  if (c >= 'a' && c <= 'z') return c <= 'f' ? hex_lower : lower;
  if (c >= 'A' && c <= 'Z') return c <= 'F' ? hex_upper : upper;
  if (c == '_') return underscore;
  return std::string_view("-.=+/~:").find(c) != std::string_view::npos ? mark : other;
}

constexpr std::array<Sorts, 256> make_sorts() {
  std::array<Sorts, 256> sorts{};
  for (std::size_t byte = 0; byte < 256; ++byte) sorts[byte] = sort_of(static_cast<char>(byte));
  return sorts;
}

Sorts sorts_in(std::string_view text) {
  static constexpr std::array<Sorts, 256> sorts = make_sorts();
  unsigned found = 0;
  for (const char c : text) found |= sorts[static_cast<unsigned char>(c)];
  return static_cast<Sorts>(found);
}

bool are_of(Sorts sorts, unsigned allowed) { return (sorts & ~allowed) == 0; }

// "PASSPORT", "CARD_SWITCHER"
bool is_constant(std::string_view text, Sorts sorts) {
  if (text.size() < 2 || text.size() > 60 || is_digit(text.front())) return false;
  return are_of(sorts, hex_upper | upper | digit | underscore);
}

// A token or an id of no other form: long, without blanks.
bool is_opaque(std::string_view text, Sorts sorts) { return text.size() >= 16 && (sorts & other) == 0; }

}  // namespace

std::string_view form_of(std::string_view text) {
  if (text.empty() || text.size() > max_string) return {};
  if (is_uuid(text)) return "uuid";
  if (is_ulid(text)) return "ulid";
  if (is_date(text)) return "date";
  if (text.size() >= 20 && text.size() <= 40 && is_digit(text[0]) && base::parse_rfc3339(text)) return "date-time";
  if (is_jwt(text)) return "jwt";
  const Sorts sorts = sorts_in(text);
  if ((sorts & mark) != 0 && text.find("://") != std::string_view::npos && http::parse_url(text)) return "url";
  if ((sorts & other) != 0 && is_email(text)) return "email";
  if (is_phone(text)) return "phone";
  if (sorts == digit) return "digits";
  if (text.size() >= 16 && are_of(sorts, digit | hex_lower | hex_upper)) return "hex";
  if ((sorts & digit) != 0 && is_prefix_and_digits(text)) return "prefix-digits";
  if (is_constant(text, sorts)) return "constant";
  if (is_opaque(text, sorts)) return "opaque";
  return {};
}

}  // namespace concord::check
