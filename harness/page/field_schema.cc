#include "field_schema.h"

#include "field_type.h"

#include <concord/base/text.h>
#include <concord/openapi/ambiguous_scalars.h>
#include <concord/prose.h>

#include <algorithm>
#include <unordered_map>

namespace concord::page {
namespace {

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
    places_.clear();
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
      add(out, field, above, 0, "");
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
    if (!field.doubt.empty()) {
      report("apidoc.required-condition",
             "whether " + base::in_quotes(field.name) + " is required is said with a condition: " +
                 base::in_quotes(field.doubt),
             field.span, field.is_required ? "read as required" : "read as optional");
    }
    types_.read(out, field);
    if (field.is_deprecated) out.set("deprecated", true);
    const std::string description = with_code_marks(field);
    if (!description.empty()) out.set("description", Node(description).with_span(field.span));
    const prose::Description said(description);
    compare_with_prose(out, said, field);
    Node basis = Node::object();
    add_values(out, basis, said, field);
    add_default(out, basis, said, field);
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

  // `path` names the object within the table.
  void add(Node& object, const Field& field, const std::vector<Step>& steps, std::size_t at, const std::string& path) {
    if (!object.has("properties")) object.set("properties", Node::object());
    Node& properties = *object.find("properties");
    const Step& step = steps[at];
    const auto [place, is_new] = places_.try_emplace(path + step.name, properties.size());
    if (at + 1 < steps.size()) {
      if (is_new) {
        Node made = Node::object().with_span(field.span);
        made.set("type", step.into_items ? "array" : "object");
        properties.members().push_back({step.name, std::move(made), {}});
      }
      Node& inner = inner_object(properties.members()[place->second].value, step.into_items, field.span);
      return add(inner, field, steps, at + 1, path + step.name + '\n');
    }
    Node added = schema(field);
    if (step.into_items) added = array_of(std::move(added), field);
    if (is_new) {
      properties.members().push_back({step.name, std::move(added), field.span});
    } else {
      report("apidoc.field", "field \"" + step.name + "\" has two rows", field.span, "the last one counts");
      Node& known = properties.members()[place->second].value;
      keep_members(added, known);
      known = std::move(added);
    }
    if (field.is_required) demand(object, step.name, field.span);  // last: it moves the properties
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

  // At the row that demands it.
  static void demand(Node& object, std::string_view name, base::Span span) {
    if (!object.has("required")) object.set("required", Node::array().with_span(span));
    object.find("required")->push_back(Node(name).with_span(span));
  }

  // --- columns for defaults and examples ---

  void add_columns(Node& out, const Field& field) {
    const auto is_said = [](std::string_view text) {
      const std::string word = base::to_lower_ascii(base::trim(text));
      return !word.empty() && word != "-" && word != "n/a" && word != "none" && word != "null" && word != "\u2014";
    };
    if (is_said(field.preset) && !out.has("default")) {
      Node value = value_written(out, field.preset, field.is_preset_exact);
      if (value.is_null()) report_preset(out, field);
      else out.set("default", std::move(value).with_span(field.span));
    }
    if (is_said(field.sample)) {
      Node value = value_written(out, field.sample);
      if (!value.is_null()) out.set("example", std::move(value).with_span(field.span));
    }
  }

  // "x" of an integer, "red" where the values are said. What is a sentence ("the current time") is no default.
  void report_preset(const Node& schema, const Field& field) {
    if (report_ambiguous(schema, field, field.preset)) return;
    const bool is_sentence = !field.is_preset_exact && field.preset.find(' ') != std::string::npos;
    const Node* type = schema.find("type");
    if (is_sentence || type == nullptr) return;
    report("apidoc.default",
           "the default " + base::in_quotes(base::ellipsize(base::trim(field.preset), 60)) + " of " +
               base::in_quotes(field.name) + " is no " + (type->is_string() ? type->as_string() : "value of its type"),
           field.span, "no default is read");
  }

  // "0644" of a number: 644, or 420 by those who read octal numbers.
  // Whether it is such a number.
  bool report_ambiguous(const Node& schema, const Field& field, std::string_view text) {
    const Node* type = schema.find("type");
    const bool is_number =
        type != nullptr && (type->string_or_empty() == "integer" || type->string_or_empty() == "number");
    if (!is_number || !openapi::is_ambiguous_scalar(base::trim(text))) return false;
    report("apidoc.scalar-ambiguous",
           "the default " + base::in_quotes(base::trim(text)) + " of " + base::in_quotes(field.name) +
               " is the number without its zero or an octal one",
           field.span, "no default is read");
    return true;
  }

  // The cell as a value of the column's type; null when it is none: people write "server time" there.
  // `is_exact`: a text may have blanks.
  static Node value_written(const Node& schema, std::string_view text, bool is_exact = false) {
    text = base::trim(text);
    if (text.size() > 1 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
    const Node* type = schema.find("type");
    const std::string_view name = type == nullptr ? std::string_view{} : type->string_or_empty();
    if (name == "string") return is_exact || text.find(' ') == std::string_view::npos ? Node(text) : Node();
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

  void compare_with_prose(const Node& out, const prose::Description& said, const Field& field) {
    const Node* type = out.find("type");
    if (type == nullptr || !type->is_string()) return;
    const prose::StatedType stated = said.type();
    const bool is_in_text = stated == prose::StatedType::ListInText && type->as_string() == "string";
    if (stated == prose::StatedType::Unsaid || is_in_text) return;
    const bool is_url = stated == prose::StatedType::Url;
    if (type->as_string() == (is_url ? "string" : "array")) return;
    report("apidoc.type-contradiction",
           "the type column says " + type->as_string() + " for \"" + field.name + "\", the description says " +
               (is_url ? "a URL" : "a list"),
           field.type_span, "the column counts until an overlay decides");
  }

  // Only what is beyond doubt: a list that is too short would refuse what the page allows.
  void add_values(Node& out, Node& basis, const prose::Description& said, const Field& field) {
    const auto stated = said.values();
    const Node* type = out.find("type");
    if (!stated || !stated->is_certain || type == nullptr) return;
    Node list = Node::array().with_span(field.span);
    for (const std::string& value : stated->values) list.push_back(Node(value).with_span(field.span));
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

  void add_default(Node& out, Node& basis, const prose::Description& said, const Field& field) {
    const Node* type = out.find("type");
    const auto stated = said.preset();
    if (type == nullptr || !stated) return;
    const bool is_word = type->string_or_empty() == "string" && !stated->is_marked;
    Node preset = is_word ? Node() : value_written(out, stated->text);
    if (preset.is_null()) return static_cast<void>(report_ambiguous(out, field, stated->text));
    out.set("default", std::move(preset).with_span(field.span));
    basis.set("default", "prose");
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
  // Of each property among those of its object: a table may have thousands.
  std::unordered_map<std::string, std::size_t> places_;
};

}  // namespace

Node schema_of_fields(const std::vector<Field>& fields, ObjectSections& sections, Diagnostics& findings) {
  return FieldReader(sections, findings).object(fields);
}

Node schema_of_field(const Field& field, ObjectSections& sections, Diagnostics& findings) {
  return FieldReader(sections, findings).schema(field);
}

}  // namespace concord::page
