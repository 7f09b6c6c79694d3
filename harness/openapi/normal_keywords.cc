// One keyword of a schema at a time.
#include "normal_parts.h"
#include "value_set.h"

#include <concord/base/text.h>
#include <concord/openapi/node_size.h>
#include <concord/openapi/schema_walk.h>
#include <concord/pattern.h>
#include <concord/schema.h>

#include <algorithm>
#include <array>

namespace concord::openapi {

using document::Kind;
using document::Member;

namespace {

constexpr auto prose_keywords = std::to_array<std::string_view>(
    {"description", "title", "summary", "externalDocs", "xml", "$comment", "example", "nullable", "x-examples"});
constexpr auto known_types =
    std::to_array<std::string_view>({"string", "number", "integer", "boolean", "array", "object", "null"});
// Only say how a schema is called; `id` is that of draft 4.
constexpr auto naming_keywords = std::to_array<std::string_view>(
    {"$id", "id", "$schema", "$anchor", "$dynamicAnchor", "$recursiveAnchor", "$vocabulary", "$defs", "definitions"});

enum class Form { Text, Count, Number, Boolean, Object };
struct FormRow {
  std::string_view keyword;
  Form form;
};
constexpr auto forms = std::to_array<FormRow>({{"format", Form::Text}, {"pattern", Form::Text},
                                               {"contentEncoding", Form::Text}, {"contentMediaType", Form::Text},
                                               {"minLength", Form::Count}, {"maxLength", Form::Count},
                                               {"minItems", Form::Count}, {"maxItems", Form::Count},
                                               {"minProperties", Form::Count}, {"maxProperties", Form::Count},
                                               {"minContains", Form::Count}, {"maxContains", Form::Count},
                                               {"minimum", Form::Number}, {"maximum", Form::Number},
                                               {"exclusiveMinimum", Form::Number}, {"exclusiveMaximum", Form::Number},
                                               {"multipleOf", Form::Number}, {"uniqueItems", Form::Boolean},
                                               {"readOnly", Form::Boolean}, {"writeOnly", Form::Boolean},
                                               {"deprecated", Form::Boolean}, {"dependentRequired", Form::Object}});

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// What the value must be, when it is not that; "" when it is.
std::string_view missing_form(std::string_view keyword, Form form, const Node& value) {
  switch (form) {
    case Form::Text: return value.is_string() ? "" : "a string";
    case Form::Boolean: return value.is_boolean() ? "" : "true or false";
    case Form::Object: return value.is_object() ? "" : "an object";
    case Form::Count: return value.is_integer() && value.to_double() >= 0 ? "" : "an integer of at least 0";
    case Form::Number: break;
  }
  if (keyword == "multipleOf") return value.is_number() && value.to_double() > 0 ? "" : "a number above 0";
  return value.is_number() ? "" : "a number";
}

}  // namespace

bool is_prose_keyword(std::string_view keyword) { return is_one_of(keyword, prose_keywords); }

std::string shown(const Node& value) { return base::ellipsize(document::write_json(value), 60); }

void SchemaNormaliser::add_keyword(Node& out, const Member& member, const Node& schema) {
  const std::string& key = member.key;
  if (key == "x-examples") return add_examples(out, member);
  if (is_prose_keyword(key) || is_one_of(key, naming_keywords)) return;
  if (key.starts_with("x-")) {
    if (key == "x-concord-basis" && member.value.is_object()) out.set(key, member.value);
    // Facts that `diff` judges.
    if (key == "x-sunset" || key == "x-stability-level" || key == "x-extensible-enum") out.set(key, member.value);
    return;
  }
  if (key == "type") return add_type(out, member);
  if (key == "enum") return add_enum(out, member);
  if (key == "required") return add_required(out, member);
  if (key == "examples") return add_examples(out, member);
  if (key == "discriminator") return add_discriminator(out, member, schema);
  if (key == "pattern") return add_pattern(out, member);
  if (key == "exclusiveMinimum" || key == "exclusiveMaximum") return add_bound(out, member);
  if (subschema_form(key) != SubschemaForm::None) return add_structure(out, member);
  spend(count_nodes(member.value));
  add_other(out, member);
}

void SchemaNormaliser::add_other(Node& out, const Member& member) {
  constexpr std::size_t few_keywords = 64;  // more than that are no keywords, and each has a name of its own
  if (!has_right_form(member)) return;
  if (out.size() < few_keywords) out.set(member.key, member.value);
  else append(out, member.key, member.value);
}

bool SchemaNormaliser::has_right_form(const Member& member) {
  const auto* row =
      std::find_if(forms.begin(), forms.end(), [&](const FormRow& one) { return one.keyword == member.key; });
  if (row == forms.end()) return true;
  const std::string_view wanted = missing_form(member.key, row->form, member.value);
  if (wanted.empty()) return true;
  report("apidoc.schema-form",
         base::in_quotes(member.key) + " must be " + std::string(wanted) + ", got " + shown(member.value),
         place_of(member), "left out");
  return false;
}

// ECMA-262 is what JSON Schema means; what is none of it would make the whole schema unusable.
void SchemaNormaliser::add_pattern(Node& out, const Member& member) {
  if (!has_right_form(member)) return;
  const std::string& text = member.value.as_string();
  auto known = patterns_.find(text);
  if (known == patterns_.end()) known = patterns_.emplace(text, pattern::Regex::compile(text).has_value()).first;
  if (known->second) return void(out.set(member.key, member.value));
  report("apidoc.pattern", pattern::Regex::compile(text).diagnostics().front().message, member.value.span(),
         "left out");
}

void SchemaNormaliser::add_structure(Node& out, const Member& member) {
  const Node& value = member.value;
  const SubschemaForm form = subschema_form(member.key);
  if (form == SubschemaForm::One) return void(out.set(member.key, normalise(value, place_of(member))));
  if (form == SubschemaForm::Map) return add_map(out, member);
  Node list = Node::array().with_span(value.span());
  for (const Node& item : value.items()) list.push_back(normalise(item, item.span()));
  if (list.size() != 0) out.set(member.key, std::move(list));
  if (value.is_array()) return;
  report("apidoc.schema-form",
         base::in_quotes(member.key) + " must be an array, got " + std::string(document::kind_name(value.kind())),
         place_of(member), "left out");
}

// A string called $ref is a reference where none is allowed; a schema called $ref is a property.
void SchemaNormaliser::add_map(Node& out, const Member& member) {
  const Node* value = followed(&member.value, member.key, *this);
  Node map = Node::object().with_span(member.value.span());
  if (value == nullptr) return;
  for (const Member& inner : value->members()) {
    Node schema = normalise(inner.value, place_of(inner));
    map.members().push_back({inner.key, std::move(schema), inner.key_span});
  }
  out.set(member.key, std::move(map));
  if (value->is_object()) return;
  report("apidoc.schema-form",
         base::in_quotes(member.key) + " must be an object, got " + std::string(document::kind_name(value->kind())),
         place_of(member), "left out");
}

void SchemaNormaliser::add_type(Node& out, const Member& member) {
  const Node& value = member.value;
  const Node::Array single{value};
  const Node::Array& types = value.is_array() ? value.items() : single;
  if (value.string_or_empty() == "file" && version_ == SpecVersion::Swagger20) {
    out.set("type", Node("string").with_span(value.span()));
    out.set("format", Node("binary").with_span(value.span()));
    return;
  }
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
  spend(count_nodes(member.value));
  if (is_exhausted()) return;
  Node list = Node::array().with_span(member.value.span());
  ValueSet known;
  for (const Node& value : member.value.items()) {
    if (known.insert(value)) {
      list.push_back(value);
    } else {
      report("apidoc.duplicate-enum", "enum lists " + shown(value) + " twice", value.span(), "kept once");
    }
  }
  if (list.size() != 0) out.set("enum", std::move(list));
}

void SchemaNormaliser::add_required(Node& out, const Member& member) {
  if (!member.value.is_array()) {
    report("apidoc.schema-form", "\"required\" in a schema must be an array of names, got " + shown(member.value),
           place_of(member), "left out: nothing is demanded because of it");
    return;
  }
  Node names = Node::array().with_span(member.value.span());
  ValueSet known;
  for (const Node& name : member.value.items()) {
    if (name.is_string() && known.insert(name)) names.push_back(name);
  }
  if (names.size() != 0) out.set("required", std::move(names));
}

void SchemaNormaliser::add_example(Node& out, const Node& value) {
  spend(count_nodes(value));
  if (is_exhausted()) return;
  Node* list = out.find("examples");
  if (list == nullptr) list = &out.set("examples", Node::array().with_span(value.span()));
  const auto& items = list->items();
  const bool is_known =
      std::any_of(items.begin(), items.end(), [&](const Node& item) { return document::equal(item, value); });
  if (!is_known) list->push_back(value);
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
  if (!member.value.is_boolean()) return add_other(out, member);
  if (version_ == SpecVersion::OpenApi31) {
    report("apidoc.schema-form", base::in_quotes(member.key) + " must be a number in OpenAPI 3.1", place_of(member),
           "read as in OpenAPI 3.0");
  }
  if (member.value.as_boolean()) out.set(member.key, Node());  // settle_bounds puts the number there
}

}  // namespace concord::openapi
