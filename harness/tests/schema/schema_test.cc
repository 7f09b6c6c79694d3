#include "fixture.h"

#include <support/shared.h>

#include <chrono>
#include <filesystem>

#include <concord/base/file.h>
#include <concord/base/text.h>

namespace schema_test {

using namespace fixture;

namespace {

schema::Options towards(schema::Direction direction) {
  schema::Options options;
  options.default_dialect = schema::Dialect::OpenApi31;
  options.direction = direction;
  return options;
}

constexpr std::string_view kUser = R"({
  "properties": {"id": {"type": "string", "readOnly": true}, "password": {"allOf": [{"$ref": "#/$defs/Secret"}]}},
  "required": ["id", "password"],
  "$defs": {"Secret": {"type": "string", "writeOnly": true}}})";

}  // namespace

TEST_CASE("readOnly members are not demanded of a request, writeOnly ones not of a response") {
  const auto none = compiled(kUser, towards(schema::Direction::None));
  CHECK(words(none, "{}") == Words{R"(: "id" is missing)", R"(: "password" is missing)"});
  const auto request = compiled(kUser, towards(schema::Direction::Request));
  CHECK(words(request, R"({"password":"x"})") == Words{});
  CHECK(words(request, R"({"id":"tolerated","password":"x"})") == Words{});
  CHECK(words(request, "{}") == Words{R"(: "password" is missing)"});
  const auto response = compiled(kUser, towards(schema::Direction::Response));
  CHECK(words(response, R"({"id":"a"})") == Words{});
  CHECK(words(response, R"({"id":"a","password":"x"})") ==
        Words{"/password: a writeOnly member must not be in a response"});
  const auto explanation = response.explain(json(R"({"id":"a","password":"x"})"));
  CHECK(explanation.violations[0].keyword == "writeOnly");
  CHECK(explanation.violations[0].schema_location == "#/$defs/Secret/writeOnly");
}

TEST_CASE("a schema within an OpenAPI document") {
  const Node api =
      json(R"({"openapi":"3.1.0","paths":{"/a b/{id}":{"get":{"x":{"schema":{"$ref":"#/components/schemas/Order"}}}}},
    "components":{"schemas":{
      "Order":{"properties":{"lines":{"items":{"$ref":"#/components/schemas/Line"}},"self":{"$ref":"#/paths/~1a%20b~1%7Bid%7D/get/x/schema"}}},
      "Line":{"type":"object","required":["sku"]},
      "Anchored":{"$anchor":"here","type":"null"},
      "Broken":{"type":"nonsense"}}}})");
  schema::Options options;
  options.default_dialect = schema::Dialect::OpenApi31;
  const auto order = schema::compile_at(api, *document::Pointer::parse("/paths/~1a b~1{id}/get/x/schema"), options);
  REQUIRE(order);
  CHECK(words(*order, R"({"self":{"lines":[{}]}})") == Words{R"(/self/lines/0: "sku" is missing)"});
  CHECK(order->root().find("$ref")->as_string() == "#/components/schemas/Order");
  const auto explanation = order->explain(json(R"({"lines":[{}]})"));
  CHECK(explanation.violations[0].schema_location == "#/components/schemas/Line/required");
}

TEST_CASE("documents of the registry, without a copy that ends early") {
  auto registry = std::make_unique<schema::Registry>();
  registry->add("https://example.org/common.json", json(R"({"$defs":{"id":{"type":"integer"}}})"));
  schema::Options options;
  options.base_uri = "https://example.org/order.json";
  options.registry = registry.get();
  auto root = std::make_unique<Node>(
      json(R"({"properties":{"id":{"$ref":"common.json#/$defs/id"},"me":{"$ref":"order.json"}}})"));
  auto result = schema::compile(*root, options);
  REQUIRE(result);
  const schema::Schema schema = *result;
  registry.reset();
  root.reset();
  CHECK(words(schema, R"({"me":{"id":"x"}})") == Words{R"(/me/id: "x" is a string, integer expected)"});
}

TEST_CASE("schemas are valid against the metaschema") {
  const auto meta = compiled(R"({"$ref":"https://json-schema.org/draft/2020-12/schema"})");
  CHECK(words(meta, R"({"type":"object","properties":{"a":{"$ref":"#"}}})") == Words{});
  CHECK(words(meta, R"({"properties":{"a":{"minLength":-1}}})") ==
        Words{"/properties/a/minLength: -1 is below the minimum of 0"});
  CHECK(words(meta, R"x({"patternProperties":{"(":true}})x") ==
        Words{R"x(/patternProperties/(: the name "(" is not a regular expression of ECMA-262)x"});
}

// Annotations say nothing about validity.
static void remove_annotations(Node& node, bool is_map_of_schemas) {
  if (node.is_object() && !is_map_of_schemas) {
    for (const char* name : {"title", "description", "$comment", "default"}) node.remove(name);
    const Node* deprecated = node.find("deprecated");
    if (deprecated && deprecated->is_boolean()) node.remove("deprecated");
  }
  if (node.is_object()) {
    for (auto& member : node.members()) {
      remove_annotations(member.value, !is_map_of_schemas && (member.key == "properties" || member.key == "$defs" ||
                                                                 member.key == "definitions"));
    }
  }
  if (node.is_array()) {
    for (auto& item : node.items()) remove_annotations(item, false);
  }
}

TEST_CASE("schemas of OpenAPI have metaschemas too") {
  const auto meta = [](schema::Dialect dialect, std::string_view schema) {
    return words(compiled(R"({"$ref":")" + std::string(schema::metaschema_uri(dialect)) + "\"}"), schema);
  };
  using enum schema::Dialect;
  CHECK(meta(OpenApi30, R"({"type":"object","nullable":true,"properties":{"a":{"$ref":"#/b"}}})") == Words{});
  CHECK(meta(OpenApi30, R"({"type":["string","null"]})").size() == 1);
  CHECK(meta(OpenApi30, R"({"additionalProperties":{"$ref":3}})") ==
        Words{"/additionalProperties/$ref: 3 is an integer, string expected (a string without quotes?)"});
  CHECK(meta(OpenApi30, R"({"type":"string","const":"a"})").size() == 1);
  CHECK(meta(OpenApi30, R"({"items":{"exclusiveMinimum":3}})").size() == 1);
  CHECK(meta(OpenApi31, R"({"type":["string","null"],"properties":{"a":{"example":1}}})") == Words{});
  CHECK(meta(OpenApi31, R"({"properties":{"a":{"discriminator":{}}}})") ==
        Words{R"(/properties/a/discriminator: "propertyName" is missing)"});
}

TEST_CASE("documents that nobody knows are named") {
  schema::Registry registry;
  registry.add("https://a.example/b", json(R"({"$ref":"c#/d"})"));
  schema::Options options;
  options.registry = &registry;
  options.base_uri = "https://a.example/a";
  const auto root = std::make_shared<const Node>(
      json(R"({"$defs":{"x":{"$id":"sub/x","$ref":"y"}},"enum":[{"$ref":"no"}],"properties":{"e":{"$ref":"b"}}})"));
  CHECK(schema::missing_documents(root, options) == Words{"https://a.example/c", "https://a.example/sub/y"});
}

namespace {

struct Published {
  std::string_view folder, uri;  // both without the name of the file
  std::vector<std::string> names;
};

const std::vector<Published> kPublished = {
    {"json-schema-metaschemas/draft2020-12",
     "https://json-schema.org/draft/2020-12/",
     {"schema", "meta/core", "meta/applicator", "meta/unevaluated", "meta/validation", "meta/meta-data",
      "meta/format-annotation", "meta/format-assertion", "meta/content"}},
    {"json-schema-metaschemas/draft2019-09",
     "https://json-schema.org/draft/2019-09/",
     {"schema", "meta/core", "meta/applicator", "meta/validation", "meta/meta-data", "meta/format", "meta/content"}},
    {"json-schema-metaschemas/draft7", "http://json-schema.org/draft-07/", {"schema"}},
    {"json-schema-metaschemas/draft6", "http://json-schema.org/draft-06/", {"schema"}},
    {"json-schema-metaschemas/draft4", "http://json-schema.org/draft-04/", {"schema"}},
    {"openapi-schemas/3.1", "https://spec.openapis.org/oas/3.1/", {"dialect/base", "meta/base"}},
    {"openapi-schemas/3.1", "https://spec.openapis.org/oas/3.1/", {"dialect/2024-11-10", "meta/2024-11-10"}},
    {"openapi-schemas/3.2", "https://spec.openapis.org/oas/3.2/", {"dialect/2025-09-17", "meta/2025-09-17"}},
};

}  // namespace

TEST_CASE("the metaschemas are those that were published, annotations aside", "[shared]") {
  for (const Published& draft : kPublished) {
    const auto folder = support::find_shared(std::string(draft.folder));
    if (!folder) continue;
    for (const std::string& name : draft.names) {
      INFO(draft.folder << ' ' << name);
      std::filesystem::path file = *folder / (name + ".json");
      if (!std::filesystem::exists(file)) file = *folder / (base::replace_all(name, "/", "-") + ".json");
      const auto text = base::read_file(file);
      REQUIRE(text);
      Node published = json(*text);
      remove_annotations(published, false);
      const auto ours = schema::compile(json(R"({"$ref":")" + std::string(draft.uri) + name + "\"}"));
      REQUIRE(ours);
      const auto places = ours->subschemas_at({});
      REQUIRE(places.size() >= 2);
      CHECK(document::equal(*places[1], published));
    }
  }
}

TEST_CASE("an integer of draft 4 is written without a fraction") {
  const std::string four = R"({"$schema":"http://json-schema.org/draft-04/schema#","type":"integer"})";
  CHECK(words(four, "1.0") == Words{": 1.0 is written with a fraction or an exponent, integer expected"});
  CHECK(words(four, "1.5") == Words{": 1.5 has a fraction, integer expected"});
  CHECK(words(four, "-0") == Words{});
  CHECK(words(four, "123456789012345678901234567890") == Words{});
  CHECK(words(R"({"$schema":"http://json-schema.org/draft-06/schema#","type":"integer"})", "1.0") == Words{});
  CHECK(words(R"({"$schema":"http://json-schema.org/draft-04/schema#","type":["integer","number"]})", "1.0") ==
        Words{});
}

TEST_CASE("a deep instance is judged, and one too deep for its schema refused with a reason") {
  const auto nested = compiled(R"({"$defs":{"n":{"allOf":[{"items":{"$ref":"#/$defs/n"}}]}},"$ref":"#/$defs/n"})");
  std::string text = std::string(500, '[') + std::string(500, ']');
  CHECK(words(nested, text) == Words{});
  const auto chain = [](const std::string& begin, const std::string& end) {
    std::string links = R"({"$defs":{)";
    for (int i = 0; i < 40; ++i) {
      links += "\"c" + std::to_string(i) + "\":{" + begin + R"("$ref":"#/$defs/c)" + std::to_string(i + 1) + "\"" +
               end + "},";
    }
    return links + R"("c40":{"items":{"$ref":"#/$defs/c0"}}},"$ref":"#/$defs/c0"})";
  };
  CHECK(words(compiled(chain("", "")), text) == Words{});
  const auto found = words(compiled(chain(R"("anyOf":[{"minItems":9},{)", "}]")), text);
  REQUIRE(found.size() == 1);
  CHECK(found[0].ends_with("the value cannot be judged: it is nested too deep or takes too many steps"));
}

TEST_CASE("alternatives that both look deeper end in time") {
  const auto tree = compiled(R"({"$defs":{"n":{"oneOf":[{"properties":{"c":{"$ref":"#/$defs/n"}},"required":["a"]},
                                                        {"properties":{"c":{"$ref":"#/$defs/n"}},"required":["b"]}]}},"$ref":"#/$defs/n"})");
  for (const int depth : {3, 12, 18, 100}) {
    std::string text;
    for (int i = 0; i < depth; ++i) text += R"({"b":1,"c":)";
    text += R"({"d":1})" + std::string(static_cast<std::size_t>(depth), '}');
    const auto begin = std::chrono::steady_clock::now();
    CHECK(!words(tree, text).empty());
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(20));
  }
}

}  // namespace schema_test
