#include "field_type.h"

#include <concord/base/text.h>
#include <concord/schema.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace concord::page {
namespace {

using base::trim;

struct TypeWord {
  std::string_view word;
  std::string_view type;
  std::string_view format;
};
constexpr auto type_words = std::to_array<TypeWord>({
    {"string", "string", ""},
    {"str", "string", ""},
    {"text", "string", ""},
    {"char", "string", ""},
    {"varchar", "string", ""},
    {"enum", "string", ""},
    {"integer", "integer", ""},
    {"int", "integer", ""},
    {"int32", "integer", "int32"},
    {"int64", "integer", "int64"},
    {"long", "integer", "int64"},
    {"bigint", "integer", "int64"},
    {"number", "number", ""},
    {"numeric", "number", ""},
    {"float", "number", ""},
    {"double", "number", "double"},
    {"decimal", "number", ""},
    {"boolean", "boolean", ""},
    {"bool", "boolean", ""},
    {"array", "array", ""},
    {"list", "array", ""},
    {"object", "object", ""},
    {"map", "object", ""},
    {"dictionary", "object", ""},
    {"hash", "object", ""},
    {"json", "object", ""},
    {"json object", "object", ""},
    {"null", "null", ""},
    {"uuid", "string", "uuid"},
    {"guid", "string", "uuid"},
    {"date", "string", "date"},
    {"datetime", "string", "date-time"},
    {"date-time", "string", "date-time"},
    {"date time", "string", "date-time"},
    {"url", "string", "uri"},
    {"uri", "string", "uri"},
    {"email", "string", "email"},
    {"file", "string", "binary"},
    {"binary", "string", "binary"},
    {"texto", "string", ""},  // Spanish and Portuguese
    {"cadena", "string", ""},
    {"inteiro", "integer", ""},
    {"entero", "integer", ""},
    {"numero", "number", ""},
    {"n\u00famero", "number", ""},
    {"booleano", "boolean", ""},
    {"lista", "array", ""},
    {"arreglo", "array", ""},
    {"objeto", "object", ""},
    {"\u5b57\u7b26\u4e32", "string", ""},  // Chinese
    {"\u6574\u6570", "integer", ""},
    {"\u6574\u578b", "integer", ""},
    {"\u5e03\u5c14", "boolean", ""},
    {"\u6570\u7ec4", "array", ""},
    {"\u5bf9\u8c61", "object", ""},
});

constexpr auto array_openings =
    std::to_array<std::string_view>({"array of ", "list of ", "array<", "array[", "list<", "list["});
constexpr int deepest = 8;

const TypeWord* known_word(std::string_view word) {
  const auto plural = word.ends_with('s') ? word.substr(0, word.size() - 1) : word;
  for (const std::string_view one : {word, plural}) {
    const auto found =
        std::find_if(type_words.begin(), type_words.end(), [&](const TypeWord& row) { return row.word == one; });
    if (found != type_words.end()) return &*found;
  }
  return nullptr;
}

std::string_view without_brackets(std::string_view text) {
  while (text.ends_with('>') || text.ends_with(']') || text.ends_with(')')) text.remove_suffix(1);
  while (text.starts_with('<') || text.starts_with('[') || text.starts_with('(')) text.remove_prefix(1);
  return trim(text);
}

// "string or number", "string | integer", "string/number": with a bar between.
std::string parted_alternatives(std::string_view lower) {
  return base::replace_all(base::replace_all(base::replace_all(std::string(lower), " or ", "|"), "/", "|"), ", ", "|");
}

void add_null(Node& out) {
  Node* type = out.find("type");
  if (type == nullptr || !type->is_string() || type->as_string() == "null") return;
  Node types = Node::array().with_span(type->span());
  types.push_back(*type);
  types.push_back(Node("null"));
  *type = std::move(types);
}

// "18" is {0, 18}; "2-40" and "2..40" are {2, 40}; "max 18" is {0, 18}.
std::optional<std::pair<std::int64_t, std::int64_t>> length_range(std::string_view text) {
  for (const std::string_view opening : {"max length ", "max. ", "max ", "up to ", "length ", "<= "}) {
    if (text.starts_with(opening)) text.remove_prefix(opening.size());
  }
  for (const std::string_view ending : {" characters", " chars"}) {
    if (text.ends_with(ending)) text.remove_suffix(ending.size());
  }
  const char* const end = text.data() + text.size();
  std::int64_t first = 0;
  auto read = std::from_chars(text.data(), end, first);
  if (read.ec != std::errc{} || first < 0) return std::nullopt;
  if (read.ptr == end) return std::pair{std::int64_t{0}, first};
  while (read.ptr != end && (*read.ptr == '-' || *read.ptr == '.' || *read.ptr == ' ')) ++read.ptr;
  std::int64_t second = 0;
  read = std::from_chars(read.ptr, end, second);
  if (read.ec != std::errc{} || read.ptr != end || second < first) return std::nullopt;
  return std::pair{first, second};
}

}  // namespace

bool is_type(std::string_view written) {
  constexpr std::size_t longest_type = 60;
  if (written.size() > longest_type) return false;
  std::string lower = base::to_lower_ascii(trim(written));
  for (const std::string_view mark : {" or null", " | null", ", nullable", "(nullable)"})
    lower = base::replace_all(std::move(lower), mark, "");
  std::string_view type = trim(lower);
  if (type.ends_with('?')) type.remove_suffix(1);
  for (const std::string_view opening : array_openings) {
    if (type.starts_with(opening)) return is_type(without_brackets(type.substr(opening.size())));
  }
  if (type.ends_with("[]")) return is_type(type.substr(0, type.size() - 2));
  if (type.ends_with(" array")) return is_type(type.substr(0, type.size() - 6));
  const auto parted = parted_alternatives(type);
  const auto parts = base::split(parted, '|');
  return !type.empty() && std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
    return known_word(trim(part.substr(0, part.find_first_of("(<[{")))) != nullptr;
  });
}

void TypeReader::report(const Field& field, std::string kind, std::string message, std::string hint) {
  findings_.push_back(base::warning(std::move(kind), std::move(message), field.type_span, std::move(hint)));
}

void TypeReader::read(Node& out, const Field& field) {
  constexpr std::size_t longest_type = 200;
  std::string type(trim(field.type));
  if (type.size() > longest_type) type.clear();
  type = base::replace_all(base::replace_all(std::move(type), "`", ""), "\n", " ");
  std::string lower = base::to_lower_ascii(type);
  bool is_nullable = false;
  for (const std::string_view mark : {" or null", " | null", "|null", ", nullable", "(nullable)", "nullable"}) {
    const std::size_t at = lower.find(mark);
    if (at == std::string::npos) continue;
    is_nullable = true;
    lower.erase(at, mark.size());
    type.erase(at, mark.size());
  }
  if (type.ends_with('?')) {  // `string?` of some languages
    is_nullable = true;
    type.pop_back();
  }
  read_one(out, field, trim(type), 0);
  if (is_nullable) add_null(out);
}

void TypeReader::read_one(Node& out, const Field& field, std::string_view written, int depth) {
  const std::string lower = base::to_lower_ascii(written);
  if (lower.empty() || lower == "any" || lower == "mixed" || lower == "-") return;
  if (depth < deepest) {
    for (const std::string_view opening : array_openings) {
      if (lower.starts_with(opening)) return read_items(out, field, written.substr(opening.size()), depth);
    }
    if (lower.ends_with("[]")) return read_items(out, field, written.substr(0, written.size() - 2), depth);
    if (lower.starts_with("[]")) return read_items(out, field, written.substr(2), depth);
    if (lower.starts_with('[') && lower.ends_with(']')) return read_items(out, field, written, depth);
    if (lower.ends_with(" array")) return read_items(out, field, written.substr(0, written.size() - 6), depth);
    if (read_values(out, field, written) || read_alternatives(out, field, written, depth)) return;
  }
  if (read_word(out, field, written) || read_object(out, field, written)) return;
  report(field, "apidoc.unknown-type",
         "unknown type \"" + base::ellipsize(field.type, 60) + "\" of \"" + field.name + "\"", "read as any type");
}

// "'date' | 'score'": the values that a text can have.
bool TypeReader::read_values(Node& out, const Field& field, std::string_view written) {
  Node values = Node::array().with_span(field.type_span);
  for (const std::string_view part : base::split(written, '|')) {
    const std::string_view value = trim(part);
    const bool is_quoted = value.size() > 2 && value.front() == value.back() && (value[0] == '\'' || value[0] == '"');
    if (!is_quoted) return false;
    values.push_back(Node(std::string(value.substr(1, value.size() - 2))).with_span(field.type_span));
  }
  out.set("type", Node("string").with_span(field.type_span));
  out.set("enum", std::move(values));
  return true;
}

// "string or number", "string | integer": all must be known, and none may say more than its type.
bool TypeReader::read_alternatives(Node& out, const Field&, std::string_view written, int) {
  const std::string parted = parted_alternatives(base::to_lower_ascii(written));
  if (parted.find('|') == std::string::npos) return false;
  Node types = Node::array();
  for (const std::string_view part : base::split(parted, '|')) {
    const TypeWord* known = known_word(trim(part));
    if (known == nullptr) return false;
    const bool is_new = std::none_of(types.items().begin(), types.items().end(),
                                     [&](const Node& one) { return one.as_string() == known->type; });
    if (is_new) types.push_back(Node(known->type));
  }
  out.set("type", types.size() == 1 ? types.items().front() : std::move(types));
  return true;
}

void TypeReader::read_items(Node& out, const Field& field, std::string_view written, int depth) {
  Node items = Node::object().with_span(field.type_span);
  read_one(items, field, without_brackets(trim(written)), depth + 1);
  out.set("type", Node("array").with_span(field.type_span));
  out.set("items", std::move(items));
}

bool TypeReader::read_word(Node& out, const Field& field, std::string_view written) {
  const std::string type = base::to_lower_ascii(written);
  const std::size_t open = type.find_first_of("(<[{");
  const TypeWord* known = known_word(trim(std::string_view(type).substr(0, open)));
  if (known == nullptr) return false;
  out.set("type", Node(known->type).with_span(field.type_span));
  if (!known->format.empty()) out.set("format", known->format);
  if (open == std::string::npos) return true;
  std::string_view detail = trim(std::string_view(type).substr(open + 1));
  while (!detail.empty() && std::string_view(")>]} ").find(detail.back()) != std::string_view::npos)
    detail.remove_suffix(1);
  if (!detail.empty()) read_detail(out, field, detail);
  return true;
}

// What stands in brackets: a length, a format, a narrower type.
void TypeReader::read_detail(Node& out, const Field& field, std::string_view detail) {
  const std::string type = out.find("type")->as_string();
  const TypeWord* known = known_word(detail);
  const auto range = length_range(detail);
  if (range && type == "string") {
    if (range->first > 0) out.set("minLength", range->first);
    out.set("maxLength", range->second);
  } else if (known != nullptr && (known->type == type || (type == "number" && known->type == "integer"))) {
    out.set("type", Node(known->type).with_span(field.type_span));
    if (!known->format.empty()) out.set("format", known->format);
  } else if (type == "object" && field.type.find(',') != std::string::npos) {
    return;  // map<string, string>: an object
  } else if (schema::is_known_format(detail) && type != "array" && type != "object") {
    out.set("format", Node(detail).with_span(field.type_span));
  } else {
    report(field, "apidoc.unread",
           "\"" + base::ellipsize(detail, 60) + "\" in the type of \"" + field.name + "\" is not read", {});
  }
}

// "Address", "Address object", "[Address](#address)": an object that the page describes.
bool TypeReader::read_object(Node& out, const Field& field, std::string_view written) {
  const std::string lower = base::to_lower_ascii(written);
  if (lower.ends_with(" object") || lower.ends_with(" objects")) written = trim(written.substr(0, lower.rfind(' ')));
  const ObjectSection* section = nullptr;
  for (const Link& link : field.links) {
    if (section == nullptr && link.text.find(written) != std::string::npos) section = sections_.at_anchor(link.href);
  }
  if (section == nullptr) section = sections_.titled(written);
  for (const std::string_view plural : {"s", "es"}) {
    if (section == nullptr && written.ends_with(plural))
      section = sections_.titled(written.substr(0, written.size() - plural.size()));
  }
  const bool says_object = lower.ends_with(" object") || lower.ends_with(" objects");
  if (section == nullptr && !says_object) return false;
  out.set("type", Node("object").with_span(field.type_span));
  if (section != nullptr) out.set("$ref", sections_.refer(*section));
  return true;
}

}  // namespace concord::page
