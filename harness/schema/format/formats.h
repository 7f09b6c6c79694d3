// The table of formats. Each recogniser says whether a value conforms; it is only asked for values of its own types.
#pragma once
#include <concord/document.h>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace concord::schema {

// A row with no recogniser is a note for readers: nothing can break it.
struct FormatRow {
  std::string_view name;
  bool (*conforms_text)(std::string_view text);           // for strings, or null
  bool (*conforms_number)(const document::Node& number);  // for numbers, or null
  std::string_view expected;                              // "a date (2024-02-29)"
};

std::span<const FormatRow> format_rows();
const FormatRow* find_format(std::string_view name);
bool conforms(const FormatRow& row, const document::Node& value);

// Recognisers, by file.
bool is_date_time(std::string_view text);  // times.cc
bool is_date(std::string_view text);
bool is_time(std::string_view text);
bool is_date_time_local(std::string_view text);
bool is_time_local(std::string_view text);
bool is_duration(std::string_view text);
bool is_email(std::string_view text);  // hosts.cc
bool is_idn_email(std::string_view text);
bool is_hostname(std::string_view text);
bool is_idn_hostname(std::string_view text);
bool is_ipv4(std::string_view text);
bool is_ipv6(std::string_view text);
bool is_uri(std::string_view text);  // uris.cc
bool is_uri_reference(std::string_view text);
bool is_iri(std::string_view text);
bool is_iri_reference(std::string_view text);
bool is_uri_template(std::string_view text);
bool is_json_pointer(std::string_view text);
bool is_relative_json_pointer(std::string_view text);
bool is_http_date(std::string_view text);  // registry.cc
bool is_media_range(std::string_view text);
bool is_base64(std::string_view text);
bool is_base64url(std::string_view text);
bool is_character(std::string_view text);
bool is_decimal(std::string_view text);
bool is_decimal128(std::string_view text);
bool is_sf_boolean(std::string_view text);
bool is_sf_string(std::string_view text);
bool is_sf_token(std::string_view text);
bool is_sf_binary(std::string_view text);
bool is_int64_text(std::string_view text);
bool is_uint64_text(std::string_view text);
bool is_int8(const document::Node& number);
bool is_int16(const document::Node& number);
bool is_int32(const document::Node& number);
bool is_int64(const document::Node& number);
bool is_uint8(const document::Node& number);
bool is_uint16(const document::Node& number);
bool is_uint32(const document::Node& number);
bool is_uint64(const document::Node& number);
bool is_double_int(const document::Node& number);
bool is_float(const document::Node& number);
bool is_double(const document::Node& number);
bool is_decimal128_number(const document::Node& number);
bool is_sf_integer(const document::Node& number);
bool is_sf_decimal(const document::Node& number);

}  // namespace concord::schema
