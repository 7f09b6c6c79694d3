// Formats of the OpenAPI Format Registry (spec.openapis.org/registry/format) beside those of JSON Schema, and a few
// that documents use without a registry. Those that are notes for readers (binary, password, html, commonmark) have
// nothing to recognise.
#include "characters.h"
#include "formats.h"

#include <concord/base/http_date.h>
#include <concord/base/text.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace concord::schema {
namespace {

using base::http_days;
using base::http_months;

bool take(std::string_view& text, std::string_view word) {
  if (!text.starts_with(word)) return false;
  text.remove_prefix(word.size());
  return true;
}
std::size_t take_digits(std::string_view& text) {
  const std::size_t count = count_of(text, kDigit);
  text.remove_prefix(count);
  return count;
}
// Two digits, from least to most.
bool take_pair(std::string_view& text, int least, int most) {
  if (text.size() < 2 || !is_of(text[0], kDigit) || !is_of(text[1], kDigit)) return false;
  const int value = (text[0] - '0') * 10 + (text[1] - '0');
  text.remove_prefix(2);
  return value >= least && value <= most;
}
template <std::size_t Count>
bool take_one_of(std::string_view& text, const std::array<std::string_view, Count>& words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return take(text, word); });
}

// "-"? at most this many digits, as RFC 8941 and JSON write integers.
bool is_decimal_integer(std::string_view text, std::size_t most_digits) {
  take(text, "-");
  return !text.empty() && text.size() <= most_digits && are_all_of(text, kDigit);
}

template <class Integer>
bool is_integer_text(std::string_view text) {
  Integer value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  return code == std::errc() && end == text.data() + text.size();
}

// ---- Dates of HTTP (RFC 9110, 5.6.7)

constexpr std::array<std::string_view, 7> kLongDays = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                       "Friday", "Saturday", "Sunday"};

bool take_clock(std::string_view& text) {
  return take_pair(text, 0, 23) && take(text, ":") && take_pair(text, 0, 59) && take(text, ":") &&
         take_pair(text, 0, 60);
}
bool take_year(std::string_view& text) { return take_pair(text, 0, 99) && take_pair(text, 0, 99); }

bool is_imf_fixdate(std::string_view text) {
  return take_one_of(text, http_days) && take(text, ", ") && take_pair(text, 1, 31) && take(text, " ") &&
         take_one_of(text, http_months) && take(text, " ") && take_year(text) && take(text, " ") && take_clock(text) &&
         text == " GMT";
}
bool is_rfc850_date(std::string_view text) {
  return take_one_of(text, kLongDays) && take(text, ", ") && take_pair(text, 1, 31) && take(text, "-") &&
         take_one_of(text, http_months) && take(text, "-") && take_pair(text, 0, 99) && take(text, " ") &&
         take_clock(text) && text == " GMT";
}
bool is_asctime_date(std::string_view text) {
  if (!take_one_of(text, http_days) || !take(text, " ") || !take_one_of(text, http_months) || !take(text, " "))
    return false;
  const bool has_day = take(text, " ") ? take_digits(text) == 1 : take_pair(text, 1, 31);
  return has_day && take(text, " ") && take_clock(text) && take(text, " ") && take_year(text) && text.empty();
}

// ---- Media ranges (RFC 9110, 12.5.1)

bool take_token(std::string_view& text) {
  const std::size_t count = count_of(text, kToken);
  text.remove_prefix(count);
  return count > 0;
}
bool take_quoted(std::string_view& text) {
  if (!take(text, "\"")) return false;
  while (!text.empty() && text.front() != '"') {
    if (text.front() == '\\') text.remove_prefix(1);
    const auto c = static_cast<unsigned char>(text.empty() ? '\0' : text.front());
    if ((c < 0x20 && c != '\t') || c == 0x7F) return false;
    text.remove_prefix(1);
  }
  return take(text, "\"");
}
void skip_blanks(std::string_view& text) { text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size())); }

}  // namespace

bool is_http_date(std::string_view text) {
  return is_imf_fixdate(text) || is_rfc850_date(text) || is_asctime_date(text);
}

bool is_media_range(std::string_view text) {
  if (!take_token(text) || !take(text, "/") || !take_token(text)) return false;
  while (!text.empty()) {
    skip_blanks(text);
    if (!take(text, ";")) return false;
    skip_blanks(text);
    if (text.empty() || text.front() == ';') continue;  // an empty parameter
    if (!take_token(text) || !take(text, "=") || !(text.starts_with('"') ? take_quoted(text) : take_token(text))) {
      return false;
    }
  }
  return true;
}

// Groups of four, the last with padding; either alphabet. Unused bits may be anything: decoders need not look at them
// (RFC 4648, section 3.5), and others that judge the format do not.
bool is_base64(std::string_view text) {
  if (text.size() % 4 != 0) return false;
  for (int i = 0; i < 2 && text.ends_with('='); ++i) text.remove_suffix(1);
  return std::all_of(text.begin(), text.end(), [](char c) { return is_of(c, kBase64Url) || c == '+' || c == '/'; });
}
// With padding or without.
bool is_base64url(std::string_view text) {
  const std::size_t digits = count_of(text, kBase64Url);
  return text.substr(digits).find_first_not_of('=') == std::string_view::npos && base::base64_decode(text).has_value();
}
bool is_character(std::string_view text) { return base::count_code_points(text) == 1; }

bool is_decimal(std::string_view text) {
  take(text, "-");
  if (take_digits(text) == 0) return false;
  return text.empty() || (take(text, ".") && take_digits(text) > 0 && text.empty());
}

// IEEE 754 decimal128: 34 digits that count, 10^-6176 to below 10^6145.
bool is_decimal128(std::string_view text) {
  constexpr long kMostDigits = 34, kLeastExponent = -6176, kMostExponent = 6144;
  if (text == "NaN" || text == "INF" || text == "-INF") return true;
  take(text, "-");
  long significant = 0, zeros = 0, digits = 0, fraction = 0;
  bool has_point = false;
  for (; !text.empty() && (is_of(text[0], kDigit) || (text[0] == '.' && !has_point)); text.remove_prefix(1)) {
    if (text[0] == '.') {
      has_point = true;
      continue;
    }
    ++digits;
    fraction += has_point;
    if (text[0] != '0') {
      significant += zeros + 1;
      zeros = 0;
    } else if (significant > 0) {
      ++zeros;
    }
  }
  if (digits == 0 || (has_point && fraction == 0)) return false;
  long exponent = 0;
  if (take(text, "e") || take(text, "E")) {
    take(text, "+");
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), exponent);
    if (code != std::errc() || end != text.data() + text.size() || std::labs(exponent) > 100'000) return false;
    text = {};
  }
  const long lowest = exponent - fraction + zeros;  // of the last digit that counts
  return text.empty() &&
         (significant == 0 || (significant <= kMostDigits && lowest >= kLeastExponent &&
                               lowest + significant - 1 <= kMostExponent));
}

// ---- Structured fields (RFC 8941, 3.3)

bool is_sf_boolean(std::string_view text) { return text == "?0" || text == "?1"; }
bool is_sf_string(std::string_view text) {
  if (!take(text, "\"")) return false;
  while (!text.empty() && text.front() != '"') {
    const bool is_escape = take(text, "\\");
    if (text.empty() || text.front() < 0x20 || text.front() == 0x7F) return false;
    if (is_escape && text.front() != '"' && text.front() != '\\') return false;
    text.remove_prefix(1);
  }
  return text == "\"";
}
bool is_sf_token(std::string_view text) {
  if (text.empty() || (!is_of(text[0], kLetter) && text[0] != '*')) return false;
  return are_all_of(text, kToken | kColon | kSlash);
}
bool is_sf_binary(std::string_view text) {
  if (text.size() < 2 || !text.starts_with(':') || !text.ends_with(':')) return false;
  const std::string_view inside = text.substr(1, text.size() - 2);
  return inside.find_first_of("-_") == std::string_view::npos && base::base64_decode(inside).has_value();
}

// ---- Numbers

namespace {

template <class Integer>
bool is_within(const document::Node& number) {
  const auto value = number.to_int64();
  return value && *value >= std::int64_t{std::numeric_limits<Integer>::min()} &&
         *value <= std::int64_t{std::numeric_limits<Integer>::max()};
}

}  // namespace

bool is_int8(const document::Node& number) { return is_within<std::int8_t>(number); }
bool is_int16(const document::Node& number) { return is_within<std::int16_t>(number); }
bool is_int32(const document::Node& number) { return is_within<std::int32_t>(number); }
bool is_int64(const document::Node& number) { return number.to_int64().has_value(); }
bool is_uint8(const document::Node& number) { return is_within<std::uint8_t>(number); }
bool is_uint16(const document::Node& number) { return is_within<std::uint16_t>(number); }
bool is_uint32(const document::Node& number) { return is_within<std::uint32_t>(number); }
bool is_uint64(const document::Node& number) {
  static const document::Node kMost(std::numeric_limits<std::uint64_t>::max());
  if (const auto value = number.to_int64()) return *value >= 0;
  return number.is_integer() && document::compare_numbers(number, document::Node(0)) > 0 &&
         document::compare_numbers(number, kMost) <= 0;
}
// As strings they are for values that a double cannot hold.
bool is_int64_text(std::string_view text) {
  return is_decimal_integer(text, 19) && is_integer_text<std::int64_t>(text);
}
bool is_uint64_text(std::string_view text) {
  return !text.starts_with('-') && is_decimal_integer(text, 20) && is_integer_text<std::uint64_t>(text);
}
bool is_double_int(const document::Node& number) {
  constexpr std::int64_t kMost = (std::int64_t{1} << 53) - 1;
  const auto value = number.to_int64();
  return value && *value >= -kMost && *value <= kMost;
}
bool is_float(const document::Node& number) {
  return std::fabs(number.to_double()) <= static_cast<double>(std::numeric_limits<float>::max());
}
bool is_double(const document::Node& number) { return std::isfinite(number.to_double()); }
bool is_decimal128_number(const document::Node& number) { return is_decimal128(number.number_text()); }

// RFC 8941, 3.3.1 and 3.3.2, as numbers of JSON.
bool is_sf_integer(const document::Node& number) {
  constexpr std::int64_t kMost = 999'999'999'999'999;
  const auto value = number.to_int64();
  return value && *value >= -kMost && *value <= kMost;
}
bool is_sf_decimal(const document::Node& number) {
  const std::string text = number.number_text();
  const std::size_t point = std::min(text.find('.'), text.size());
  const std::string_view fraction = std::string_view(text).substr(std::min(point + 1, text.size()));
  return is_decimal_integer(std::string_view(text).substr(0, point), 12) && are_all_of(fraction, kDigit) &&
         fraction.size() <= 3;
}

}  // namespace concord::schema
