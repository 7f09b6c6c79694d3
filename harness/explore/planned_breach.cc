#include "planned_breach.h"

#include "request_change.h"

#include <concord/contract/provenance.h>

#include <algorithm>

namespace concord::explore {

namespace {

using generate::Invalid;
using result::Level;

// How a keyword is broken, of values that do not say it themselves.
constexpr std::pair<std::string_view, std::string_view> ways[] = {
    {"required", "missing"},
    {"enum", "none of enum"},
    {"const", "not the constant"},
    {"maximum", "above maximum"},
    {"minimum", "below minimum"},
    {"exclusiveMaximum", "not below exclusiveMaximum"},
    {"exclusiveMinimum", "not above exclusiveMinimum"},
    {"multipleOf", "no multiple of multipleOf"},
    {"maxLength", "longer than maxLength"},
    {"minLength", "shorter than minLength"},
    {"pattern", "against pattern"},
    {"format", "against format"},
    {"maxItems", "more items than maxItems"},
    {"minItems", "fewer items than minItems"},
    {"uniqueItems", "an item twice"},
    {"contains", "nothing that contains asks for"},
    {"maxProperties", "more members than maxProperties"},
    {"minProperties", "fewer members than minProperties"},
    {"additionalProperties", "an additional member"},
    {"unevaluatedProperties", "an additional member"},
    {"dependentRequired", "without what it depends on"},
    {"propertyNames", "a name against propertyNames"},
    {"oneOf", "not one of oneOf"},
    {"anyOf", "none of anyOf"},
    {"not", "what not excludes"},
};

std::string_view kind_word(const std::optional<Node>& value) {
  if (!value) return "nothing";
  switch (value->kind()) {
    case document::Kind::Null: return "null";
    case document::Kind::Boolean: return "a boolean";
    case document::Kind::Number: return value->is_integer() ? "a number" : "a fraction";
    case document::Kind::String: return "a text";
    case document::Kind::Array: return "a list";
    case document::Kind::Object: break;
  }
  return "an object";
}

// The same for every seed: never the value.
std::string way_of(const Invalid& invalid) {
  if (invalid.keyword == "type") return std::string(kind_word(invalid.after)) + " instead";
  for (const auto& [keyword, way] : ways) {
    if (keyword == invalid.keyword) return std::string(way);
  }
  return "against " + invalid.keyword;
}

std::string with_place(std::string_view root, const Pointer& at) {
  return std::string(root) + (at.is_root() ? "" : ' ' + at.text());
}

bool documents_refusals(const contract::Operation& operation) {
  return operation.find_response(400) != nullptr || operation.find_response(422) != nullptr;
}

const Node* schema_of(const schema::Explanation& told, const std::string& keyword, std::string& message) {
  for (const schema::Violation& one : told.violations) {
    if (one.keyword != keyword && &one != &told.violations.back()) continue;
    message = (one.instance.is_root() ? "" : one.instance.text() + ": ") + one.message;
    return one.schema;
  }
  return nullptr;
}

void set_level(Planned& planned, const Node* schema) {
  const bool is_shown_only =
      schema && contract::basis_of(*schema, planned.keyword) == contract::Basis::Example;
  if (planned.keyword != "format" && !is_shown_only) return;
  planned.levels["refused"] = Level::Warn;
  planned.levels["schema"] = Level::Warn;  // what was let in may come back
}

}  // namespace

Planned refused(const OperationValues& values, std::string name, std::string at, std::string keyword) {
  Planned planned;
  planned.wants = Wants::Refused;
  planned.name = std::move(name);
  planned.why = planned.name;
  planned.at = std::move(at);
  planned.keyword = std::move(keyword);
  // Where the document has no word for a refusal, 400 is nobody's fault but its own.
  if (!documents_refusals(values.operation())) planned.levels["status.documented"] = Level::Warn;
  return planned;
}

Planned planned_breach(const OperationValues& values, const PlannedParameter& parameter, const Invalid& invalid) {
  const std::string place = with_place(parameter.shown(), invalid.at);
  Planned planned = refused(values, place + ": " + way_of(invalid), place, invalid.keyword);
  planned.schema_location = invalid.schema_location;
  planned.documented = parameter.parameter->place.text();
  if (const auto read = generate::wire_of(*parameter.parameter)(invalid.value)) {
    std::string message;
    const Node* schema = schema_of(parameter.generator->schema().explain(*read), invalid.keyword, message);
    planned.why = parameter.shown() + ": " + message;
    if (std::string line = documented_by(schema); !line.empty()) planned.documented = std::move(line);
    set_level(planned, schema);
  }
  // What is no such path may also not be found.
  if (parameter.parameter->in == contract::ParameterIn::Path) planned.levels["status.documented"] = Level::Off;
  planned.change.edits = {{parameter.at, escaped(invalid.value)}};
  return planned;
}

Planned planned_breach(const OperationValues& values, const PlannedContent& content, const Invalid& invalid) {
  const std::string place = with_place("body", invalid.at);
  Planned planned = refused(values, place + ": " + way_of(invalid), place, invalid.keyword);
  planned.schema_location = invalid.schema_location;
  planned.why = "body " + invalid.what;
  const auto read = content.on_wire ? content.on_wire(invalid.value) : std::optional(invalid.value);
  std::string message;
  const Node* schema =
      read ? schema_of(content.generator->schema().explain(*read), invalid.keyword, message) : nullptr;
  set_level(planned, schema);
  std::optional<Node> after = invalid.after;
  if (after) after = escaped(std::move(*after));
  planned.change.edits = {{below(Pointer{} / "body", invalid.at), std::move(after)},
                          {Pointer{} / "content_type", Node(content.content->media_type)}};
  planned.change.body = escaped(invalid.value);
  planned.change.content = content.content;
  planned.change.breaks = true;
  return planned;
}

}  // namespace concord::explore
