#include "table_titles.h"

#include <concord/base/text.h>

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace concord::page {
namespace {

using Words = std::vector<std::string>;
using Vocabulary = std::span<const std::string_view>;

constexpr auto name_nouns = std::to_array<std::string_view>(
    {"name",       "names",     "field",      "fields",   "parameter", "parameters", "param",  "params",  "property",
     "properties", "attribute", "attributes", "argument", "arguments", "arg",        "header", "headers", "element",
     "elements",   "key",       "keys",       "variable", "variables", "member",     "members"});
// What may stand around such a noun: "Request body fields", "Name of the field", "Field (JSON)". Not "error", "event",
// "permission": their names are no fields.
constexpr auto name_qualifiers = std::to_array<std::string_view>(
    {"request",  "response", "body",   "query",   "querystring", "path", "url",     "uri",      "route",  "template",
     "cookie",   "http",     "form",   "data",    "json",        "xml",  "payload", "input",    "output", "return",
     "returned", "result",   "object", "message", "string",      "of",   "the",     "in",       "for",    "post",
     "get",      "put",      "patch",  "delete",  "child",       "sub",  "nested",  "multipart"});
constexpr auto type_nouns = std::to_array<std::string_view>({"type", "types", "datatype", "format", "schema"});
constexpr auto type_qualifiers =
    std::to_array<std::string_view>({"data", "value", "field", "json", "variable", "property", "attribute", "and", "or",
                                     "of", "length", "constraints"});
constexpr auto presence_nouns =
    std::to_array<std::string_view>({"required", "optional", "mandatory", "require", "presence", "necessity", "req",
                                     "compulsory", "always", "needed", "requirement", "obligatory", "requirements"});
constexpr auto presence_qualifiers =
    std::to_array<std::string_view>({"is", "or", "and", "m", "o", "not", "field", "r", "always", "returned"});
constexpr auto value_nouns = std::to_array<std::string_view>({"value", "values", "options", "enum", "enumeration"});
constexpr auto value_qualifiers = std::to_array<std::string_view>(
    {"possible", "allowed", "accepted", "valid", "supported", "permitted", "available", "acceptable", "enum"});

struct Phrase {
  std::string_view title;
  Column column;
  int rank;
};
constexpr auto phrases = std::to_array<Phrase>({
    {"", Column::Index, 0},
    {"no", Column::Index, 0},
    {"s no", Column::Index, 0},
    {"sr no", Column::Index, 0},
    {"index", Column::Index, 0},
    {"description", Column::Description, 0},
    {"descriptions", Column::Description, 0},
    {"desc", Column::Description, 0},
    {"details", Column::Description, 1},
    {"detail", Column::Description, 1},
    {"definition", Column::Description, 1},
    {"explanation", Column::Description, 1},
    {"meaning", Column::Description, 1},
    {"purpose", Column::Description, 1},
    {"summary", Column::Description, 1},
    {"information", Column::Description, 1},
    {"info", Column::Description, 1},
    {"about", Column::Description, 1},
    {"notes", Column::Description, 2},
    {"note", Column::Description, 2},
    {"comment", Column::Description, 2},
    {"comments", Column::Description, 2},
    {"remark", Column::Description, 2},
    {"remarks", Column::Description, 2},
    {"value", Column::Description, 3},
    {"campo", Column::Name, 0},  // Spanish, Portuguese
    {"par\u00e1metro", Column::Name, 0},
    {"par\u00e2metro", Column::Name, 0},
    {"tipo", Column::Type, 0},
    {"requerido", Column::Required, 0},
    {"obligatorio", Column::Required, 0},
    {"obrigat\u00f3rio", Column::Required, 0},
    {"descripci\u00f3n", Column::Description, 0},
    {"descri\u00e7\u00e3o", Column::Description, 0},
    {"m o", Column::Required, 0},
    {"o m", Column::Required, 0},
    {"in", Column::In, 0},
    {"located in", Column::In, 0},
    {"location", Column::In, 0},
    {"passed in", Column::In, 0},
    {"sent in", Column::In, 0},
    {"param type", Column::In, 0},
    {"parameter type", Column::In, 0},
    {"parameter location", Column::In, 0},
    {"default", Column::Default, 0},
    {"defaults", Column::Default, 0},
    {"default value", Column::Default, 0},
    {"example", Column::Example, 0},
    {"examples", Column::Example, 0},
    {"sample", Column::Example, 0},
    {"example value", Column::Example, 0},
    {"sample value", Column::Example, 0},
    {"example values", Column::Example, 0},
});

// Chinese: words stand side by side, and the first row of which a title has one counts.
struct Characters {
  std::string_view text;
  Column column;
};
constexpr auto chinese_titles = std::to_array<Characters>({
    {"\u5e8f\u53f7", Column::Index},        // number
    {"\u7c7b\u578b", Column::Type},         // type
    {"\u53ef\u9009\u503c", Column::Values},  // optional values
    {"\u679a\u4e3e", Column::Values},       // enumeration
    {"\u53d6\u503c", Column::Values},       // values
    {"\u5fc5\u586b", Column::Required},     // must be filled in
    {"\u5fc5\u9009", Column::Required},     // must be chosen
    {"\u5fc5\u987b", Column::Required},     // must
    {"\u9ed8\u8ba4", Column::Default},      // default
    {"\u793a\u4f8b", Column::Example},      // example
    {"\u8bf4\u660e", Column::Description},  // explanation
    {"\u63cf\u8ff0", Column::Description},  // description
    {"\u5907\u6ce8", Column::Description},  // remark
    {"\u542b\u4e49", Column::Description},  // meaning
    {"\u5b57\u6bb5", Column::Name},         // field
    {"\u53c2\u6570", Column::Name},         // parameter
    {"\u5c5e\u6027", Column::Name},         // attribute
});

// Lower case letters and digits only; what is in brackets is as good as beside it.
Words words_in(std::string_view title) {
  constexpr std::size_t longest_title = 80;
  Words words;
  std::string word;
  for (const char c : base::to_lower_ascii(title.substr(0, longest_title)) + " ") {
    const auto byte = static_cast<unsigned char>(c);
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || byte >= 0x80) {
      word += c;
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  return words;
}

bool contains(Vocabulary words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// Nothing but words of both, and one of the nouns at least.
bool is_made_of(const Words& words, Vocabulary nouns, Vocabulary others) {
  bool has_noun = false;
  for (const std::string& word : words) {
    const bool is_noun = contains(nouns, word);
    if (!is_noun && !contains(others, word)) return false;
    has_noun = has_noun || is_noun;
  }
  return has_noun;
}

Part part_in_title(const Words& words) {
  static constexpr auto parts = std::to_array<std::pair<std::string_view, Part>>({{"response", Part::Response},
                                                                                  {"return", Part::Response},
                                                                                  {"returned", Part::Response},
                                                                                  {"output", Part::Response},
                                                                                  {"result", Part::Response},
                                                                                  {"query", Part::Query},
                                                                                  {"querystring", Part::Query},
                                                                                  {"path", Part::Path},
                                                                                  {"url", Part::Path},
                                                                                  {"uri", Part::Path},
                                                                                  {"route", Part::Path},
                                                                                  {"template", Part::Path},
                                                                                  {"cookie", Part::Cookie},
                                                                                  {"header", Part::Headers},
                                                                                  {"headers", Part::Headers},
                                                                                  {"form", Part::Form},
                                                                                  {"multipart", Part::Form},
                                                                                  {"body", Part::Body},
                                                                                  {"payload", Part::Body},
                                                                                  {"request", Part::Parameters},
                                                                                  {"input", Part::Parameters},
                                                                                  {"parameter", Part::Parameters},
                                                                                  {"parameters", Part::Parameters},
                                                                                  {"param", Part::Parameters},
                                                                                  {"params", Part::Parameters},
                                                                                  {"argument", Part::Parameters},
                                                                                  {"arguments", Part::Parameters}});
  for (const auto& [word, part] : parts) {
    if (std::find(words.begin(), words.end(), word) != words.end()) return part;
  }
  return Part::None;
}

}  // namespace

ColumnTitle read_title(std::string_view title) {
  const Words words = words_in(title);
  const std::string text = base::join(words, " ");
  const auto* phrase =
      std::find_if(phrases.begin(), phrases.end(), [&](const Phrase& one) { return one.title == text; });
  if (phrase != phrases.end()) return {phrase->column, Part::None, phrase->rank};
  for (const Characters& row : chinese_titles) {
    if (text.find(row.text) != std::string::npos) return {row.column, Part::None, 0};
  }
  if (text == "optional" || text == "is optional") return {Column::Optional, Part::None, 0};
  if (is_made_of(words, presence_nouns, presence_qualifiers)) return {Column::Required, Part::None, 0};
  Words rest = words;  // "Type - Required"
  std::erase_if(rest, [](const std::string& word) {
    return contains(presence_nouns, word) || contains(presence_qualifiers, word);
  });
  if (is_made_of(rest, type_nouns, type_qualifiers)) return {Column::Type, Part::None, text == "format" ? 1 : 0};
  if (is_made_of(words, value_nouns, value_qualifiers)) return {Column::Values, Part::None, 0};
  if (text != "api key" && is_made_of(words, name_nouns, name_qualifiers))
    return {Column::Name, part_in_title(words), 0};
  if (words.front() == "description") return {Column::Description, Part::None, 4};
  return {};
}

}  // namespace concord::page
