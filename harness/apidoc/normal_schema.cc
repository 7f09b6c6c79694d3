#include "normal_schema.h"

#include "prose.h"
#include "schema_walk.h"

#include <concord/base/text.h>

#include <algorithm>
#include <array>

namespace concord::apidoc {
namespace {

using document::Member;

constexpr auto prose_keywords = std::to_array<std::string_view>(
    {"description", "title", "summary", "externalDocs", "xml", "$comment", "example", "nullable", "x-examples"});
// Formats of the OpenAPI format registry that say nothing that could be asserted.
constexpr auto silent_formats = std::to_array<std::string_view>(
    {"binary", "password", "html", "commonmark", "media-range", "char", "int8", "int16", "uint8", "base64url",
     "http-date", "date-time-local", "time-local", "double-int", "single-float", "sf-string"});
constexpr auto known_types =
    std::to_array<std::string_view>({"string", "number", "integer", "boolean", "array", "object", "null"});

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_true(const Node* node) { return node != nullptr && node->is_boolean() && node->as_boolean(); }

// Whether `value` is of the JSON Schema type `type`.
bool is_of_type(const Node& value, std::string_view type) {
  if (type == "integer") return value.is_integer();
  return document::kind_name(value.kind()) == type;
}

bool allows(const Node& type, const Node& value) {
  if (type.is_string()) return is_of_type(value, type.as_string());
  return std::any_of(type.items().begin(), type.items().end(),
                     [&](const Node& one) { return is_of_type(value, one.string_or_empty()); });
}

bool contains(const Node::Array& items, const Node& value) {
  return std::any_of(items.begin(), items.end(), [&](const Node& item) { return document::equal(item, value); });
}


std::string shown(const Node& value) { return base::ellipsize(document::write_json(value), 60); }

}  // namespace

void SchemaNormaliser::report(std::string kind, std::string message, base::Span span, std::string hint) {
  if (!reported_.emplace(span.begin, kind + message).second) return;
  findings_.push_back(base::warning(std::move(kind), std::move(message), span, std::move(hint)));
}

Node SchemaNormaliser::normalise(const Node& schema, base::Span place) {
  if (schema.is_boolean()) return schema;
  if (!schema.is_object()) {
    if (!schema.is_null()) {
      report("apidoc.schema-form", "a schema must be an object, got " + std::string(document::kind_name(schema.kind())),
             place, "read as a schema that accepts everything");
    }
    return Node::object().with_span(place);
  }
  const Node* reference = schema.find("$ref");
  if (reference != nullptr && reference->is_string()) return normal_reference(schema, *reference, place);
  return normal_object(schema, place);
}

Node SchemaNormaliser::normal_object(const Node& schema, base::Span place) {
  Node out = Node::object();
  out.set_span(schema.span().is_known() ? schema.span() : place);
  for (const Member& member : schema.members()) add_keyword(out, member);
  if (const Node* single = schema.find("example")) add_example(out, *single);
  settle_bounds(out, schema);
  apply_nullable(out, schema);
  check_facts(out, schema);
  check_prose(schema, out);
  const std::string source = place_text(place);
  if (!source.empty() && !out.has("x-concord-source")) out.set("x-concord-source", source);
  return out;
}

Node SchemaNormaliser::normal_reference(const Node& schema, const Node& reference, base::Span place) {
  const std::string name = component_for(reference);
  const bool siblings_apply = version_ == SpecVersion::OpenApi31;
  Node out = Node::object();
  out.set_span(reference.span());
  if (!name.empty()) out.set("$ref", Node(component_reference(name)).with_span(reference.span()));
  for (const Member& member : schema.members()) {
    if (member.key == "$ref" || is_one_of(member.key, prose_keywords)) continue;
    if (member.key.starts_with("x-") && !member.key.starts_with("x-concord-")) continue;
    if (siblings_apply) {
      add_keyword(out, member);
    } else {
      report("apidoc.ref-sibling", base::in_quotes(member.key) + " beside $ref does not apply in OpenAPI 3.0", place_of(member),
             "left out");
    }
  }
  if (const Node* single = schema.find("example"); single != nullptr && siblings_apply) add_example(out, *single);
  if (is_true(schema.find("nullable"))) apply_nullable(out, schema);
  if (!out.has("x-concord-source")) out.set("x-concord-source", place_text(place));
  return out;
}

void SchemaNormaliser::add_keyword(Node& out, const Member& member) {
  const std::string& key = member.key;
  if (key == "x-examples") return add_examples(out, member);
  if (is_one_of(key, prose_keywords)) return;
  if (key.starts_with("x-")) {
    if (key == "x-concord-basis" && member.value.is_object()) out.set(key, member.value);
    if (key == "x-sunset" || key == "x-extensible-enum") out.set(key, member.value);  // facts that `diff` judges
    return;
  }
  if (key == "type") return add_type(out, member);
  if (key == "enum") return add_enum(out, member);
  if (key == "required") return add_required(out, member);
  if (key == "examples") return add_examples(out, member);
  if (key == "exclusiveMinimum" || key == "exclusiveMaximum") return add_bound(out, member);
  if (subschema_form(key) != SubschemaForm::None) return add_structure(out, member);
  out.set(key, member.value);
}

void SchemaNormaliser::add_structure(Node& out, const Member& member) {
  const Node& value = member.value;
  switch (subschema_form(member.key)) {
    case SubschemaForm::One:
      out.set(member.key, normalise(value, place_of(member)));
      return;
    case SubschemaForm::List: {
      Node list = Node::array().with_span(value.span());
      for (const Node& item : value.items()) list.push_back(normalise(item, item.span()));
      if (list.size() != 0) out.set(member.key, std::move(list));
      break;
    }
    case SubschemaForm::Map: {
      Node map = Node::object().with_span(value.span());
      for (const Member& inner : value.members()) {
        map.set(inner.key, normalise(inner.value, place_of(inner)));
        map.members().back().key_span = inner.key_span;
      }
      out.set(member.key, std::move(map));
      break;
    }
    case SubschemaForm::None:
      break;
  }
  using document::Kind;
  const Kind wanted = subschema_form(member.key) == SubschemaForm::List ? Kind::Array : Kind::Object;
  if (value.kind() != wanted) {
    report("apidoc.schema-form",
           base::in_quotes(member.key) + " must be an " + std::string(document::kind_name(wanted)) + ", got " +
               std::string(document::kind_name(value.kind())),
           place_of(member), "left out");
  }
}

void SchemaNormaliser::add_type(Node& out, const Member& member) {
  const Node& value = member.value;
  const Node::Array single{value};
  const Node::Array& types = value.is_array() ? value.items() : single;
  for (const Node& type : types) {
    const std::string_view name = type.string_or_empty();
    if (is_one_of(name, known_types)) continue;
    if (name != "any") {
      report("apidoc.unknown-type", "unknown type " + shown(type), place_of(member), "read as any type");
    }
    return;
  }
  if (types.empty()) return;
  out.set("type", value);
}

void SchemaNormaliser::add_enum(Node& out, const Member& member) {
  if (!member.value.is_array()) {
    report("apidoc.schema-form", "\"enum\" must be an array", place_of(member), "left out");
    return;
  }
  Node list = Node::array().with_span(member.value.span());
  for (const Node& value : member.value.items()) {
    if (contains(list.items(), value)) {
      report("apidoc.duplicate-enum", "enum lists " + shown(value) + " twice", value.span(), "kept once");
    } else {
      list.push_back(value);
    }
  }
  if (list.size() != 0) out.set("enum", std::move(list));
}

void SchemaNormaliser::add_required(Node& out, const Member& member) {
  if (member.value.is_array()) {
    Node names = Node::array().with_span(member.value.span());
    for (const Node& name : member.value.items()) {
      if (name.is_string() && !contains(names.items(), name)) names.push_back(name);
    }
    if (names.size() != 0) out.set("required", std::move(names));
    return;
  }
  report("apidoc.schema-form", "\"required\" in a schema must be an array of names, got " + shown(member.value),
         place_of(member), "left out: nothing is demanded because of it");
}

void SchemaNormaliser::add_example(Node& out, const Node& value) {
  Node* list = out.find("examples");
  if (list == nullptr) list = &out.set("examples", Node::array().with_span(value.span()));
  if (!contains(list->items(), value)) list->push_back(value);
}

void SchemaNormaliser::add_examples(Node& out, const Member& member) {
  if (member.value.is_array()) {
    for (const Node& value : member.value.items()) add_example(out, value);
    return;
  }
  if (member.key != "x-examples") {
    report("apidoc.schema-form", "\"examples\" of a schema must be an array, got " + shown(member.value),
           place_of(member), "its values are read as examples");
  }
  for (const Member& inner : member.value.members()) {
    add_example(out, inner.value);
    if (inner.key.size() == 3 && inner.key.find_first_not_of("0123456789") == std::string::npos) {
      example_statuses_.emplace(inner.key, place_of(inner));
    }
  }
}

// 3.0: `exclusiveMinimum: true` qualifies `minimum`; 3.1: it is the bound itself.
void SchemaNormaliser::add_bound(Node& out, const Member& member) {
  if (!member.value.is_boolean()) {
    out.set(member.key, member.value);
    return;
  }
  if (version_ == SpecVersion::OpenApi31) {
    report("apidoc.schema-form", base::in_quotes(member.key) + " must be a number in OpenAPI 3.1", place_of(member),
           "read as in OpenAPI 3.0");
  }
  if (member.value.as_boolean()) out.set(member.key, Node());  // settle_bounds puts the number there
}

void SchemaNormaliser::settle_bounds(Node& out, const Node& schema) {
  for (const auto& [exclusive, bound] : {std::pair{"exclusiveMinimum", "minimum"}, {"exclusiveMaximum", "maximum"}}) {
    Node* marked = out.find(exclusive);
    if (marked == nullptr || !marked->is_null()) continue;
    const Node* number = schema.find(bound);
    out.remove(exclusive);
    if (number == nullptr) continue;
    out.set(exclusive, *number);
    out.remove(bound);
  }
}

void SchemaNormaliser::apply_nullable(Node& out, const Node& schema) {
  const Node* nullable = schema.find("nullable");
  if (!is_true(nullable)) return;
  if (version_ == SpecVersion::OpenApi31) {
    report("apidoc.nullable", "\"nullable\" means nothing in OpenAPI 3.1", nullable->span(),
           "read as: null is allowed");
  }
  Node* values = out.find("enum");
  if (values != nullptr && !contains(values->items(), Node())) {
    report("apidoc.nullable", "nullable, but the enum does not list null", nullable->span(), "null is allowed");
    values->push_back(Node());
  }
  if (Node* type = out.find("type")) {
    Node::Array types = type->is_array() ? type->items() : Node::Array{*type};
    if (!contains(types, Node("null"))) types.push_back(Node("null"));
    *type = Node(std::move(types)).with_span(type->span());
    return;
  }
  if (out.size() == 0 || values != nullptr) return;
  report("apidoc.nullable", "\"nullable\" without a type", nullable->span(), "read as: null is allowed");
  Node null_schema = Node::object();
  null_schema.set("type", "null");
  Node alternatives = Node::array();
  const base::Span span = out.span();
  alternatives.push_back(std::move(out));
  alternatives.push_back(std::move(null_schema));
  out = Node::object().with_span(span);
  out.set("anyOf", std::move(alternatives));
}

void SchemaNormaliser::check_facts(const Node& out, const Node& schema) {
  check_members_of_enum(out, schema);
  const Node* type = out.find("type");
  const Node* preset = schema.find("default");
  if (preset != nullptr && type != nullptr && !preset->is_null() && !allows(*type, *preset)) {
    report("apidoc.default", "default " + shown(*preset) + " is not of type " + shown(*type), preset->span());
  }
  const Node* properties = out.find("properties");
  const Node* required = out.find("required");
  const bool is_composed = out.has("allOf") || out.has("anyOf") || out.has("oneOf") || out.has("$ref");
  if (required != nullptr && properties != nullptr && !is_composed) {
    for (const Node& name : required->items()) {
      if (!properties->has(name.as_string())) {
        report("apidoc.required-undeclared", "required names " + shown(name) + ", which properties does not",
               name.span());
      }
    }
  }
  for (const auto& [low, high] :
       {std::pair{"minimum", "maximum"}, {"minLength", "maxLength"}, {"minItems", "maxItems"}}) {
    const Node* from = out.find(low);
    const Node* to = out.find(high);
    if (from != nullptr && to != nullptr && from->is_number() && to->is_number() &&
        document::compare_numbers(*from, *to) > 0) {
      report("apidoc.bounds", std::string(low) + " " + shown(*from) + " is above " + high + " " + shown(*to),
             from->span());
    }
  }
  const Node* format = out.find("format");
  if (format != nullptr && format->is_string() && !schema::is_known_format(format->as_string()) &&
      !is_one_of(format->as_string(), silent_formats)) {
    report("apidoc.unknown-format", "unknown format " + shown(*format), format->span(), "accepts everything");
  }
}

void SchemaNormaliser::check_members_of_enum(const Node& out, const Node& schema) {
  const Node* type = out.find("type");
  const Node* values = schema.find("enum");
  if (type == nullptr || values == nullptr || is_true(schema.find("nullable"))) return;
  for (const Node& value : values->items()) {
    if (!allows(*type, value)) {
      report("apidoc.enum-type", "enum member " + shown(value) + " is not of type " + shown(*type), value.span());
    }
  }
}

void SchemaNormaliser::check_prose(const Node& schema, const Node& out) {
  const Node* description = schema.find("description");
  if (description == nullptr || !description->is_string()) return;
  if (const auto rule = find_rule(description->as_string())) {
    const bool is_stated = (rule->settled_by == "enum" && out.has("enum")) ||
                           (rule->settled_by == "format" && (out.has("format") || out.has("pattern")));
    if (!is_stated) {
      report("apidoc.prose-rule", "only the description says: " + base::in_quotes(rule->text), description->span(),
             "decide in an overlay whether it is a rule");
    }
  }
  const Node* examples = out.find("examples");
  const auto listed = listed_words(description->as_string());
  if (examples == nullptr || listed.empty() || out.has("enum")) return;
  for (const Node& example : examples->items()) {
    if (!example.is_string() || std::find(listed.begin(), listed.end(), example.as_string()) != listed.end()) continue;
    report("apidoc.prose-example", "example " + shown(example) + " is not in the description's list", example.span(),
           base::did_you_mean(example.as_string(), listed));
  }
}

// A file with mistakes of its own must be put right; a reference to nowhere leaves the rest readable.
void SchemaNormaliser::report_unfollowed(Diagnostics mistakes, std::string hint) {
  for (base::Diagnostic& mistake : mistakes) {
    if (mistake.kind != "apidoc.reference") {
      findings_.push_back(std::move(mistake));
      continue;
    }
    if (mistake.hint.empty()) mistake.hint = hint;
    report(mistake.kind, mistake.message, mistake.span, mistake.hint);
  }
}

const Node* SchemaNormaliser::resolve(const Node& object) {
  const Node* reference = object.find("$ref");
  if (reference == nullptr || !reference->is_string()) return &object;
  auto target = documents_.resolve(document_, object);
  if (target) return target->node;
  report_unfollowed(std::move(target).diagnostics(), "");
  return nullptr;
}

// The file's name for a whole file.
std::string SchemaNormaliser::free_name(const Target& target) const {
  std::string said = target.at.is_root() ? std::filesystem::path(target.document->source->name()).stem().string()
                                         : target.at.tokens().back();
  std::string name;
  for (const char c : said) {
    const bool is_plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
    name += is_plain ? c : '_';
  }
  std::string candidate = name;
  for (int n = 2; taken_names_.contains(candidate); ++n) candidate = name + "-" + std::to_string(n);
  return candidate;
}

// The name of the component that `reference` leads to, "" (and a finding) when there is none.
std::string SchemaNormaliser::component_for(const Node& reference) {
  auto found = documents_.follow(document_, reference);
  if (!found) {
    report_unfollowed(std::move(found).diagnostics(), "read as a schema that accepts everything");
    return {};
  }
  const Target& target = **found;
  if (const auto known = names_.find(target.node); known != names_.end()) return known->second;
  const std::string name = free_name(target);
  names_.emplace(target.node, name);
  taken_names_.insert(name);
  waiting_.push_back({name, target.node, target.place});
  return name;
}

Node SchemaNormaliser::take_components() {
  while (!waiting_.empty()) {
    const Waiting next = std::move(waiting_.front());
    waiting_.pop_front();
    components_[next.name] = normalise(*next.schema, next.place);
  }
  Node out = Node::object();
  for (auto& [name, schema] : components_) out.set(name, std::move(schema));
  components_.clear();
  return out;
}

}  // namespace concord::apidoc
