#include "field_schema.h"

#include "schema_walk.h"

#include <concord/base/text.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace concord::apidoc {
namespace {

struct TypeWord {
  std::string_view word;
  std::string_view type;
  std::string_view format;
};
constexpr auto type_words = std::to_array<TypeWord>({
    {"string", "string", ""},
    {"text", "string", ""},
    {"integer", "integer", ""},
    {"int", "integer", ""},
    {"int32", "integer", "int32"},
    {"int64", "integer", "int64"},
    {"long", "integer", "int64"},
    {"number", "number", ""},
    {"float", "number", ""},
    {"double", "number", "double"},
    {"decimal", "number", ""},
    {"boolean", "boolean", ""},
    {"bool", "boolean", ""},
    {"array", "array", ""},
    {"list", "array", ""},
    {"object", "object", ""},
    {"uuid", "string", "uuid"},
    {"date", "string", "date"},
    {"datetime", "string", "date-time"},
    {"date-time", "string", "date-time"},
    {"url", "string", "uri"},
    {"uri", "string", "uri"},
    {"email", "string", "email"},
});

constexpr auto list_phrases = std::to_array<std::string_view>(
    {"valid values", "allowed values", "possible values", "accepted values", "one of the following", "must be one of"});
constexpr auto array_openings =
    std::to_array<std::string_view>({"an array of", "array of", "a list of", "the list of", "list of"});
constexpr auto url_openings = std::to_array<std::string_view>({"the url", "a url"});

template <std::size_t N>
bool opens_with(std::string_view text, const std::array<std::string_view, N>& openings) {
  return std::any_of(openings.begin(), openings.end(),
                     [&](std::string_view opening) { return text.starts_with(opening); });
}

class FieldReader {
 public:
  FieldReader(const std::vector<ObjectSection>& sections, Diagnostics& findings)
      : sections_(sections), findings_(findings) {}

  Node object(const std::vector<Field>& fields) {
    Node out = Node::object();
    out.set("type", "object");
    if (!fields.empty()) out.set_span(fields.front().span);
    for (const Field& field : fields) add(out, field, field.name);
    return out;
  }

 private:
  void report(std::string kind, std::string message, base::Span span, std::string hint = {}) {
    findings_.push_back(base::warning(std::move(kind), std::move(message), span, std::move(hint)));
  }

  // "a.b" is b within the object a, which may have a row of its own before.
  void add(Node& object, const Field& field, std::string_view name, int depth = 0) {
    if (!object.has("properties")) object.set("properties", Node::object());
    Node& properties = *object.find("properties");
    const std::size_t dot = name.find('.');
    const std::string_view head = name.substr(0, dot);
    if (dot != std::string_view::npos && dot != 0 && dot + 1 < name.size() && depth < 32) {
      Node* inner = properties.find(head);
      if (inner == nullptr) {
        Node made = Node::object().with_span(field.span);
        made.set("type", "object");
        inner = &properties.set(head, std::move(made));
      }
      if (inner->is_object()) add(*inner, field, name.substr(dot + 1), depth + 1);
      return;
    }
    if (properties.has(head))
      report("apidoc.field", "field \"" + std::string(head) + "\" has two rows", field.span, "the last one counts");
    properties.set(head, schema(field));
    properties.members().back().key_span = field.span;
    if (field.is_required) demand(object, head);
  }

  static void demand(Node& object, std::string_view name) {
    if (!object.has("required")) object.set("required", Node::array());
    object.find("required")->push_back(Node(name));
  }

  Node schema(const Field& field) {
    Node out = Node::object().with_span(field.span);
    read_type(out, field, field.type);
    if (!field.description.empty()) out.set("description", Node(field.description).with_span(field.span));
    compare_with_prose(out, field);
    Node basis = Node::object();
    add_values(out, basis, field);
    add_default(out, basis, field);
    if (basis.size() != 0) out.set("x-concord-basis", std::move(basis));
    refer(out, field);
    return out;
  }

  // --- the type column ---

  void read_type(Node& out, const Field& field, std::string_view written) {
    const std::string type = base::to_lower_ascii(base::trim(written));
    if (type.empty() || type == "any") return;
    for (const std::string_view opening : {"array of ", "list of ", "array<", "array["}) {
      if (type.starts_with(opening)) return read_items(out, field, std::string_view(type).substr(opening.size()));
    }
    if (type.ends_with("[]")) return read_items(out, field, std::string_view(type).substr(0, type.size() - 2));
    const std::size_t open = type.find('(');
    const std::string word(base::trim(std::string_view(type).substr(0, open)));
    const auto known =
        std::find_if(type_words.begin(), type_words.end(), [&](const TypeWord& row) { return row.word == word; });
    if (known == type_words.end()) {
      report("apidoc.unknown-type",
             "unknown type \"" + base::ellipsize(std::string(written), 60) + "\" of \"" + field.name + "\"",
             field.type_span, "read as any type");
      return;
    }
    out.set("type", Node(known->type).with_span(field.type_span));
    if (!known->format.empty()) out.set("format", known->format);
    if (open != std::string::npos) read_length(out, std::string_view(type).substr(open + 1));
  }

  void read_items(Node& out, const Field& field, std::string_view written) {
    while (written.ends_with('>') || written.ends_with(']')) written.remove_suffix(1);
    if (written.ends_with('s')) written.remove_suffix(1);
    Node items = Node::object().with_span(field.type_span);
    read_type(items, field, written);
    out.set("type", Node("array").with_span(field.type_span));
    out.set("items", std::move(items));
  }

  // "String(18)": at most 18 characters.
  static void read_length(Node& out, std::string_view text) {
    std::int64_t length = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), length);
    const bool is_string = out.find("type")->string_or_empty() == "string";
    if (read.ec == std::errc{} && *read.ptr == ')' && is_string) out.set("maxLength", length);
  }

  // --- the description ---

  void compare_with_prose(const Node& out, const Field& field) {
    const Node* type = out.find("type");
    if (type == nullptr) return;
    const std::string opening = base::to_lower_ascii(field.description);
    const std::string column =
        "the type column says " + type->as_string() + " for \"" + field.name + "\", the description says ";
    if (type->as_string() != "array" && opens_with(opening, array_openings)) {
      report("apidoc.type-contradiction", column + "a list", field.type_span,
             "the column counts until an overlay decides");
    }
    if (type->as_string() != "string" && opens_with(opening, url_openings)) {
      report("apidoc.type-contradiction", column + "a URL", field.type_span,
             "the column counts until an overlay decides");
    }
  }

  static std::string_view without_number(std::string_view line) {
    line = base::trim(line);
    const std::size_t start = line.find_first_not_of("0123456789.-*) ");
    return start == std::string_view::npos ? std::string_view{} : line.substr(start);
  }

  static std::vector<std::string> listed_values(const Field& field) {
    const std::string lower = base::to_lower_ascii(field.description);
    std::size_t begin = std::string::npos;
    for (const std::string_view phrase : list_phrases) begin = std::min(begin, lower.find(phrase));
    std::vector<std::string> values;
    if (begin == std::string::npos) return values;
    const std::string_view rest = std::string_view(field.description).substr(begin);
    for (const std::string_view line : base::split(rest, '\n')) {
      const std::string_view text = without_number(line);
      const std::string_view word = text.substr(0, text.find(' '));
      const bool is_code = std::find(field.codes.begin(), field.codes.end(), word) != field.codes.end();
      if (is_code) values.emplace_back(word);
    }
    if (!values.empty()) return values;
    const std::string_view sentence = rest.substr(0, rest.find('\n'));
    for (const std::string& code : field.codes) {
      if (sentence.find(code) != std::string_view::npos) values.push_back(code);
    }
    return values;
  }

  void add_values(Node& out, Node& basis, const Field& field) {
    const auto values = listed_values(field);
    const Node* type = out.find("type");
    if (values.empty() || type == nullptr) return;
    Node list = Node::array().with_span(field.span);
    for (const std::string& value : values) list.push_back(Node(value).with_span(field.span));
    if (type->as_string() == "string") {
      out.set("enum", std::move(list));
      basis.set("enum", "prose");
    } else if (type->as_string() == "array" && !out.has("items")) {
      Node items = Node::object().with_span(field.span);
      Node items_basis = Node::object();
      items_basis.set("enum", "prose");
      items.set("enum", std::move(list));
      items.set("x-concord-basis", std::move(items_basis));
      out.set("items", std::move(items));
    }
  }

  // `en (default)` in a list, or "defaults to false".
  static void add_default(Node& out, Node& basis, const Field& field) {
    const Node* type = out.find("type");
    if (type == nullptr) return;
    Node preset;
    for (const std::string& code : field.codes) {
      if (field.description.find(code + " (default)") != std::string::npos) preset = Node(code);
    }
    const std::size_t at = base::to_lower_ascii(field.description).find("defaults to ");
    if (preset.is_null() && at != std::string::npos) {
      const std::string_view rest = std::string_view(field.description).substr(at + 12);
      preset = value_of(rest.substr(0, rest.find_first_of(" .,;\n")), type->as_string(), field.codes);
    }
    if (preset.is_null()) return;
    out.set("default", std::move(preset).with_span(field.span));
    basis.set("default", "prose");
  }

  static Node value_of(std::string_view word, std::string_view type, const std::vector<std::string>& codes) {
    if (type == "boolean" && (word == "true" || word == "false")) return Node(word == "true");
    if (type == "integer") {
      std::int64_t number = 0;
      const auto read = std::from_chars(word.data(), word.data() + word.size(), number);
      if (read.ec == std::errc{} && read.ptr == word.data() + word.size()) return Node(number);
    }
    const bool is_code = std::find(codes.begin(), codes.end(), word) != codes.end();
    return type == "string" && is_code ? Node(word) : Node();
  }

  // --- objects described in a table of their own ---

  const ObjectSection* section_called(std::string_view name) const {
    const auto found =
        std::find_if(sections_.begin(), sections_.end(), [&](const ObjectSection& one) { return one.name == name; });
    return found == sections_.end() ? nullptr : &*found;
  }

  const ObjectSection* section_of(const Field& field) {
    for (const Link& link : field.links) {
      for (const ObjectSection& section : sections_) {
        if (link.href == "#" + slug(section.heading)) return &section;
      }
    }
    if (const ObjectSection* same = section_called(field.name)) return same;
    for (const Link& link : field.links) {
      const std::string first(link.text.substr(0, link.text.find(' ')));
      const ObjectSection* named = section_called(first);
      if (named == nullptr || !link.href.starts_with('#')) continue;
      report("apidoc.dead-link",
             "the link \"" + link.text + "\" of \"" + field.name + "\" leads to \"" + link.href +
                 "\", which is no section",
             field.span, "read as the section \"" + named->heading + "\"");
      return named;
    }
    return nullptr;
  }

  void refer(Node& out, const Field& field) {
    const Node* type = out.find("type");
    if (type == nullptr) return;
    if (type->as_string() == "object") {
      if (const ObjectSection* section = section_of(field)) out.set("$ref", component_reference(section->name));
    }
    Node* items = out.find("items");
    if (items == nullptr || items->find("type") == nullptr || items->find("type")->string_or_empty() != "object")
      return;
    if (const ObjectSection* section = section_of(field)) items->set("$ref", component_reference(section->name));
  }

  const std::vector<ObjectSection>& sections_;
  Diagnostics& findings_;
};

}  // namespace

Node schema_of_fields(const std::vector<Field>& fields, const std::vector<ObjectSection>& sections,
                      Diagnostics& findings) {
  return FieldReader(sections, findings).object(fields);
}

}  // namespace concord::apidoc
