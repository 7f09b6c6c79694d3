// What the document does not allow: each required part missing, each keyword of a schema broken once, bodies that are
// none, media types and methods that are not documented. What the specifications leave open is a warning at most.
#include "phases.h"
#include "request_change.h"

#include <concord/base/text.h>
#include <concord/contract/provenance.h>
#include <concord/http.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace concord::explore {

namespace {

using contract::ParameterIn;
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

// ---- parameters

void plan_missing(const OperationValues& values, const PlannedParameter& parameter, std::vector<Planned>& out) {
  if (!parameter.parameter->is_required || parameter.parameter->in == ParameterIn::Path) return;
  Planned planned = refused(values, parameter.shown() + ": missing", parameter.shown(), "required");
  planned.why = parameter.shown() + " is required and missing";
  planned.documented = parameter.parameter->place.text();
  planned.change.edits = {{parameter.at(), std::nullopt}};
  out.push_back(std::move(planned));
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

void plan_invalid(const OperationValues& values, const PlannedParameter& parameter, std::vector<Planned>& out) {
  if (!parameter.generator) return;
  const auto on_wire = generate::wire_of(*parameter.parameter);
  for (const Invalid& invalid : parameter.generator->invalid()) {
    if (PlannedParameter::is_too_long(invalid.value)) continue;
    const std::string place = with_place(parameter.shown(), invalid.at);
    Planned planned = refused(values, place + ": " + way_of(invalid), place, invalid.keyword);
    planned.schema_location = invalid.schema_location;
    planned.documented = parameter.parameter->place.text();
    if (const auto read = on_wire(invalid.value)) {
      std::string message;
      const Node* schema = schema_of(parameter.generator->schema().explain(*read), invalid.keyword, message);
      planned.why = parameter.shown() + ": " + message;
      if (std::string line = documented_by(schema); !line.empty()) planned.documented = std::move(line);
      set_level(planned, schema);
    }
    // What is no such path may also not be found.
    if (parameter.parameter->in == ParameterIn::Path) planned.levels["status.documented"] = Level::Off;
    planned.change.edits = {{parameter.at(), escaped(invalid.value)}};
    out.push_back(std::move(planned));
  }
}

// ---- bodies

void plan_broken_schema(const OperationValues& values, const PlannedContent& content, std::vector<Planned>& out) {
  if (!content.generator) return;
  for (const Invalid& invalid : content.generator->invalid()) {
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
    out.push_back(std::move(planned));
  }
}

void plan_raw(const OperationValues& values, const PlannedContent& content, std::string name, std::string bytes,
              std::vector<Planned>& out) {
  Planned planned = refused(values, "body: " + name, "body", "json");
  planned.why = "the body is no JSON: " + name;
  planned.change.edits = {{Pointer{} / "body", std::nullopt},
                          {Pointer{} / "raw", Node(std::move(bytes))},
                          {Pointer{} / "content_type", Node(content.content->media_type)}};
  out.push_back(std::move(planned));
}

void plan_no_body(const OperationValues& values, std::vector<Planned>& out) {
  if (!values.operation().body_required) return;
  Planned planned = refused(values, "body: missing", "body", "required");
  planned.why = "the body is required and missing";
  planned.change.edits = {{Pointer{} / "body", std::nullopt},
                          {Pointer{} / "raw", std::nullopt},
                          {Pointer{} / "content_type", std::nullopt}};
  out.push_back(std::move(planned));
}

void plan_media_types(const OperationValues& values, const PlannedContent& content, std::vector<Planned>& out) {
  const auto judges = [&](std::string name, std::string why, Node type) {
    Planned planned = refused(values, "content type: " + name, "content type", "content");
    planned.why = std::move(why);
    planned.levels["refused"] = Level::Warn;  // RFC 9110, 8.3 and 15.5.16: a receiver may look at the bytes
    planned.levels["status.documented"] = Level::Off;
    planned.change.edits = {{Pointer{} / "content_type", std::move(type)}};
    out.push_back(std::move(planned));
  };
  const auto takes_any = [](const PlannedContent& one) { return one.content->media_type == "*/*"; };
  auto& contents = const_cast<OperationValues&>(values).contents();
  if (std::any_of(contents.begin(), contents.end(), takes_any) || !content.generator) return;
  judges("another", "application/x-concord is no documented media type", Node("application/x-concord"));
  judges("missing", "there is no Content-Type", Node());
}

void plan_body(const OperationValues& values, const PlannedContent& content, std::vector<Planned>& out) {
  plan_no_body(values, out);
  plan_broken_schema(values, content, out);
  const auto type = http::parse_media_type(content.content->media_type);
  if (type && type->is_json()) {
    plan_raw(values, content, "malformed", "{\"concord\": nothing}", out);
    plan_raw(values, content, "truncated", "{\"concord\": [1, 2", out);
    if (values.operation().body_required) plan_raw(values, content, "empty", "", out);
  }
  plan_media_types(values, content, out);
}

// ---- the protocol

std::vector<std::string> segments(std::string_view path) {
  std::vector<std::string> all;
  for (const std::string_view one : base::split(path, '/')) all.emplace_back(one);
  return all;
}

// Whether a request may match both.
bool may_be_same(std::string_view a, std::string_view b) {
  const auto left = segments(a), right = segments(b);
  return left.size() == right.size() &&
         std::equal(left.begin(), left.end(), right.begin(), [](const std::string& one, const std::string& other) {
           return one == other || one.find('{') != std::string::npos || other.find('{') != std::string::npos;
         });
}

std::set<std::string> documented_methods(const contract::Contract& contract, const std::string& path) {
  std::set<std::string> methods;
  for (const contract::Operation& one : contract.operations) {
    if (may_be_same(one.path, path)) methods.insert(one.method);
  }
  return methods;
}

Planned protocol(std::string name, std::string why, std::string keyword, const contract::Operation& operation) {
  Planned planned;
  planned.wants = Wants::Refused;
  planned.name = std::move(name);
  planned.why = std::move(why);
  planned.at = "method";
  planned.keyword = std::move(keyword);
  planned.statuses = {"4xx", "501"};
  planned.operation = &operation;
  planned.is_independent = true;
  return planned;
}

Planned without_body(Planned planned) {
  for (const char* part : {"body", "raw", "content_type", "query"})
    planned.change.edits.push_back({Pointer{} / part, std::nullopt});
  return planned;
}

// Of each path once.
void plan_methods(OperationValues& values, std::vector<Planned>& out) {
  const contract::Operation& operation = values.operation();
  const contract::Contract& contract = values.provider().contract;
  const auto first = std::find_if(contract.operations.begin(), contract.operations.end(),
                                  [&](const contract::Operation& one) { return one.path == operation.path; });
  if (&*first != &operation) return;
  const std::set<std::string> methods = documented_methods(contract, operation.path);
  for (const char* method : {"GET", "POST", "PUT", "PATCH", "DELETE"}) {
    const bool is_safe = std::string_view(method) == "GET";
    if (methods.contains(method) || !(is_safe || values.may_write())) continue;
    out.push_back(without_body(protocol(std::string("method ") + method + ": not of this path",
                                        "the document has no " + std::string(method) + " " + operation.path, "method",
                                        values.made(method, operation.path))));
  }
}

void plan_unknown(OperationValues& values, std::vector<Planned>& out) {
  const contract::Operation& operation = values.operation();
  if (&operation != &values.provider().contract.operations.front()) return;
  Planned method = without_body(protocol("method CONCORD: known to nobody", "no specification has a method CONCORD",
                                         "method", values.made("CONCORD", operation.path)));
  method.levels["refused"] = Level::Warn;  // RFC 9110, 9.1: should
  out.push_back(std::move(method));
  Planned path = without_body(protocol("path: unknown", "the document has no such path", "path",
                                       values.made("GET", "/concord-no-such-path")));
  path.at = "path";
  path.levels["refused"] = Level::Warn;
  path.change.edits.push_back({Pointer{} / "path", std::nullopt});
  out.push_back(std::move(path));
}

// A server may answer as if it had not been asked (RFC 9110, 12.5.1).
void plan_accept(const OperationValues& values, std::vector<Planned>& out) {
  Planned planned;
  planned.wants = Wants::Anything;
  planned.name = "header Accept: what the operation has not";
  planned.why = "a media type that is not documented is asked for";
  planned.levels["status.documented"] = Level::Off;
  planned.change.edits = {{Pointer{} / "headers" / "Accept", Node("application/x-concord")}};
  if (values.operation().method == "GET") out.push_back(std::move(planned));
}

// Two ways to break one keyword at one place are told apart by their number.
void make_unique(std::vector<Planned>& planned) {
  std::map<std::string, int> times;
  for (Planned& one : planned) {
    const int number = ++times[one.name];
    if (number > 1) one.name += " (" + std::to_string(number) + ')';
  }
}

}  // namespace

void plan_negative(OperationValues& values, std::vector<Planned>& out) {
  for (const PlannedParameter& parameter : values.parameters()) {
    plan_missing(values, parameter, out);
    plan_invalid(values, parameter, out);
  }
  if (const PlannedContent* content = values.preferred()) plan_body(values, *content, out);
  plan_accept(values, out);
  plan_methods(values, out);
  plan_unknown(values, out);
  make_unique(out);
}

}  // namespace concord::explore
