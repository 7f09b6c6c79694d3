// What the keywords of one schema say about each other, and what its description says alone.
#include "normal_parts.h"
#include "value_set.h"

#include <concord/base/text.h>
#include <concord/prose.h>
#include <concord/schema.h>

#include <algorithm>
#include <array>
#include <utility>

namespace concord::openapi {
namespace {

// Formats of the OpenAPI format registry that say nothing that could be asserted.
constexpr auto silent_formats = std::to_array<std::string_view>(
    {"binary", "password", "html", "commonmark", "media-range", "char", "int8", "int16", "uint8", "base64url",
     "http-date", "date-time-local", "time-local", "double-int", "single-float", "sf-string"});

// Whether `value` is of the JSON Schema type `type`.
bool is_of_type(const Node& value, std::string_view type) {
  if (type == "integer") return value.is_integer();
  return document::kind_name(value.kind()) == type;
}

// The keyword that puts a schema together of others; "" when there is none.
std::string_view composition_of(const Node& schema) {
  for (const std::string_view keyword : {"allOf", "oneOf", "anyOf"}) {
    if (schema.has(keyword)) return keyword;
  }
  return {};
}

// Whether null fails beside a type that allows it: by what is put together, unless one of it is null itself.
bool refuses_null(const Node& schema) {
  const std::string_view keyword = composition_of(schema);
  if (keyword.empty()) return false;
  const Node& parts = *schema.find(keyword);
  return keyword == "allOf" || std::none_of(parts.items().begin(), parts.items().end(), [](const Node& part) {
           const Node* type = part.find("type");
           return type != nullptr && allows_type(*type, Node());
         });
}

bool contains(const Node::Array& items, const Node& value) {
  return std::any_of(items.begin(), items.end(), [&](const Node& item) { return document::equal(item, value); });
}

}  // namespace

bool allows_type(const Node& type, const Node& value) {
  if (type.is_string()) return is_of_type(value, type.as_string());
  return std::any_of(type.items().begin(), type.items().end(),
                     [&](const Node& one) { return is_of_type(value, one.string_or_empty()); });
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
  if (nullable == nullptr && version_ == SpecVersion::Swagger20) nullable = schema.find("x-nullable");
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
    if (refuses_null(out)) allow_null_beside(out, *nullable);
  } else if (out.size() != 0 && values == nullptr) {
    allow_null_beside(out, *nullable);
  }
}

// By OpenAPI 3.0.3 nullable widens the type beside it and nothing else; who writes it beside allOf means that null is
// allowed. Said once a document, since whoever writes it so does it everywhere.
void SchemaNormaliser::report_nullable_beside(std::string_view keyword, base::Span span) {
  if (std::exchange(has_told_of_nullable_, true)) return;
  base::Diagnostic note = base::warning("apidoc.nullable",
                                        "\"nullable\" beside " + base::in_quotes(keyword) +
                                            ": null is meant to be allowed, but by OpenAPI 3.0.3 the " +
                                            std::string(keyword) + " still refuses it",
                                        span, "read as it is meant, here and wherever this document says so");
  note.severity = base::Severity::Note;
  findings_.push_back(std::move(note));
}

void SchemaNormaliser::allow_null_beside(Node& out, const Node& nullable) {
  if (const std::string_view keyword = composition_of(out); !keyword.empty() && version_ == SpecVersion::OpenApi30)
    report_nullable_beside(keyword, nullable.span());
  else if (!out.has("type"))
    report("apidoc.nullable", "\"nullable\" without a type", nullable.span(), "read as: null is allowed");
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
  check_default(out, schema);
  check_required(out);
  check_bounds(out);
  check_format(out);
}

void SchemaNormaliser::check_default(const Node& out, const Node& schema) {
  const Node* type = out.find("type");
  const Node* preset = schema.find("default");
  if (preset == nullptr || type == nullptr || preset->is_null() || allows_type(*type, *preset)) return;
  report("apidoc.default", "default " + shown(*preset) + " is not of type " + shown(*type), preset->span());
}

void SchemaNormaliser::check_required(const Node& out) {
  const Node* properties = out.find("properties");
  const Node* required = out.find("required");
  const bool is_composed = out.has("allOf") || out.has("anyOf") || out.has("oneOf") || out.has("$ref");
  if (required == nullptr || properties == nullptr || is_composed) return;
  const MemberNames declared(*properties);
  for (const Node& name : required->items()) {
    if (declared.contains(name.as_string())) continue;
    report("apidoc.required-undeclared", "required names " + shown(name) + ", which properties does not", name.span());
  }
}

void SchemaNormaliser::check_bounds(const Node& out) {
  for (const auto& [low, high] :
       {std::pair{"minimum", "maximum"}, {"minLength", "maxLength"}, {"minItems", "maxItems"}}) {
    const Node* from = out.find(low);
    const Node* to = out.find(high);
    if (from == nullptr || to == nullptr || !from->is_number() || !to->is_number()) continue;
    if (document::compare_numbers(*from, *to) <= 0) continue;
    report("apidoc.bounds", std::string(low) + " " + shown(*from) + " is above " + high + " " + shown(*to),
           from->span());
  }
}

void SchemaNormaliser::check_format(const Node& out) {
  const Node* format = out.find("format");
  if (format == nullptr || !format->is_string() || schema::is_known_format(format->as_string())) return;
  const bool is_silent =
      std::find(silent_formats.begin(), silent_formats.end(), format->as_string()) != silent_formats.end();
  if (is_silent) return;
  report("apidoc.unknown-format", "unknown format " + shown(*format), format->span(), "accepts everything");
}

void SchemaNormaliser::check_members_of_enum(const Node& out, const Node& schema) {
  const Node* type = out.find("type");
  const Node* values = schema.find("enum");
  if (type == nullptr || values == nullptr || is_true(schema.find("nullable")) || is_true(schema.find("x-nullable")))
    return;
  for (const Node& value : values->items()) {
    if (!allows_type(*type, value)) {
      report("apidoc.enum-type", "enum member " + shown(value) + " is not of type " + shown(*type), value.span());
    }
  }
}

namespace {

bool may_be_string(const Node& schema) {
  const Node* type = schema.find("type");
  return type == nullptr ? !schema.has("$ref") : allows_type(*type, Node(""));
}

// Whether the schema states what the rule says, or the rule is for values of another type.
bool is_settled(const prose::StatedRule& rule, const Node& schema) {
  if (rule.settled_by == "enum") return schema.has("enum");
  if (rule.settled_by != "format") return false;
  return !may_be_string(schema) || schema.has("format") || schema.has("pattern") || schema.has("enum") ||
         schema.has("const");
}

}  // namespace

void SchemaNormaliser::check_prose(const Node& schema, const Node& out) {
  const Node* description = schema.find("description");
  if (description == nullptr || !description->is_string()) return;
  const prose::Description said(description->as_string());
  const auto rule = said.rule();
  if (rule && !is_settled(*rule, out)) {
    report("apidoc.prose-rule", "only the description says: " + base::in_quotes(rule->text), description->span(),
           "decide in an overlay whether it is a rule");
  }
  const Node* examples = out.find("examples");
  const auto listed = said.values();
  if (examples == nullptr || !listed || out.has("enum")) return;
  const auto& values = listed->values;
  for (const Node& example : examples->items()) {
    if (!example.is_string() || std::find(values.begin(), values.end(), example.as_string()) != values.end()) continue;
    report("apidoc.prose-example", "example " + shown(example) + " is not in the description's list", example.span(),
           base::did_you_mean(example.as_string(), values));
  }
}

}  // namespace concord::openapi
