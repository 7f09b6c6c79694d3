#include "formats.h"

#include <concord/base/text.h>
#include <concord/schema.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <unordered_map>

namespace concord::schema {
namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_hyphen_place = i == 8 || i == 13 || i == 18 || i == 23;
    if (is_hyphen_place ? text[i] != '-' : !is_hex(text[i])) return false;
  }
  return true;
}

bool is_base64(std::string_view text) { return text.size() % 4 == 0 && base::base64_decode(text).has_value(); }

// Crockford's base 32 (no I, L, O, U); 128 bits in 26 digits leave the first at most 7.
bool is_ulid(std::string_view text) {
  if (text.size() != 26 || text[0] > '7') return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    const char upper = static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
    return is_digit(c) || (is_upper(upper) && std::string_view("ILOU").find(upper) == std::string_view::npos);
  });
}

// By form: the list of assigned codes changes.
bool is_country_code(std::string_view text) {
  return text.size() == 3 && std::all_of(text.begin(), text.end(), is_upper);
}

bool is_e164(std::string_view text) {
  if (!text.starts_with('+')) return false;
  text.remove_prefix(1);
  return text.size() >= 2 && text.size() <= 15 && text[0] != '0' && std::all_of(text.begin(), text.end(), is_digit);
}

bool is_int32(const document::Node& number) {
  const auto value = number.to_int64();
  return value && *value >= std::numeric_limits<std::int32_t>::min() &&
         *value <= std::numeric_limits<std::int32_t>::max();
}
bool is_int64(const document::Node& number) { return number.to_int64().has_value(); }
bool is_float(const document::Node& number) {
  return std::fabs(number.to_double()) <= static_cast<double>(std::numeric_limits<float>::max());
}
bool is_double(const document::Node& number) { return std::isfinite(number.to_double()); }

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
    {"regex", is_regex, nullptr, "a regular expression of ECMA-262"},
    {"int32", nullptr, is_int32, "an integer of 32 bits"},
    {"int64", nullptr, is_int64, "an integer of 64 bits"},
    {"float", nullptr, is_float, "a number in the range of a float"},
    {"double", nullptr, is_double, "a number in the range of a double"},
    {"byte", is_base64, nullptr, "base64"},
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
  for (const FormatRow& row : kFormats) names.emplace_back(row.name);
  return names;
}

}  // namespace concord::schema
