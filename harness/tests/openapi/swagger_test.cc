// Swagger 2.0 → the contract.
#include "importing.h"

using namespace concord;
using namespace concord::support;
using namespace concord::openapi;

namespace {

Imported import_swagger(base::SourceSet& sources, const std::string& rest) {
  return import_text(sources, "doc.yaml", "swagger: '2.0'\ninfo: {title: T, version: '1'}\n" + rest);
}

// As JSON, without places.
std::string plain(const Node& node) {
  Node out = node;
  const auto strip = [](Node& one, const auto& again) -> void {
    if (one.is_object()) {
      one.remove("x-concord-source");
      for (auto& member : one.members()) again(member.value, again);
    } else if (one.is_array()) {
      for (Node& item : one.items()) again(item, again);
    }
  };
  strip(out, strip);
  return json(out);
}

}  // namespace

TEST_CASE("host, basePath and schemes of Swagger 2.0 are servers") {
  base::SourceSet sources;
  const auto servers = [&](const std::string& head) {
    const Imported imported = import_swagger(sources, head + "paths: {/a: {get: {responses: {'204': {}}}}}\n");
    return plain(at(imported.openapi, "/servers")) + findings_text(imported.findings);
  };
  CHECK(servers("host: shop.test\nbasePath: /v1/\nschemes: [https, http]\n") ==
        R"([{"url":"https://shop.test/v1"},{"url":"http://shop.test/v1"}])");
  CHECK(servers("host: shop.test\n") ==
        R"([{"url":"https://shop.test"}])"
        "3:7 apidoc.schemes: no \"schemes\" say how the host is reached [read as https]\n");
  CHECK(servers("basePath: /v1\n") == R"([{"url":"/v1"}])");
  CHECK(servers("") == "[]");
}

TEST_CASE("an operation may have schemes of its own") {
  base::SourceSet sources;
  const Imported imported = import_swagger(
      sources, "host: shop.test\nschemes: [http]\npaths: {/a: {get: {schemes: [https], responses: {'204': {}}}}}\n");
  CHECK(plain(at(imported.openapi, "/paths/~1a/get/servers")) == R"([{"url":"https://shop.test"}])");
}

TEST_CASE("body parameters of Swagger 2.0 are request bodies") {
  base::SourceSet sources;
  const Imported imported = import_swagger(sources, R"(
consumes: [application/json]
parameters: {Pet: {name: pet, in: body, required: true, schema: {$ref: '#/definitions/Pet'}}}
definitions: {Pet: {type: object, discriminator: kind, properties: {kind: {type: string, x-nullable: true}}}}
paths:
  /a:
    post: {parameters: [{$ref: '#/parameters/Pet'}], responses: {}}
    put: {consumes: [application/xml, text/xml], parameters: [{name: b, in: body, schema: {type: string}}], responses: {}}
)");
  CHECK(findings_text(imported.findings) == "");
  CHECK(plain(at(imported.openapi, "/paths/~1a/post/requestBody")) ==
        R"({"required":true,"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Pet"}}}})");
  CHECK(
      plain(at(imported.openapi, "/paths/~1a/put/requestBody")) ==
      R"({"required":false,"content":{"application/xml":{"schema":{"type":"string"}},"text/xml":{"schema":{"type":"string"}}}})");
  CHECK(
      plain(at(imported.openapi, "/components/schemas/Pet")) ==
      R"({"type":"object","discriminator":{"propertyName":"kind"},"properties":{"kind":{"type":["string","null"]}}})");
  CHECK(json(at(imported.openapi, "/paths/~1a/post/requestBody/x-concord-source")) == "\"doc.yaml:5\"");
}

TEST_CASE("form data of Swagger 2.0 is one body") {
  base::SourceSet sources;
  const Imported imported = import_swagger(sources, R"(
paths:
  /upload:
    parameters: [{name: note, in: formData, type: string, maxLength: 9}]
    post:
      parameters:
        - {name: photo, in: formData, type: file, required: true}
        - {name: tags, in: formData, type: array, items: {type: string}, collectionFormat: multi}
      responses: {}
  /form:
    post: {parameters: [{name: a, in: formData, type: integer}], responses: {}}
)");
  CHECK(findings_text(imported.findings) == "");
  CHECK(
      plain(at(imported.openapi, "/paths/~1upload/post/requestBody")) ==
      R"({"required":true,"content":{"multipart/form-data":{"schema":{"type":"object","properties":{)"
      R"("photo":{"type":"string","format":"binary"},"tags":{"type":"array","items":{"type":"string"}},)"
      R"("note":{"type":"string","maxLength":9}},"required":["photo"]},"encoding":{"tags":{"style":"form","explode":true}}}}})");
  CHECK(
      plain(at(imported.openapi, "/paths/~1form/post/requestBody")) ==
      R"({"required":false,"content":{"application/x-www-form-urlencoded":{"schema":{"type":"object","properties":{"a":{"type":"integer"}}}}}})");
}

TEST_CASE("collectionFormat says how lists are written") {
  base::SourceSet sources;
  const auto parameter = [&](const std::string& text) {
    const Imported imported = import_swagger(
        sources, "paths:\n  /a:\n    get:\n      parameters: [{name: p, type: array, items: {type: integer}, " + text +
                     "}]\n      responses: {}\n");
    const Node& list = at(imported.openapi, "/paths/~1a/get/parameters/0");
    std::string out;
    if (const Node* style = list.find("style"))
      out = style->as_string() + (list.find("explode")->as_boolean() ? "*" : "");
    return out + findings_text(imported.findings);
  };
  CHECK(parameter("in: query") == "form");
  CHECK(parameter("in: query, collectionFormat: csv") == "form");
  CHECK(parameter("in: query, collectionFormat: ssv") == "spaceDelimited");
  CHECK(parameter("in: query, collectionFormat: pipes") == "pipeDelimited");
  CHECK(parameter("in: query, collectionFormat: multi") == "form*");
  CHECK(parameter("in: header, collectionFormat: csv") == "");
  CHECK(parameter("in: query, collectionFormat: tsv") ==
        "form6:96 apidoc.collection-format: collectionFormat \"tsv\" of \"p\" has no counterpart in OpenAPI 3.1 [read "
        "as csv]\n");
}

TEST_CASE("answers of Swagger 2.0 have a schema for each type they produce") {
  base::SourceSet sources;
  const Imported imported = import_swagger(sources, R"(
produces: [application/json, text/plain]
responses: {Bad: {description: d, schema: {type: object}}}
paths:
  /a:
    get:
      responses:
        '200':
          schema: {type: array, items: {type: integer}}
          headers: {X-Count: {type: integer, description: d}}
          examples: {application/json: [1, 2], application/problem+json: {a: 1}}
        '400': {$ref: '#/responses/Bad'}
        '204': {description: nothing}
    put: {produces: [application/pdf], responses: {'200': {schema: {type: file}}}}
)");
  CHECK(findings_text(imported.findings) == "");
  const Node& ok = at(imported.openapi, "/paths/~1a/get/responses/200");
  CHECK(plain(at(ok, "/headers")) == R"({"X-Count":{"schema":{"type":"integer"}}})");
  CHECK(plain(at(ok, "/content/application~1json")) ==
        R"({"schema":{"type":"array","items":{"type":"integer"}},"examples":{"example":{"value":[1,2]}}})");
  CHECK(plain(at(ok, "/content/text~1plain")) == R"({"schema":{"type":"array","items":{"type":"integer"}}})");
  CHECK(at(ok, "/content/application~1problem+json").has("examples"));
  CHECK(at(imported.openapi, "/paths/~1a/get/responses/400/content").size() == 2);
  CHECK_FALSE(at(imported.openapi, "/paths/~1a/get/responses/204").has("content"));
  CHECK(plain(at(imported.openapi, "/paths/~1a/put/responses/200/content")) ==
        R"({"application/pdf":{"schema":{"type":"string","format":"binary"}}})");
}

TEST_CASE("security definitions of Swagger 2.0 are security schemes") {
  base::SourceSet sources;
  const Imported imported = import_swagger(sources, R"(
securityDefinitions:
  word: {type: basic}
  key: {type: apiKey, in: header, name: X-Key}
  web: {type: oauth2, flow: accessCode, authorizationUrl: 'https://a.test', tokenUrl: 'https://t.test', scopes: {read: r}}
  machine: {type: oauth2, flow: application, tokenUrl: 'https://t.test', scopes: {}}
security: [{word: []}, {key: [], web: [read]}]
paths: {/a: {get: {responses: {}}, put: {security: [{machine: []}], responses: {}}, post: {security: [], responses: {}}}}
)");
  CHECK(findings_text(imported.findings) == "");
  CHECK(
      plain(at(imported.openapi, "/components/securitySchemes")) ==
      R"({"word":{"type":"http","scheme":"basic"},"key":{"type":"apiKey","in":"header","name":"X-Key"},)"
      R"("web":{"type":"oauth2","flows":{"authorizationCode":{"authorizationUrl":"https://a.test","tokenUrl":"https://t.test","scopes":{"read":"r"}}}},)"
      R"("machine":{"type":"oauth2","flows":{"clientCredentials":{"tokenUrl":"https://t.test","scopes":{}}}}})");
  CHECK(json(at(imported.openapi, "/paths/~1a/get/security")) == R"([{"word":[]},{"key":[],"web":["read"]}])");
  CHECK(json(at(imported.openapi, "/paths/~1a/post/security")) == "[]");
}

TEST_CASE("what stands beside $ref does not apply in Swagger 2.0") {
  base::SourceSet sources;
  const Imported imported = import_swagger(sources, R"(
definitions: {A: {type: string}}
paths: {/a: {get: {responses: {'200': {schema: {$ref: '#/definitions/A', maxLength: 3}}}}}}
)");
  CHECK(findings_text(imported.findings) ==
        "5:74 apidoc.ref-sibling: \"maxLength\" beside $ref does not apply in Swagger 2.0 [left out]\n");
}

TEST_CASE("the same API as Swagger 2.0 and as OpenAPI 3.1 is the same contract") {
  base::SourceSet sources;
  const Imported old = import_swagger(sources, R"(
host: shop.test
schemes: [https]
consumes: [application/json]
produces: [application/json]
securityDefinitions: {key: {type: apiKey, in: query, name: k}}
security: [{key: []}]
paths:
  /items/{id}:
    put:
      operationId: putItem
      parameters:
        - {name: id, in: path, required: true, type: string, format: uuid}
        - {name: item, in: body, required: true, schema: {$ref: '#/definitions/Item'}}
      responses: {'200': {description: d, schema: {$ref: '#/definitions/Item'}}}
definitions: {Item: {type: object, properties: {price: {type: number, minimum: 0, exclusiveMinimum: true}}}}
)");
  const Imported fresh = import_text(sources, "doc.yaml", R"(openapi: 3.1.0
info: {title: T, version: '1'}
servers: [{url: 'https://shop.test'}]
security: [{key: []}]
paths:
  /items/{id}:
    put:
      operationId: putItem
      parameters: [{name: id, in: path, required: true, schema: {type: string, format: uuid}}]
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Item'}}}}
      responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Item'}}}}}
components:
  securitySchemes: {key: {type: apiKey, in: query, name: k}}
  schemas: {Item: {type: object, properties: {price: {type: number, exclusiveMinimum: 0}}}}
)");
  for (const char* part : {"/servers", "/paths", "/components"}) {
    CHECK(plain(at(old.openapi, part)) == plain(at(fresh.openapi, part)));
  }
}

TEST_CASE("what Swagger 2.0 says in place of media types is reported where it is said") {
  base::SourceSet sources;
  const Imported imported = import_swagger(sources, R"(produces: [json]
paths:
  /a:
    get:
      responses:
        '200':
          schema: {type: object}
          examples: {application/json: {a: 2}}
        '400':
          schema: {type: string}
          examples: {code: 401, message: no}
)");
  CHECK(findings_text(imported.findings) ==
        R"(13:22 apidoc.media-type: examples of Swagger 2.0 stand under media types, and "code" is none [the example is left out]
3:12 apidoc.media-type: "json" is no media type [read as application/json]
)");
  CHECK(plain(at(imported.openapi, "/paths/~1a/get/responses/200/content")) ==
        R"({"application/json":{"schema":{"type":"object"},"examples":{"example":{"value":{"a":2}}}}})");
  CHECK(plain(at(imported.openapi, "/paths/~1a/get/responses/400/content")) ==
        R"({"application/json":{"schema":{"type":"string"}}})");
}
