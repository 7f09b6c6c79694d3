// Traps of plain OpenAPI documents.
#include "importing.h"

#include <concord/base/file.h>

using namespace concord;
using namespace concord::support;
using namespace concord::openapi;

namespace {

constexpr std::string_view head = "openapi: 3.1.0\ninfo: {title: T, version: 1.0}\n";

Imported import_document(base::SourceSet& sources, const std::string& rest) {
  return import_text(sources, "doc.yaml", std::string(head) + rest);
}

}  // namespace

TEST_CASE("a plain document with references in places that allow none") {
  base::SourceSet sources;
  auto text = base::read_file(pages_folder() + "shop-stock.yaml");
  const Imported imported = import_text(sources, "shop-stock.yaml", *text);
  CHECK(findings_text(imported.findings) ==
        R"(8:7 apidoc.parameter: no parameter describes {sku} of the path [added as a string]
28:20 apidoc.reserved-header: OpenAPI ignores a header parameter called "Authorization" [read as an apiKey security scheme]
30:20 apidoc.reference: $ref is not allowed as "content" [followed all the same]
40:39 apidoc.nullable: "nullable" means nothing in OpenAPI 3.1 [read as: null is allowed]
42:42 apidoc.enum-type: enum member 3 is not of type "string"
)");
  CHECK(json(at(imported.openapi, "/paths/~1items/post/security")) == R"([{"Authorization":[]}])");
  CHECK(json(at(imported.openapi, "/paths/~1items/post/requestBody/content/application~1json/schema/$ref")) ==
        "\"#/components/schemas/Item\"");
  CHECK(json(at(imported.openapi,
                "/paths/~1items~1{sku}/get/responses/200/content/application~1xml/schema/maxProperties")) == "9");
  CHECK(json(at(imported.openapi, "/components/schemas/Item/properties/sku")) ==
        R"({"type":["string","null"],"examples":["A-1","B-2"],"x-concord-source":"shop-stock.yaml:40"})");
}

TEST_CASE("the same document as YAML and as JSON gives the same contract but for places") {
  base::SourceSet sources;
  auto text = base::read_file(pages_folder() + "shop-stock.yaml");
  const Node parsed = yaml(sources, *text);
  const auto without_places = [](const Imported& imported) {
    std::string text_of = json(imported.openapi);
    for (std::size_t at = text_of.find("shop-stock."); at != std::string::npos;
         at = text_of.find("shop-stock.", at + 1)) {
      text_of.erase(at, text_of.find('"', at) - at);
    }
    return text_of.erase(text_of.find("\"sha256\""), 76);
  };
  const Imported from_yaml = import_text(sources, "shop-stock.yaml", *text);
  const Imported from_json = import_text(sources, "shop-stock.json", document::write_json(parsed, 2));
  CHECK(without_places(from_yaml) == without_places(from_json));
  CHECK(from_yaml.findings.size() == from_json.findings.size());
}

TEST_CASE("security of the document holds for operations that state none") {
  base::SourceSet sources;
  const Imported imported = import_document(sources, R"(
security: [{K: []}, {}]
paths:
  /a: {get: {responses: {}}, post: {security: [], responses: {}}}
components: {securitySchemes: {K: {type: http, scheme: Basic, description: d}, Unused: {type: mutualTLS}}}
)");
  CHECK(json(at(imported.openapi, "/paths/~1a/get/security")) == R"([{"K":[]},{}])");
  CHECK(json(at(imported.openapi, "/paths/~1a/post/security")) == "[]");
  CHECK(json(at(imported.openapi, "/components/securitySchemes")) ==
        R"({"K":{"type":"http","scheme":"basic","x-concord-source":"doc.yaml:7"}})");
  CHECK(json(at(imported.openapi, "/info/version")) == "\"1.0\"");
}

TEST_CASE("parameters of the operation come before those of the path") {
  base::SourceSet sources;
  const Imported imported = import_document(sources, R"(
paths:
  /a/{id}:
    parameters:
      - {name: id, in: path, schema: {type: string}}
      - {name: q, in: query, schema: {type: string}}
    get:
      parameters:
        - {name: q, in: query, required: true, content: {application/json: {schema: {type: integer}}}}
        - {name: bad}
        - {$ref: '#/components/parameters/gone'}
      responses: {}
)");
  const Node& parameters = at(imported.openapi, "/paths/~1a~1{id}/get/parameters");
  REQUIRE(parameters.size() == 2);
  CHECK(json(at(parameters, "/0/content/application~1json/schema/type")) == "\"integer\"");
  CHECK(json(at(parameters, "/1/required")) == "true");
  CHECK(findings_text(imported.findings) ==
        R"(12:11 apidoc.parameter: a parameter must have a "name" and "in" [left out]
13:18 apidoc.reference: $ref "#/components/parameters/gone" leads nowhere in this document
7:16 apidoc.parameter: path parameter "id" is not marked as required [read as required]
)");
}

TEST_CASE("examples that are named like a status nobody answers with") {
  base::SourceSet sources;
  const Imported imported = import_document(sources, R"(
paths:
  /a: {get: {responses: {'400': {content: {application/json: {schema: {$ref: '#/components/schemas/E'}}}}}}}
components: {schemas: {E: {x-examples: {'400': {a: 1}, '409': {a: 2}, other: {a: 3}}}}}
)");
  CHECK(findings_text(imported.findings) ==
        "6:56 apidoc.status: there is an example for 409, which no operation here answers with\n");
  CHECK(json(at(imported.openapi, "/components/schemas/E/examples")) == R"([{"a":1},{"a":2},{"a":3}])");
}

TEST_CASE("examples as an array, without value, and as text for a string") {
  base::SourceSet sources;
  const Imported imported = import_document(sources, R"(
paths:
  /a:
    post:
      requestBody:
        content:
          application/json: {schema: {type: string}, example: '{"a": 1}'}
          application/xml: {schema: {type: object}, example: '{"a": 1}'}
          text/json: {schema: {type: array}, examples: ['[1]', {x: 2}]}
          a/b+json: {examples: {one: {a: 1}}}
      responses: {}
)");
  const Node& content = at(imported.openapi, "/paths/~1a/post/requestBody/content");
  CHECK(json(at(content, "/application~1json/examples/example/value")) == R"("{\"a\": 1}")");
  CHECK(json(at(content, "/application~1xml/examples/example/value")) == R"("{\"a\": 1}")");
  CHECK(json(at(content, "/text~1json/examples/example-1/value")) == "[1]");
  CHECK(json(at(content, "/text~1json/examples/example-2/value")) == R"({"x":2})");
  CHECK(json(at(content, "/a~1b+json/examples/one/value")) == R"({"a":1})");
  CHECK(
      findings_text(imported.findings) ==
      R"(11:56 apidoc.example-form: "examples" must be an object of names here, got an array [its items are read as examples]
11:57 apidoc.example-text: the example is JSON text in a string [read as the array that it holds]
12:33 apidoc.example-form: the example "one" has no "value" [read as the value itself]
)");
}

TEST_CASE("ten thousand schemas that refer to each other in a chain") {
  std::string text = std::string(head) +
                     "paths: {/a: {get: {responses: {'200': {content: {application/json: {schema: "
                     "{$ref: '#/components/schemas/S0'}}}}}}}}\ncomponents:\n  schemas:\n";
  constexpr int count = 10'000;
  for (int i = 0; i < count; ++i) {
    text += "    S" + std::to_string(i) + ": {properties: {n: {$ref: '#/components/schemas/S" +
            std::to_string((i + 1) % count) + "'}}}\n";
  }
  base::SourceSet sources;
  const Imported imported = import_text(sources, "doc.yaml", text);
  CHECK(at(imported.openapi, "/components/schemas").size() == count);
  CHECK(imported.findings.empty());
}

TEST_CASE("what is no media type is read as the one that was meant, else as any") {
  base::SourceSet sources;
  const Imported imported = import_document(sources, R"(paths:
  /a:
    get:
      responses:
        "200":
          content:
            application.json: {schema: {type: object}}
        "400":
          content:
            application/json, text/plain: {schema: {type: string}}
        "404":
          content:
            json: {schema: {type: array}}
            application/json: {schema: {type: object}}
        "500":
          content:
            whatever: {schema: {type: object}}
)");
  CHECK(findings_text(imported.findings) ==
        R"(9:13 apidoc.media-type: "application.json" is no media type [read as application/json]
12:13 apidoc.media-type: "application/json, text/plain" is no media type [read as application/json and text/plain]
15:13 apidoc.media-type: "json" is no media type [read as application/json]
19:13 apidoc.media-type: "whatever" is no media type [what is sent so is not judged]
)");
  const auto content = [&](const std::string& status) {
    std::string keys;
    for (const auto& member : at(imported.openapi, "/paths/~1a/get/responses/" + status + "/content").members()) {
      const Node* schema = member.value.find("schema");
      keys += member.key + (schema == nullptr ? "" : " " + json(*schema->find("type"))) + "; ";
    }
    return keys;
  };
  CHECK(content("200") == "application/json \"object\"; ");
  CHECK(content("400") == "application/json \"string\"; text/plain \"string\"; ");
  CHECK(content("404") == "application/json \"object\"; ");
  CHECK(content("500") == "*/*; ");
}

TEST_CASE("an operationId that stands twice is a finding with both places, one that a reference shares is none") {
  base::SourceSet sources;
  const Imported imported = import_document(sources, R"(paths:
  /a: {get: {operationId: read, responses: {"200": {description: a}}}}
  /b: {get: {operationId: read, responses: {"200": {description: b}}}}
  /c: {$ref: '#/paths/~1a'}
)");
  CHECK(findings_text(imported.findings) ==
        "5:27 apidoc.operation-id: two operations are called \"read\" [numbered to tell them apart]\n");
  REQUIRE(imported.findings.front().related.size() == 1);
  CHECK(imported.findings.front().related.front().span.place() == "doc.yaml:4:27");
}
