#include "formats.h"

#include "characters.h"

#include <concord/pattern.h>
#include <concord/schema.h>

#include <array>
#include <cstring>
#include <unordered_map>

namespace concord::schema {
namespace {

// Eight hexadecimal digits at once: sums that carry into a byte's highest bit tell where it lies.
bool are_hex_digits(std::uint64_t word) {
  constexpr std::uint64_t kEach = 0x0101010101010101, kHigh = 0x80 * kEach;
  const std::uint64_t lower = word | 0x20 * kEach;
  const auto is_between = [&](std::uint64_t bytes, unsigned first, unsigned last) {
    return (bytes + (0x80 - first) * kEach) & ~(bytes + (0x7F - last) * kEach);
  };
  const std::uint64_t digits = is_between(word, '0', '9') | is_between(lower, 'a', 'f');
  return (word & kHigh) == 0 && (digits & kHigh) == kHigh;
}

bool is_uuid(std::string_view text) {
  if (text.size() != 36 || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-') return false;
  const auto word = [&](std::size_t first, std::size_t second) {
    std::uint32_t halves[2];
    std::memcpy(&halves[0], text.data() + first, 4);
    std::memcpy(&halves[1], text.data() + second, 4);
    return std::uint64_t{halves[0]} << 32 | halves[1];
  };
  return are_hex_digits(word(0, 4)) && are_hex_digits(word(9, 14)) && are_hex_digits(word(19, 24)) &&
         are_hex_digits(word(28, 32));
}

// 128 bits in 26 digits leave the first at most 7.
bool is_ulid(std::string_view text) {
  if (text.size() != 26 || text[0] > '7') return false;
  CharacterClass common = kUlid;
  for (const char c : text) common &= kCharacters[static_cast<unsigned char>(c)];
  return common != 0;
}

// By form: the list of assigned codes changes.
bool is_country_code(std::string_view text) { return text.size() == 3 && are_all_of(text, kUpper); }

bool is_e164(std::string_view text) {
  if (!text.starts_with('+')) return false;
  text.remove_prefix(1);
  return text.size() >= 2 && text.size() <= 15 && text[0] != '0' && are_all_of(text, kDigit);
}

constexpr auto kFormats = std::to_array<FormatRow>({
    {"date-time", is_date_time, nullptr, "a date-time of RFC 3339 (2024-02-29T12:00:00Z)"},
    {"date", is_date, nullptr, "a date (2024-02-29)"},
    {"time", is_time, nullptr, "a time of RFC 3339 (12:00:00Z)"},
    {"duration", is_duration, nullptr, "a duration (P3DT4H)"},
    {"email", is_email, nullptr, "an email address"},
    {"idn-email", is_idn_email, nullptr, "an email address"},
    {"hostname", is_hostname, nullptr, "a host name"},
    {"idn-hostname", is_idn_hostname, nullptr, "a host name"},
    {"ipv4", is_ipv4, nullptr, "an IPv4 address"},
    {"ipv6", is_ipv6, nullptr, "an IPv6 address"},
    {"uri", is_uri, nullptr, "a URI"},
    {"uri-reference", is_uri_reference, nullptr, "a URI reference"},
    {"iri", is_iri, nullptr, "an IRI"},
    {"iri-reference", is_iri_reference, nullptr, "an IRI reference"},
    {"uri-template", is_uri_template, nullptr, "a URI template"},
    {"uuid", is_uuid, nullptr, "a UUID"},
    {"json-pointer", is_json_pointer, nullptr, "a JSON Pointer"},
    {"relative-json-pointer", is_relative_json_pointer, nullptr, "a relative JSON Pointer"},
    {"regex", pattern::is_regex, nullptr, "a regular expression of ECMA-262"},
    {"int8", nullptr, is_int8, "an integer of 8 bits"},
    {"int16", nullptr, is_int16, "an integer of 16 bits"},
    {"int32", nullptr, is_int32, "an integer of 32 bits"},
    {"int64", is_int64_text, is_int64, "an integer of 64 bits"},
    {"uint8", nullptr, is_uint8, "an integer of 8 bits without a sign"},
    {"uint16", nullptr, is_uint16, "an integer of 16 bits without a sign"},
    {"uint32", nullptr, is_uint32, "an integer of 32 bits without a sign"},
    {"uint64", is_uint64_text, is_uint64, "an integer of 64 bits without a sign"},
    {"double-int", nullptr, is_double_int, "an integer that a double holds exactly"},
    {"float", nullptr, is_float, "a number in the range of a float"},
    {"double", nullptr, is_double, "a number in the range of a double"},
    {"decimal", is_decimal, nullptr, "a decimal number (12.50)"},
    {"decimal128", is_decimal128, is_decimal128_number, "a decimal number of at most 34 digits"},
    {"byte", is_base64, nullptr, "base64"},
    {"base64url", is_base64url, nullptr, "base64 for URLs"},
    {"char", is_character, nullptr, "a single character"},
    {"date-time-local", is_date_time_local, nullptr, "a date-time without an offset (2024-02-29T12:00:00)"},
    {"time-local", is_time_local, nullptr, "a time without an offset (12:00:00)"},
    {"http-date", is_http_date, nullptr, "a date of HTTP (Thu, 29 Feb 2024 12:00:00 GMT)"},
    {"media-range", is_media_range, nullptr, "a media range (text/*;q=0.5)"},
    {"sf-integer", nullptr, is_sf_integer, "an integer of at most 15 digits"},
    {"sf-decimal", nullptr, is_sf_decimal, "a decimal number of at most 12 and 3 digits"},
    {"sf-boolean", is_sf_boolean, nullptr, "a boolean of a structured field (?1)"},
    {"sf-string", is_sf_string, nullptr, "a string of a structured field (\"a\")"},
    {"sf-token", is_sf_token, nullptr, "a token of a structured field"},
    {"sf-binary", is_sf_binary, nullptr, "bytes of a structured field (:YQ==:)"},
    {"binary", nullptr, nullptr, ""},
    {"password", nullptr, nullptr, ""},
    {"html", nullptr, nullptr, ""},
    {"commonmark", nullptr, nullptr, ""},
    {"ulid", is_ulid, nullptr, "a ULID"},
    {"iso-3166-alpha-3", is_country_code, nullptr, "a country code of three capitals (DEU)"},
    {"e164", is_e164, nullptr, "a telephone number of E.164 (+4930123456)"},
});

}  // namespace

std::span<const FormatRow> format_rows() { return kFormats; }

const FormatRow* find_format(std::string_view name) {
  static const auto by_name = [] {
    std::unordered_map<std::string_view, const FormatRow*> table;
    for (const FormatRow& row : kFormats) table.emplace(row.name, &row);
    return table;
  }();
  const auto found = by_name.find(name);
  return found == by_name.end() ? nullptr : found->second;
}

bool conforms(const FormatRow& row, const document::Node& value) {
  if (row.conforms_text && value.is_string()) return row.conforms_text(value.as_string());
  if (row.conforms_number && value.is_number()) return row.conforms_number(value);
  return true;
}

bool is_known_format(std::string_view name) { return find_format(name) != nullptr; }

bool conforms_to_format(std::string_view name, const Node& value) {
  const FormatRow* row = find_format(name);
  return !row || conforms(*row, value);
}

std::vector<std::string> known_formats() {
  std::vector<std::string> names;
  for (const FormatRow& row : kFormats) {
    if (row.conforms_text || row.conforms_number) names.emplace_back(row.name);
  }
  return names;
}

}  // namespace concord::schema
