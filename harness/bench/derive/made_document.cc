#include "made_document.h"

#include <string>

namespace concord::bench {

using document::Node;

namespace {

Node object(std::initializer_list<std::pair<const char*, Node>> members) {
  Node out = Node::object();
  for (const auto& [key, value] : members) out.set(key, value);
  return out;
}

Node list(std::initializer_list<Node> items) { return Node(Node::Array(items)); }

Node reference(const std::string& name) { return object({{"$ref", "#/components/schemas/" + name}}); }

Node text(const char* description, const char* format) {
  Node out = object({{"type", "string"}, {"description", description}});
  if (format != nullptr) out.set("format", format);
  return out;
}

Node json_body(Node schema) { return object({{"application/json", object({{"schema", std::move(schema)}})}}); }

Node answer(const char* description, Node schema) {
  return object({{"description", description}, {"content", json_body(std::move(schema))}});
}

Node parameter(const char* name, const char* in, Node schema) {
  return object({{"name", name}, {"in", in}, {"required", std::string(in) == "path"},
                 {"description", "Chooses which of the resources are meant, and how many of them are listed at once."},
                 {"schema", std::move(schema)}});
}

Node resource_schema(std::size_t number) {
  Node properties = object({
      {"id", text("Identifies the resource; never used again after it is gone.", "uuid")},
      {"name", object({{"type", "string"}, {"minLength", 1}, {"maxLength", 140}, {"example", "a name"}})},
      {"kind", object({{"type", "string"}, {"enum", list({"small", "large", "other"})}, {"default", "small"}})},
      {"amount", object({{"type", "integer"}, {"format", "int64"}, {"minimum", 0}, {"example", 1250}})},
      {"created_at", text("When it was made.", "date-time")},
      {"note",
       object({{"type", "string"}, {"nullable", true}, {"description", "Shown to people, never read by a machine."}})},
      {"labels", object({{"type", "object"}, {"additionalProperties", object({{"type", "string"}})}})},
      {"owner", reference("Owner" + std::to_string(number / 10))},
  });
  if (number > 0) properties.set("parent", reference("Resource" + std::to_string(number / 2)));
  return object(
      {{"type", "object"}, {"required", list({"id", "name", "kind"})}, {"properties", std::move(properties)}});
}

Node operation(const std::string& id, Node parameters, Node success) {
  return object({{"operationId", id},
                 {"summary", "Does what its name says, for one resource or for a page of them."},
                 {"tags", list({"resources"})},
                 {"parameters", std::move(parameters)},
                 {"responses", object({{"200", std::move(success)},
                                       {"400", object({{"$ref", "#/components/responses/Refused"}})},
                                       {"404", answer("Not found", reference("Error"))}})}});
}

Node example_of(std::size_t number) {
  return object({{"id", "6b2f0f8e-0000-4000-8000-000000000000"},
                 {"name", "number " + std::to_string(number)},
                 {"kind", "large"},
                 {"amount", 5}});
}

void add_resource(Node& paths, Node& schemas, std::size_t number) {
  const std::string n = std::to_string(number);
  const Node id = parameter("id", "path", object({{"type", "string"}, {"format", "uuid"}}));
  const Node limit = parameter("limit", "query", object({{"type", "integer"}, {"minimum", 1}, {"maximum", 100}}));
  const Node page =
      object({{"type", "object"},
              {"properties", object({{"items", object({{"type", "array"}, {"items", reference("Resource" + n)}})}})}});
  Node make = operation("makeResource" + n, list({}), answer("The resource", reference("Resource" + n)));
  Node content = json_body(reference("Resource" + n));
  content.find("application/json")->set("example", example_of(number));
  make.set("requestBody", object({{"required", true}, {"content", std::move(content)}}));
  Node many = object(
      {{"get", operation("listResources" + n, list({limit}), answer("A page", page))}, {"post", std::move(make)}});
  Node one = object(
      {{"get", operation("getResource" + n, list({id}), answer("The resource", reference("Resource" + n)))},
       {"delete", operation("removeResource" + n, list({id}), answer("What is gone", reference("Resource" + n)))}});
  paths.members().push_back({"/resources" + n, std::move(many), {}});
  paths.members().push_back({"/resources" + n + "/{id}", std::move(one), {}});
  schemas.members().push_back({"Resource" + n, resource_schema(number), {}});
  if (number % 10 == 0) {
    Node owner =
        object({{"type", "object"},
                {"properties",
                 object({{"email", text("Where to write to.", "email")}, {"uri", text("Where to look.", "uri")}})}});
    schemas.members().push_back({"Owner" + std::to_string(number / 10), std::move(owner), {}});
  }
}

}  // namespace

Node made_document(std::size_t resources) {
  Node paths = Node::object();
  Node schemas = Node::object();
  for (std::size_t i = 0; i < resources; ++i) add_resource(paths, schemas, i);
  schemas.members().push_back({"Error",
                               object({{"type", "object"},
                                       {"required", list({"code"})},
                                       {"properties", object({{"code", text("What is wrong.", nullptr)}})}}),
                               {}});
  return object(
      {{"openapi", "3.0.3"},
       {"info", object({{"title", "Made"}, {"version", "1"}})},
       {"servers", list({object({{"url", "https://made.test/v1"}})})},
       {"paths", std::move(paths)},
       {"components", object({{"schemas", std::move(schemas)},
                              {"responses", object({{"Refused", answer("Refused", reference("Error"))}})}})}});
}

}  // namespace concord::bench
