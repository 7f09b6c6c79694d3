// References that lead nowhere leave a mark where they stand.
#include "importing.h"

#include <concord/openapi/unresolved.h>

using namespace concord;
using namespace concord::support;
using namespace concord::openapi;

namespace {

constexpr std::string_view shop = R"(openapi: 3.1.0
info: {title: T, version: 1.0}
paths:
  /a:
    get:
      parameters: [{$ref: '#/components/parameters/Gone'}]
      responses:
        '200': {content: {application/json: {schema: {$ref: '#/components/schemas/List'}}}}
        '404': {$ref: '#/components/responses/Goen'}
  /b: {get: {responses: {'200': {content: {application/json: {schema: {$ref: '#/components/schemas/Whole'}}}}}}}
  /c: {get: {responses: {'200': {content: {application/json: {schema: {properties: {$ref: '#/No'}}}}}}}}
components:
  responses: {Gone: {description: no more}}
  schemas:
    List: {type: array, items: {$ref: '#/components/schemas/Node'}}
    Node:
      properties:
        next: {$ref: '#/components/schemas/Node'}
        all: {$ref: '#/components/schemas/List'}
        kind: {$ref: '#/components/schemas/Knd'}
        same: {$ref: '#/components/schemas/Knd'}
    Kind: {type: string}
    Whole: {properties: {next: {$ref: '#/components/schemas/Whole'}}}
)";

}  // namespace

TEST_CASE("what a reference to nowhere stands for is marked in its schema, and what is no schema in the operation") {
  base::SourceSet sources;
  const Imported imported = import_text(sources, "doc.yaml", std::string(shop));
  CHECK(json(at(imported.openapi, "/components/schemas/Node/properties/kind")) ==
        R"({"x-concord-unresolved":[{"reason":"$ref \"#/components/schemas/Knd\" leads nowhere in this document",)"
        R"("hint":"did you mean \"Kind\"?","x-concord-source":"doc.yaml:20"}],"x-concord-source":"doc.yaml:20"})");
  CHECK(findings_text(unresolved_at(at(imported.openapi, "/paths/~1a/get"))) ==
        "6:27 apidoc.reference: $ref \"#/components/parameters/Gone\" leads nowhere in this document\n"
        "9:23 apidoc.reference: $ref \"#/components/responses/Goen\" leads nowhere in this document "
        "[did you mean \"Gone\"?]\n");
  CHECK(unresolved_at(at(imported.openapi, "/paths/~1b/get")).empty());
}

TEST_CASE("marks are found through references, each once, and in circles") {
  base::SourceSet sources;
  const Imported imported = import_text(sources, "doc.yaml", std::string(shop));
  const auto found = [&](const std::string& path) {
    const std::string schema = "/paths/~1" + path + "/get/responses/200/content/application~1json/schema";
    return findings_text(unresolved_from(imported.openapi, at(imported.openapi, schema)));
  };
  CHECK(found("a") ==
        "20:22 apidoc.reference: $ref \"#/components/schemas/Knd\" leads nowhere in this document "
        "[did you mean \"Kind\"?]\n"
        "21:22 apidoc.reference: $ref \"#/components/schemas/Knd\" leads nowhere in this document "
        "[did you mean \"Kind\"?]\n");
  CHECK(found("b").empty());
  CHECK(found("c") == "11:91 apidoc.reference: $ref \"#/No\" leads nowhere in this document\n");
}
