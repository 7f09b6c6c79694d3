#include "field_schema.h"

#include "field_type.h"

#include <concord/base/text.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace concord::page {
namespace {

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

// One step into a schema: a property, or the items of an array.
struct Step {
  std::string name;
  bool into_items = false;  // `name[]`
};

// "a.b[].c": a, then b whose items count, then c.
std::vector<Step> steps_of(std::string_view name) {
  std::vector<Step> steps;
  for (std::string_view part : base::split(name, '.')) {
    Step step;
    while (part.ends_with(']') && part.rfind('[') != std::string_view::npos) {
      part = part.substr(0, part.rfind('['));
      step.into_items = true;
    }
    step.name = std::string(part);
    steps.push_back(std::move(step));
  }
  const bool is_plain = std::any_of(steps.begin(), steps.end(), [](const Step& step) { return step.name.empty(); });
  return is_plain ? std::vector<Step>{{std::string(name), false}} : steps;  // ".", "a..b": a name like any other
}

class FieldReader {
 public:
  FieldReader(ObjectSections& sections, Diagnostics& findings)
      : sections_(sections), findings_(findings), types_(sections, findings) {}

  Node object(const std::vector<Field>& fields) {
    Node out = Node::object();
    out.set("type", "object");
    if (!fields.empty()) out.set_span(fields.front().span);
    std::vector<Step> above;  // the last row of each depth
    for (const Field& field : fields) {
      std::vector<Step> steps = steps_of(field.name);
      const std::size_t depth = std::min<std::size_t>(static_cast<std::size_t>(std::max(field.depth, 0)), above.size());
      above.resize(depth);
      above.insert(above.end(), steps.begin(), steps.end());
      if (above.size() > deepest) {
        report("apidoc.field", "field " + base::in_quotes(base::ellipsize(field.name, 60)) + " is nested too deeply",
               field.span, "left out");
        above.resize(depth);
        continue;
      }
      add(out, field, above, 0);
      if (steps.size() > 1) above.resize(depth);  // a dotted row is no parent of the rows below it
    }
    return out;
  }

  Node schema(const Field& field) {
    Node out = Node::object().with_span(field.span);
    if (field.is_contradicted) {
      report("apidoc.required-contradiction",
             "field " + base::in_quotes(field.name) + " is marked as required and as optional", field.type_span,
             "read as optional");
    }
    types_.read(out, field);
    if (!field.description.empty()) out.set("description", Node(with_code_marks(field)).with_span(field.span));
    compare_with_prose(out, field);
    Node basis = Node::object();
    add_values(out, basis, field);
    add_default(out, basis, field);
    if (basis.size() != 0) out.set("x-concord-basis", std::move(basis));
    add_columns(out, field);
    refer(out, field);
    return out;
  }

 private:
  static constexpr std::size_t deepest = 32;

  void report(std::string kind, std::string message, base::Span span, std::string hint = {}) {
    findings_.push_back(base::warning(std::move(kind), std::move(message), span, std::move(hint)));
  }

  // The object in which the properties of `holder` are: its items when it is an array.
  static Node& inner_object(Node& holder, bool into_items, base::Span span) {
    const Node* type = holder.find("type");
    const bool is_array = into_items || (type != nullptr && type->string_or_empty() == "array");
    if (!is_array) return holder;
    if (type == nullptr || type->string_or_empty() != "array") holder.set("type", Node("array").with_span(span));
    if (!holder.has("items")) holder.set("items", Node::object().with_span(span));
    Node& items = *holder.find("items");
    if (!items.has("type")) items.set("type", "object");
    return items;
  }

  void add(Node& object, const Field& field, const std::vector<Step>& steps, std::size_t at) {
    if (!object.has("properties")) object.set("properties", Node::object());
    Node& properties = *object.find("properties");
    const Step& step = steps[at];
    Node* known = properties.find(step.name);
    if (at + 1 < steps.size()) {
      if (known == nullptr) {
        Node made = Node::object().with_span(field.span);
        made.set("type", step.into_items ? "array" : "object");
        known = &properties.set(step.name, std::move(made));
      }
      return add(inner_object(*known, step.into_items, field.span), field, steps, at + 1);
    }
    Node added = schema(field);
    if (step.into_items) added = array_of(std::move(added), field);
    if (known != nullptr) {
      report("apidoc.field", "field \"" + step.name + "\" has two rows", field.span, "the last one counts");
      keep_members(added, *known);
    }
    properties.set(step.name, std::move(added));
    if (known == nullptr) properties.members().back().key_span = field.span;
    if (field.is_required) demand(object, step.name);
  }

  // `tags[]` of type string is an array of strings; of type array it is one already.
  static Node array_of(Node items, const Field& field) {
    const Node* type = items.find("type");
    if (type != nullptr && type->string_or_empty() == "array") return items;
    Node out = Node::object().with_span(field.span);
    out.set("type", Node("array").with_span(field.type_span));
    out.set("items", std::move(items));
    return out;
  }

  // A row for the object itself may stand behind those of its members.
  static void keep_members(Node& added, const Node& known) {
    for (const std::string_view key : {"properties", "required", "items"}) {
      const Node* value = known.find(key);
      if (value != nullptr && !added.has(key)) added.set(key, *value);
    }
  }

  static void demand(Node& object, std::string_view name) {
    if (!object.has("required")) object.set("required", Node::array());
    object.find("required")->push_back(Node(name));
  }

  // --- columns for defaults and examples ---

  void add_columns(Node& out, const Field& field) {
    const auto is_said = [](std::string_view text) {
      const std::string word = base::to_lower_ascii(base::trim(text));
      return !word.empty() && word != "-" && word != "n/a" && word != "none" && word != "null" && word != "\u2014";
    };
    if (is_said(field.preset) && !out.has("default")) {
      if (Node value = value_written(out, field.preset); !value.is_null())
        out.set("default", std::move(value).with_span(field.span));
    }
    if (is_said(field.sample)) {
      Node value = value_written(out, field.sample);
      if (!value.is_null()) out.set("example", std::move(value).with_span(field.span));
    }
  }

  // The cell as a value of the column's type; null when it is none: people write "server time" there.
  static Node value_written(const Node& schema, std::string_view text) {
    text = base::trim(text);
    if (text.size() > 1 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
    const Node* type = schema.find("type");
    const std::string_view name = type == nullptr ? std::string_view{} : type->string_or_empty();
    if (name == "string") return text.find(' ') == std::string_view::npos ? Node(text) : Node();
    document::ParsedJson parsed = document::parse_answer_json(text);
    if (!parsed.root || !parsed.faults.empty()) return {};
    const Node& value = *parsed.root;
    const bool fits = name == "integer" ? value.is_integer() : document::kind_name(value.kind()) == name;
    return fits ? value : Node();
  }

  // --- the description ---

  // The description as Markdown: what is code says that it is a value, which those who look for rules go by.
  static std::string with_code_marks(const Field& field) {
    std::string out;
    std::string_view rest = field.description;
    for (const std::string& code : field.codes) {
      const std::size_t at = code.empty() ? std::string_view::npos : rest.find(code);
      if (at == std::string_view::npos) continue;
      out.append(rest.substr(0, at)).append(1, '`').append(code).append(1, '`');
      rest.remove_prefix(at + code.size());
    }
    return out.append(rest);
  }

  void compare_with_prose(const Node& out, const Field& field) {
    const Node* type = out.find("type");
    if (type == nullptr || !type->is_string()) return;
    const std::string opening = base::to_lower_ascii(field.description);
    const std::string column =
        "the type column says " + type->as_string() + " for \"" + field.name + "\", the description says ";
    if (type->string_or_empty() != "array" && opens_with(opening, array_openings)) {
      report("apidoc.type-contradiction", column + "a list", field.type_span,
             "the column counts until an overlay decides");
    }
    if (type->string_or_empty() != "string" && opens_with(opening, url_openings)) {
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
    if (type->string_or_empty() == "string") {
      out.set("enum", std::move(list));
      basis.set("enum", "prose");
    } else if (type->string_or_empty() == "array" && !out.has("items")) {
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
      preset = value_of(rest.substr(0, rest.find_first_of(" .,;\n")), type->string_or_empty(), field.codes);
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

  const ObjectSection* section_of(const Field& field) {
    for (const Link& link : field.links) {
      if (const ObjectSection* section = sections_.at_anchor(link.href)) return section;
    }
    if (const ObjectSection* same = sections_.called(field.name)) return same;
    for (const Link& link : field.links) {
      const std::string first(link.text.substr(0, link.text.find(' ')));
      const ObjectSection* named = sections_.called(first);
      if (named == nullptr || !link.href.starts_with('#')) continue;
      report("apidoc.dead-link",
             "the link \"" + link.text + "\" of \"" + field.name + "\" leads to \"" + link.href +
                 "\", which is no section",
             field.span, "read as the section \"" + named->heading + "\"");
      return named;
    }
    return sections_.titled(field.name);
  }

  void refer(Node& out, const Field& field) {
    const Node* type = out.find("type");
    if (type == nullptr || out.has("$ref")) return;
    if (type->string_or_empty() == "object") return refer_to_section(out, field);
    if (type->string_or_empty() != "array") return;
    Node* items = out.find("items");
    const bool is_of_objects =
        items != nullptr && items->find("type") != nullptr && items->find("type")->string_or_empty() == "object";
    if (is_of_objects && !items->has("$ref")) refer_to_section(*items, field);
    if (items == nullptr) refer_items(out, field);
  }

  void refer_to_section(Node& out, const Field& field) {
    if (const ObjectSection* section = section_of(field)) out.set("$ref", sections_.refer(*section));
  }

  // "array", and a table says what is in it.
  void refer_items(Node& out, const Field& field) {
    const ObjectSection* section = section_of(field);
    if (section == nullptr) return;
    Node items = Node::object().with_span(field.type_span);
    items.set("$ref", sections_.refer(*section));
    out.set("items", std::move(items));
  }

  ObjectSections& sections_;
  Diagnostics& findings_;
  TypeReader types_;
};

}  // namespace

Node schema_of_fields(const std::vector<Field>& fields, ObjectSections& sections, Diagnostics& findings) {
  return FieldReader(sections, findings).object(fields);
}

Node schema_of_field(const Field& field, ObjectSections& sections, Diagnostics& findings) {
  return FieldReader(sections, findings).schema(field);
}

}  // namespace concord::page
