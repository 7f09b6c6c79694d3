#include "normal_parameters.h"

#include "normal_examples.h"
#include "normal_parts.h"

#include <concord/base/media_type.h>
#include <concord/base/text.h>
#include <concord/openapi/template_names.h>
#include <concord/prose/readings.h>

#include <algorithm>
#include <array>

namespace concord::openapi {
namespace {

using document::Member;

constexpr auto places = std::to_array<std::string_view>({"path", "query", "header", "cookie"});

bool is_called(const Node& parameter, std::string_view in, std::string_view name) {
  return parameter.find("in")->string_or_empty() == in && parameter.find("name")->string_or_empty() == name;
}

bool contains(const Node& list, std::string_view in, std::string_view name) {
  return std::any_of(list.items().begin(), list.items().end(),
                     [&](const Node& one) { return is_called(one, in, name); });
}

Node string_parameter(const std::string& name, base::Span place) {
  Node added = Node::object();
  added.set("name", name);
  added.set("in", "path");
  added.set("required", true);
  added.set("x-concord-source", place_text(place));
  Node schema = Node::object();
  schema.set("type", "string");
  added.set("schema", std::move(schema));
  return added;
}

}  // namespace

Node ParameterReader::read(const Node& item, const Node& operation, Node& security) {
  Node list = Node::array();
  known_.clear();
  for (const Node* holder : {&operation, &item}) {
    const Node* stated = followed(holder->find("parameters"), "parameters", schemas_);
    if (stated == nullptr) continue;
    for (const Node& one : stated->items()) add(list, one, security);
  }
  return list;
}

void ParameterReader::add(Node& list, const Node& stated, Node& security) {
  const Node* parameter = schemas_.resolve_part(stated);
  if (parameter == nullptr) return;
  const Node* name = parameter->find("name");
  const Node* in = parameter->find("in");
  if (name == nullptr || in == nullptr || !name->is_string() || !in->is_string()) {
    schemas_.report("apidoc.parameter", "a parameter must have a \"name\" and \"in\"", parameter->span(), "left out");
    return;
  }
  if (in->as_string() == "querystring" && add_query_string(list, *parameter, security)) return;
  if (std::find(places.begin(), places.end(), in->as_string()) == places.end()) {
    schemas_.report("apidoc.parameter", "parameters in " + base::in_quotes(in->as_string()) + " are not read",
                    in->span(), "left out");
    return;
  }
  if (known_.contains({in->as_string(), name->as_string()})) return;
  if (security_.says(*parameter, *name, *in, security)) return;
  known_.emplace(in->as_string(), name->as_string());
  list.push_back(normal_parameter(*parameter, *name, *in));
}

// OpenAPI 3.2: one schema for the whole query. That of a form says a parameter with each property.
bool ParameterReader::add_query_string(Node& list, const Node& parameter, Node& security) {
  const Node* content = followed(parameter.find("content"), "content", schemas_);
  const Node* media = content == nullptr ? nullptr : content->find("application/x-www-form-urlencoded");
  const Node* stated = media == nullptr ? nullptr : media->find("schema");
  const Node* schema = stated == nullptr ? nullptr : schemas_.resolve(*stated);
  const Node* properties = schema == nullptr ? nullptr : schema->find("properties");
  if (properties == nullptr || !properties->is_object()) return false;
  const Node* required = schema->find("required");
  for (const Member& property : properties->members()) {
    const Node name = Node(property.key).with_span(property.key_span);
    Node made = Node::object().with_span(property.key_span);
    made.set("name", name);
    made.set("in", "query");
    const bool is_required =
        required != nullptr && std::any_of(required->items().begin(), required->items().end(),
                                           [&](const Node& one) { return document::equal(one, name); });
    made.set("required", is_required);
    made.set("schema", property.value);
    add(list, made, security);
  }
  for (const Member& member : schema->members()) {
    const bool is_read = member.key == "type" || member.key == "properties" || member.key == "required";
    if (is_read || is_prose_keyword(member.key)) continue;
    schemas_.report("apidoc.unread", base::in_quotes(member.key) + " of a query string is not read", place_of(member),
                    "only its properties are, as query parameters");
  }
  return true;
}

Node ParameterReader::normal_parameter(const Node& parameter, const Node& name, const Node& in) {
  Node out = Node::object().with_span(parameter.span());
  out.set("name", name);
  out.set("in", in);
  const bool is_required = is_true(parameter.find("required"));
  const bool is_in_path = in.as_string() == "path";
  if (is_in_path) check_required(name, is_required);
  out.set("required", is_in_path ? Node(true) : demand_of(parameter));
  keep(out, parameter, {"deprecated", "x-sunset", "style", "explode", "allowReserved", "allowEmptyValue"});
  const Node* text = in.as_string() == "query" ? parameter.find("description") : nullptr;
  const bool is_no_equality = text != nullptr && prose::is_no_equality(text->string_or_empty());
  if (is_no_equality || parameter.has("x-concord-no-equality")) out.set("x-concord-no-equality", true);
  out.set("x-concord-source", place_text(parameter.span()));
  add_value(out, parameter, &name);
  return out;
}

void ParameterReader::check_required(const Node& name, bool is_required) {
  if (is_required) return;
  schemas_.report("apidoc.parameter",
                  "path parameter " + base::in_quotes(name.as_string()) + " is not marked as required", name.span(),
                  "read as required");
}

void ParameterReader::check_direction(const Node& schema, const Node& name) {
  const Node* target = schemas_.resolve(schema);
  if (target == nullptr || !is_true(target->find("readOnly"))) return;
  schemas_.report(
      "apidoc.read-only-parameter",
      "the schema of parameter " + base::in_quotes(name.as_string()) + " is readOnly, which means nothing here",
      schema.span());
}

// `schema` with `examples`, or `content` with one media type that says how the value is written.
void ParameterReader::add_value(Node& out, const Node& parameter, const Node* name) {
  const Node* content = followed(parameter.find("content"), "content", schemas_);
  const bool is_content = !parameter.has("schema") && content != nullptr && !content->members().empty();
  const Node* media = is_content ? &content->members().front().value : &parameter;
  const Node* schema = media->find("schema");
  Node value = Node::object();
  if (schema != nullptr) {
    if (name != nullptr) check_direction(*schema, *name);
    value.set("schema", schemas_.normalise(*schema, schema->span()));
  }
  const bool is_json = is_content && base::documented_media_type(content->members().front().key).is_json();
  if (Node examples = normal_examples(*media, schema, is_json, schemas_); examples.size() != 0 && name != nullptr) {
    value.set("examples", std::move(examples));
  }
  if (is_content) {
    Node kept = Node::object();
    kept.set(content->members().front().key, std::move(value));
    out.set("content", std::move(kept));
  } else {
    for (Member& member : value.members()) out.set(member.key, std::move(member.value));
  }
}

void ParameterReader::complete(Node& list, const std::string& path, base::Span operation) {
  for (const std::string& name : template_names(path)) {
    if (contains(list, "path", name)) continue;
    schemas_.report("apidoc.parameter", "no parameter describes {" + name + "} of the path", operation,
                    "added as a string");
    list.push_back(string_parameter(name, operation));
  }
}

Node ParameterReader::header(const Node& header, base::Span place) {
  Node kept = Node::object().with_span(place);
  if (header.has("required")) kept.set("required", demand_of(header));
  keep(kept, header, {"explode"});
  add_value(kept, header, nullptr);
  kept.set("x-concord-source", place_text(place));
  return kept;
}

}  // namespace concord::openapi
