// How the value of a parameter, a header or a field of a form is written as text, and read from it.
//
// The forms are those of the table of styles in OpenAPI 3.0.4 and 3.1.1 (RFC 6570). Where it says nothing:
//   - null, an empty list and an empty object are "undefined", so they are left out, also within lists and objects;
//   - spaceDelimited and pipeDelimited with `explode` are written as `form` with it, deepObject always as with it;
//   - a list or object within one (but in deepObject) is written as JSON;
//   - deepObject repeats the name for the items of a list, and names members of members: a[b][c];
//   - headers and cookies: nothing is percent-encoded in headers; an exploded list in a cookie is a cookie an item.
#pragma once
#include <concord/contract.h>
#include <concord/message/value_type.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace concord::message {

enum class Style { Simple, Label, Matrix, Form, SpaceDelimited, PipeDelimited, DeepObject };
std::optional<Style> parse_style(std::string_view name);  // "simple", …, "deepObject"
std::string_view style_name(Style style);

struct ValueFormat {
  Style style = Style::Form;
  bool explode = true;
  bool allow_reserved = false;  // reserved characters stay as they are in the query, but for those that divide it
  std::string media_type;       // when not "", the value is written as a document of this type, and style means nothing
};
// What the contract says of a parameter; an unknown style is that of the place it is in.
ValueFormat format_of(const contract::Parameter& parameter);

// "yes", "5", "true"; null is ""; lists and objects as JSON.
std::string plain_text(const Node& value);

// --- writing ---

// What stands in a path in place of the parameter, percent-encoded; nothing when the value is undefined.
std::optional<std::string> path_text(std::string_view name, const Node& value, const ValueFormat& format);
// "color=blue", percent-encoded; none when the value is undefined.
std::vector<std::string> query_pairs(std::string_view name, const Node& value, const ValueFormat& format);
std::optional<std::string> header_text(const Node& value, const ValueFormat& format);
// "color=blue", to be joined with "; ".
std::vector<std::string> cookie_pairs(std::string_view name, const Node& value, const ValueFormat& format);

// --- reading ---

struct ReadValue {
  Node value;
  std::string fault;    // "" or why the text is not of its format, a phrase; then `value` is the text
  std::string keyword;  // of the fault: "json" or "style"
};
// `text` as match() found it.
ReadValue read_path_text(std::string_view name, std::string_view text, const ValueFormat& format,
                         const ValueType& type);
ReadValue read_header_text(std::string_view text, const ValueFormat& format, const ValueType& type);

// One name=value of a query, a form or the field Cookie.
struct Pair {
  std::string name;       // decoded
  std::string_view text;  // as sent
  bool is_read = false;   // by a parameter
};
constexpr std::size_t max_pairs = 10'000;  // what is more is left out
// Of "a=1&b=2", without '?'. `query` must outlive them.
std::vector<Pair> split_query(std::string_view query);
std::vector<Pair> split_cookies(std::string_view field);
std::string decode_query(std::string_view text);  // '+' is a blank

// The value of one parameter, or nothing when no pair is its own; those are marked. `taken`: names of other parameters,
// which an exploded object does not touch.
std::optional<ReadValue> read_query(std::string_view name, std::vector<Pair>& pairs, const ValueFormat& format,
                                    const ValueType& type, const std::vector<std::string>& taken = {});
std::optional<ReadValue> read_cookie(std::string_view name, std::vector<Pair>& pairs, const ValueFormat& format,
                                     const ValueType& type, const std::vector<std::string>& taken = {});

}  // namespace concord::message
