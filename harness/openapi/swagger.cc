#include "swagger.h"

#include "normal_parts.h"

#include <concord/base/media_type.h>
#include <concord/base/text.h>

#include <algorithm>
#include <array>

namespace concord::openapi {
namespace {

using document::Member;

// Members of a parameter or header that say what it is; all others say what its value is.
constexpr auto parameter_keys =
    std::to_array<std::string_view>({"name", "in", "description", "required", "allowEmptyValue", "collectionFormat",
                                     "schema", "x-example", "x-examples"});

// How a list is written in the text of a value.
struct Style {
  std::string_view format;  // collectionFormat
  std::string_view style;
  bool explode;
};
constexpr auto query_styles = std::to_array<Style>({{"csv", "form", false},
                                                    {"ssv", "spaceDelimited", false},
                                                    {"pipes", "pipeDelimited", false},
                                                    {"multi", "form", true}});

std::string text_of(const Node& object, std::string_view key) {
  const Node* value = object.find(key);
  return value == nullptr ? std::string{} : std::string(value->string_or_empty());
}

bool is_list(const Node& parameter) { return text_of(parameter, "type") == "array"; }

// `type`, `format`, `items`… of the parameter itself.
Node value_schema(const Node& parameter) {
  if (const Node* schema = parameter.find("schema")) return *schema;
  Node schema = Node::object().with_span(parameter.span());
  for (const Member& member : parameter.members()) {
    const bool is_other = std::find(parameter_keys.begin(), parameter_keys.end(), member.key) != parameter_keys.end();
    if (!is_other) schema.members().push_back(member);
  }
  return schema;
}

void add_style(Node& out, const Node& parameter, std::string_view in, SchemaNormaliser& schemas) {
  if (!is_list(parameter)) return;
  const std::string format = parameter.has("collectionFormat") ? text_of(parameter, "collectionFormat") : "csv";
  const auto* row =
      std::find_if(query_styles.begin(), query_styles.end(), [&](const Style& one) { return one.format == format; });
  const bool is_in_query = in == "query" || in == "formData";
  if (row == query_styles.end() || (!is_in_query && format != "csv")) {
    schemas.report("apidoc.collection-format",
                   "collectionFormat " + base::in_quotes(format) + " of " +
                       base::in_quotes(text_of(parameter, "name")) + " has no counterpart in OpenAPI 3.1",
                   parameter.find("collectionFormat")->span(), "read as csv");
    row = query_styles.begin();
  }
  if (is_in_query) out.set("style", row->style);
  if (is_in_query) out.set("explode", row->explode);
}

Node parameter_of(const Node& stated, SchemaNormaliser& schemas) {
  Node out = Node::object().with_span(stated.span());
  keep(out, stated, {"name", "in", "required", "allowEmptyValue"});
  add_style(out, stated, text_of(stated, "in"), schemas);
  out.set("schema", value_schema(stated));
  if (const Node* example = stated.find("x-example")) out.set("example", *example);
  return out;
}

Node flow_of(const Node& stated, std::string_view name) {
  Node flow = Node::object();
  keep(flow, stated, {"authorizationUrl", "tokenUrl"});
  flow.set("scopes", stated.has("scopes") ? *stated.find("scopes") : Node::object());
  Node flows = Node::object();
  flows.set(name, std::move(flow));
  return flows;
}

std::string_view flow_name(std::string_view flow) {
  if (flow == "application") return "clientCredentials";
  return flow == "accessCode" ? "authorizationCode" : flow;
}

std::vector<std::string> strings_of(const Node* list) {
  std::vector<std::string> out;
  if (list == nullptr) return out;
  for (const Node& item : list->items()) {
    if (item.is_string()) out.push_back(item.as_string());
  }
  return out;
}

}  // namespace

Node swagger_servers(const Node& document, const Node* schemes, SchemaNormaliser& schemas) {
  const std::string host = text_of(document, "host");
  std::string path = text_of(document, "basePath");
  while (path.ends_with('/')) path.pop_back();
  Node list = Node::array();
  const auto add = [&](const std::string& url, base::Span span) {
    Node server = Node::object().with_span(span);
    server.set("url", url);
    list.push_back(std::move(server));
  };
  if (host.empty()) {
    if (!path.empty()) add(path, document.find("basePath")->span());
    return list;
  }
  std::vector<std::string> named = strings_of(schemes != nullptr ? schemes : document.find("schemes"));
  if (named.empty()) {
    schemas.report("apidoc.schemes", "no \"schemes\" say how the host is reached", document.find("host")->span(),
                   "read as https");
    named = {"https"};
  }
  for (const std::string& scheme : named) add(scheme + "://" + host + path, document.find("host")->span());
  return list;
}

Node swagger_scheme(const Node& stated) {
  Node out = Node::object().with_span(stated.span());
  const std::string type = text_of(stated, "type");
  if (type == "basic") {
    out.set("type", "http");
    out.set("scheme", "basic");
    return out;
  }
  keep(out, stated, {"type", "in", "name"});
  if (type == "oauth2") out.set("flows", flow_of(stated, flow_name(text_of(stated, "flow"))));
  return out;
}

Node SwaggerOperation::read() {
  Node out = Node::object().with_span(operation_.span());
  for (const Member& member : operation_.members()) {
    if (member.key != "parameters" && member.key != "responses" && member.key != "servers")
      out.members().push_back(member);
  }
  read_parameters();
  if (parameters_.size() != 0) out.set("parameters", std::move(parameters_));
  add_body(out);
  if (operation_.has("responses")) out.set("responses", responses());
  return out;
}

void SwaggerOperation::read_parameters() {
  std::vector<std::pair<std::string, std::string>> known;
  for (const Node* holder : {&operation_, &item_}) {
    const Node* stated = followed(holder->find("parameters"), "parameters", schemas_);
    if (stated == nullptr) continue;
    for (const Node& one : stated->items()) {
      const Node* parameter = schemas_.resolve_part(one);
      if (parameter == nullptr) continue;
      const std::pair key{text_of(*parameter, "in"), text_of(*parameter, "name")};
      if (std::find(known.begin(), known.end(), key) != known.end()) continue;
      known.push_back(key);
      sort_parameter(*parameter);
    }
  }
}

void SwaggerOperation::sort_parameter(const Node& parameter) {
  const std::string in = text_of(parameter, "in");
  if (in == "formData") {
    fields_.push_back(&parameter);
  } else if (in != "body") {
    parameters_.push_back(parameter_of(parameter, schemas_));
  } else if (body_ == nullptr) {
    body_ = &parameter;
  } else {
    schemas_.report("apidoc.parameter", "an operation has one body only", parameter.span(), "left out");
  }
}

void SwaggerOperation::add_body(Node& out) {
  if (body_ != nullptr && !fields_.empty()) {
    schemas_.report("apidoc.parameter", "an operation has either a body or form data", fields_.front()->span(),
                    "the form data is left out");
  }
  if (body_ == nullptr && fields_.empty()) return;
  Node content = Node::object();
  Node body = Node::object();
  if (body_ != nullptr) {
    Node media = Node::object().with_span(body_->span());
    if (const Node* schema = body_->find("schema")) media.set("schema", *schema);
    if (const Node* examples = body_->find("x-examples"); examples != nullptr && examples->is_object())
      media.set("examples", *examples);
    for (const StatedType& type : media_types("consumes")) add_content(content, type, media);
    keep(body, *body_, {"required"});
  } else {
    content.set(form_type(), form());
    body.set("required", std::any_of(fields_.begin(), fields_.end(),
                                     [](const Node* field) { return is_true(field->find("required")); }));
  }
  body.set("content", std::move(content));
  const base::Span place = (body_ != nullptr ? body_ : fields_.front())->span();
  out.members().push_back({"requestBody", std::move(body), place});
}

Node SwaggerOperation::form() const {
  Node properties = Node::object();
  Node required = Node::array();
  Node encoding = Node::object();
  for (const Node* field : fields_) {
    const std::string name = text_of(*field, "name");
    Node style = Node::object();
    add_style(style, *field, "formData", schemas_);
    properties.members().push_back({name, value_schema(*field), field->span()});
    if (is_true(field->find("required"))) required.push_back(Node(name).with_span(field->span()));
    if (style.size() != 0) encoding.set(name, std::move(style));
  }
  Node schema = Node::object().with_span(fields_.front()->span());
  schema.set("type", "object");
  schema.set("properties", std::move(properties));
  if (required.size() != 0) schema.set("required", std::move(required));
  Node media = Node::object().with_span(fields_.front()->span());
  media.set("schema", std::move(schema));
  if (encoding.size() != 0) media.set("encoding", std::move(encoding));
  return media;
}

// Files go into multipart/form-data only.
std::string SwaggerOperation::form_type() const {
  const bool has_file =
      std::any_of(fields_.begin(), fields_.end(), [](const Node* field) { return text_of(*field, "type") == "file"; });
  if (has_file) return "multipart/form-data";
  for (const StatedType& type : media_types("consumes")) {
    if (type.text == "multipart/form-data" || type.text == "application/x-www-form-urlencoded") return type.text;
  }
  return "application/x-www-form-urlencoded";
}

std::vector<SwaggerOperation::StatedType> SwaggerOperation::media_types(std::string_view key) const {
  const Node* stated = operation_.has(key) ? operation_.find(key) : document_.find(key);
  std::vector<StatedType> types;
  if (stated != nullptr && stated->is_array()) {
    for (const Node& item : stated->items()) {
      if (item.is_string()) types.push_back({item.as_string(), item.span()});
    }
  }
  if (types.empty()) types.push_back({"application/json", {}});
  return types;
}

void SwaggerOperation::add_content(Node& content, const StatedType& type, Node media) {
  if (!content.has(type.text)) content.members().push_back({type.text, std::move(media), type.span});
}

Node SwaggerOperation::responses() {
  Node out = Node::object();
  const Node* stated = followed(operation_.find("responses"), "responses", schemas_);
  if (stated == nullptr) return out;
  for (const Member& member : stated->members()) {
    const Node* found = member.key.starts_with("x-") ? nullptr : schemas_.resolve_part(member.value);
    if (found != nullptr) out.members().push_back({member.key, response(*found), member.key_span});
  }
  return out;
}

Node SwaggerOperation::response(const Node& stated) {
  Node out = Node::object().with_span(stated.span());
  if (const Node* headers = followed(stated.find("headers"), "headers", schemas_)) {
    Node kept = Node::object();
    for (const Member& header : headers->members()) {
      Node one = Node::object().with_span(header.value.span());
      one.set("schema", value_schema(header.value));
      kept.members().push_back({header.key, std::move(one), header.key_span});
    }
    out.set("headers", std::move(kept));
  }
  const Member* schema = stated.find_member("schema");
  const Node* examples = stated.find("examples");
  Node content = Node::object();
  const auto add = [&](const StatedType& type) {
    Node media = Node::object().with_span(stated.span());
    if (schema != nullptr) media.members().push_back(*schema);
    const Member* example = examples == nullptr ? nullptr : examples->find_member(type.text);
    if (example != nullptr) media.members().push_back({"example", example->value, example->key_span});
    add_content(content, type, std::move(media));
  };
  if (schema != nullptr) {
    for (const StatedType& type : media_types("produces")) add(type);
  }
  for (const StatedType& type : example_types(examples)) add(type);
  if (content.size() != 0) out.set("content", std::move(content));
  return out;
}

// The keys of `examples` are media types. What is none is mostly an example itself, written a level too high.
std::vector<SwaggerOperation::StatedType> SwaggerOperation::example_types(const Node* examples) const {
  std::vector<StatedType> types;
  if (examples == nullptr) return types;
  for (const Member& example : examples->members()) {
    if (example.key.starts_with("x-")) continue;
    if (base::parse_media_type(example.key)) {
      types.push_back({example.key, example.key_span});
      continue;
    }
    schemas_.report("apidoc.media-type",
                    "examples of Swagger 2.0 stand under media types, and " + base::in_quotes(example.key) + " is none",
                    place_of(example), "the example is left out");
    return {};
  }
  return types;
}

}  // namespace concord::openapi
