// What real OpenAPI documents look like: references anywhere, events, servers, contents, several files.
#include "deriving.h"

#include <concord/base/file.h>

#include <support/document_folder.h>

#include <functional>

using namespace concord;
using namespace concord::support;
using namespace concord::openapi;
using namespace concord::contract;
using namespace concord::page;
using namespace concord::derive;

namespace {

Imported import_version(base::SourceSet& sources, const std::string& version, const std::string& rest) {
  return import_text(sources, "doc.yaml", "openapi: " + version + "\ninfo: {title: T, version: '1'}\n" + rest);
}

}  // namespace

TEST_CASE("references lead into paths, lists and answers of other operations") {
  base::SourceSet sources;
  const Imported imported = import_version(sources, "3.0.0", R"(
paths:
  /a/{id}:
    get:
      parameters: [{name: id, in: path, required: true, schema: {type: string, maxLength: 5}}]
      responses:
        '200': {content: {application/json: {schema: {type: object, properties: {n: {type: integer}}}}}}
  /b/{id}:
    get:
      parameters: [{$ref: '#/paths/~1a~1%7Bid%7D/get/parameters/0'}]
      responses:
        '200': {$ref: '#/paths/~1a~1{id}/get/responses/200'}
        '201': {content: {application/json: {schema: {$ref: '#/paths/~1a~1%7Bid%7D/get/responses/200/content/application~1json/schema/properties/n'}}}}
  /c: {$ref: '#/x-items/c'}
x-items: {c: {put: {responses: {}}}}
)");
  CHECK(findings_text(imported.findings) == "");
  CHECK(json(at(imported.openapi, "/paths/~1b~1{id}/get/parameters/0/schema/maxLength")) == "5");
  CHECK(
      at(imported.openapi, "/paths/~1b~1{id}/get/responses/200/content/application~1json/schema/properties").has("n"));
  CHECK(json(at(imported.openapi, "/components/schemas/n/type")) == "\"integer\"");
  CHECK(at(imported.openapi, "/paths/~1c").has("put"));
}

TEST_CASE("references where none are allowed are reported and followed") {
  base::SourceSet sources;
  const Imported imported = import_version(sources, "3.0.0", R"(
paths:
  /a:
    get: {$ref: '#/x/operation'}
    put: {responses: {$ref: '#/x/responses'}, parameters: {$ref: '#/x/parameters'}}
x:
  operation: {responses: {'200': {headers: {$ref: '#/x/headers'}, content: {application/json: {schema: {properties: {$ref: '#/x/properties'}}}}}}}
  responses: {'204': {}}
  parameters: [{name: q, in: query, schema: {type: string}}]
  headers: {X-A: {schema: {type: string}}}
  properties: {n: {type: integer}}
)");
  CHECK(findings_text(imported.findings) ==
        R"(6:10 apidoc.reference: $ref is not allowed as "get" [followed all the same]
9:44 apidoc.reference: $ref is not allowed as "headers" [followed all the same]
9:117 apidoc.reference: $ref is not allowed as "properties" [followed all the same]
7:59 apidoc.reference: $ref is not allowed as "parameters" [followed all the same]
7:22 apidoc.reference: $ref is not allowed as "responses" [followed all the same]
)");
  CHECK(at(imported.openapi, "/paths/~1a/get/responses/200/headers").has("X-A"));
  CHECK(at(imported.openapi, "/paths/~1a/get/responses/200/content/application~1json/schema/properties").has("n"));
  CHECK(at(imported.openapi, "/paths/~1a/put/parameters").size() == 1);
}

TEST_CASE("webhooks and callbacks are kept with their schemas") {
  base::SourceSet sources;
  const Imported imported = import_version(sources, "3.1.0", R"(
webhooks:
  made: {post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Event'}}}}, responses: {'204': {}}}}
x-webhooks:
  gone: {post: {responses: {'204': {}}}}
paths:
  /a:
    post:
      responses: {}
      callbacks:
        done: {'{$request.body#/url}': {post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Done'}}}}, responses: {}}}}
        again: {$ref: '#/components/callbacks/Again'}
components:
  schemas: {Event: {type: object}, Done: {type: string}}
  callbacks: {Again: {'{$url}': {put: {responses: {'200': {}}}}}}
)");
  CHECK(findings_text(imported.findings) == "");
  CHECK(at(imported.openapi, "/webhooks/made/post").has("requestBody"));
  CHECK(at(imported.openapi, "/webhooks/gone/post").has("responses"));
  CHECK(at(imported.openapi, "/paths/~1a/post/callbacks/done/{$request.body#~1url}/post").has("requestBody"));
  CHECK(at(imported.openapi, "/paths/~1a/post/callbacks/again/{$url}/put/responses").has("200"));
  CHECK(at(imported.openapi, "/components/schemas").size() == 2);
}

TEST_CASE("a document of webhooks only is a contract with schemas") {
  base::SourceSet sources;
  const Source& page = sources.add("shop.yaml", R"(openapi: 3.1.0
webhooks: {made: {post: {operationId: orderMade, requestBody: {content: {application/json: {schema: {type: object}}}}, responses: {}}}}
)");
  DocumentSet documents(sources);
  auto derived = derive::derive(std::vector<DeriveInput>{{"shop", "", &page}}, {}, documents);
  REQUIRE(derived);
  CHECK(derived->files.contains("shop/order-made/request.schema.json"));
}

TEST_CASE("callbacks that lead around in circles end") {
  base::SourceSet sources;
  const Imported imported = import_version(sources, "3.0.0", R"(
paths: {/a: {post: &op {responses: {}, callbacks: {c: {$ref: '#/components/callbacks/C'}}}}}
components: {callbacks: {C: {'{$url}': {post: {responses: {}, callbacks: {c: {$ref: '#/components/callbacks/C'}}}}}}}
)");
  CHECK(at(imported.openapi, "/paths/~1a/post/callbacks/c/{$url}/post/callbacks").size() == 1);
}

TEST_CASE("links, encodings and servers on every level are kept") {
  base::SourceSet sources;
  const Imported imported = import_version(sources, "3.0.0", R"(
servers: [{url: 'https://{place}.shop.test/{v}', variables: {place: {default: eu, enum: [eu, us], description: d}, v: {default: v1}}}]
paths:
  /a:
    servers: [{url: 'https://files.shop.test/up'}]
    post:
      requestBody: {content: {multipart/form-data: {schema: {type: object}, encoding: {f: {contentType: image/png}}}}}
      responses: {'200': {links: {next: {operationId: b, parameters: {id: '$response.body#/id'}, description: d}}}}
    put: {servers: [{url: 'https://own.shop.test'}], responses: {}}
  /b: {get: {responses: {}}}
)");
  CHECK(findings_text(imported.findings) == "");
  CHECK(
      json(at(imported.openapi, "/servers")) ==
      R"([{"url":"https://{place}.shop.test/{v}","variables":{"place":{"default":"eu","enum":["eu","us"]},"v":{"default":"v1"}}}])");
  const Node& post = at(imported.openapi, "/paths/~1a/post");
  CHECK(json(at(post, "/servers/0/url")) == "\"https://files.shop.test/up\"");
  CHECK(json(at(post, "/responses/200/links/next")) ==
        R"({"operationId":"b","parameters":{"id":"$response.body#/id"},"x-concord-source":"doc.yaml:10"})");
  CHECK(json(at(post, "/requestBody/content/multipart~1form-data/encoding")) == R"({"f":{"contentType":"image/png"}})");
  CHECK(json(at(imported.openapi, "/paths/~1a/put/servers/0/url")) == "\"https://own.shop.test\"");
}

TEST_CASE("the model knows servers, styles and contents") {
  const DocumentFolder folder("model", {{"shop.yaml", R"(openapi: 3.1.0
servers: [{url: 'https://{place}.shop.test/v1', variables: {place: {default: eu}}}]
paths:
  /a:
    get:
      parameters:
        - {name: ids, in: query, schema: {type: array}}
        - {name: tags, in: query, style: pipeDelimited, schema: {type: array}}
        - {name: X-List, in: header, schema: {type: array}}
        - {name: filter, in: query, content: {application/json: {schema: {type: object}}}}
      responses: {}
  /b: {servers: [{url: 'https://files.shop.test/up'}], get: {responses: {}}}
webhooks: {made: {post: {responses: {}}}}
)"}});
  base::SourceSet sources;
  auto contract = derive::load_contract(sources, folder.path("shop.yaml"));
  REQUIRE(contract);
  CHECK(contract->servers.at(0).url == "https://{place}.shop.test/v1");
  const auto& parameters = contract->operations.at(0).parameters;
  REQUIRE(parameters.size() == 4);
  CHECK(contract->operations[0].path == "/a");
  CHECK((parameters[0].style == "form" && parameters[0].explode));
  CHECK((parameters[1].style == "pipeDelimited" && !parameters[1].explode));
  CHECK((parameters[2].style == "simple" && !parameters[2].explode));
  CHECK(parameters[3].media_type == "application/json");
  CHECK(compile(parameters[3].schema, schema::Direction::Request)->accepts(Node::object()));
  CHECK(contract->operations[1].path == "/b");
  CHECK(contract->operations[1].servers.at(0).url == "https://files.shop.test/up");
  REQUIRE(contract->webhooks.size() == 1);
  CHECK(contract->webhooks[0].path == "made");
}

TEST_CASE("OpenAPI 3.2 is read as far as it is 3.1") {
  base::SourceSet sources;
  const Imported imported = import_version(sources, "3.2.0", R"(
paths:
  /a:
    query: {responses: {'200': {content: {application/json: {$ref: '#/components/mediaTypes/M'}}}}}
    additionalOperations: {COPY: {responses: {'204': {}}}}
    get: {parameters: [{name: q, in: querystring, schema: {type: object}}], responses: {'200': {content: {text/event-stream: {itemSchema: {type: object}}}}}}
components: {mediaTypes: {M: {schema: {type: string}}}}
)");
  CHECK(json(at(imported.openapi, "/paths/~1a/query/responses/200/content/application~1json/schema/type")) ==
        "\"string\"");
  CHECK(at(imported.openapi, "/paths/~1a").has("copy"));
  CHECK(findings_text(imported.findings) ==
        "8:38 apidoc.parameter: parameters in \"querystring\" are not read [left out]\n"
        "8:127 apidoc.unread: \"itemSchema\" is not read [the items of such a body are not judged]\n");
}

TEST_CASE("a query string that is a form is read as query parameters") {
  base::SourceSet sources;
  const Imported imported = import_version(sources, "3.2.0", R"(
paths:
  /a:
    get:
      parameters:
        - name: all
          in: querystring
          content: {application/x-www-form-urlencoded: {schema: {$ref: '#/components/schemas/Query'}}}
      responses: {'204': {}}
components:
  schemas:
    Query: {type: object, required: [q], properties: {q: {type: string}, limit: {type: integer}}, additionalProperties: false}
)");
  CHECK(json(at(imported.openapi, "/paths/~1a/get/parameters")) ==
        R"([{"name":"q","in":"query","required":true,"x-concord-source":"doc.yaml:14",)"
        R"("schema":{"type":"string","x-concord-source":"doc.yaml:14"}},)"
        R"({"name":"limit","in":"query","required":false,"x-concord-source":"doc.yaml:14",)"
        R"("schema":{"type":"integer","x-concord-source":"doc.yaml:14"}}])");
  CHECK(findings_text(imported.findings) ==
        "14:99 apidoc.unread: \"additionalProperties\" of a query string is not read "
        "[only its properties are, as query parameters]\n");
}

TEST_CASE("a description in many files is one contract") {
  const DocumentFolder folder(
      "spread",
      {
          {"shop.yaml",
           "openapi: 3.0.3\ninfo: {title: Shop, version: '1'}\npaths:\n  /pets: {$ref: 'paths/pets.yaml'}\n  "
           "/pets/{id}: {$ref: 'paths/one pet.yaml#/item'}\n"},
          {"paths/pets.yaml",
           "get:\n  responses:\n    '200': {content: {application/json: {schema: {type: array, items: {$ref: "
           "../schemas/Pet.json}}}}}\n    '400': {$ref: '../common.yaml#/responses/Bad'}\n"},
          {"paths/one pet.yaml",
           "item: {get: {parameters: [{$ref: '../common.yaml#/parameters/Id'}], responses: {'200': {content: "
           "{application/json: {schema: {$ref: ../schemas/Pet.json}}}}}}}\n"},
          {"schemas/Pet.json",
           R"({"type": "object", "properties": {"owner": {"$ref": "Owner.yaml#/Owner"}, "friend": {"$ref": "#"}, "name": {"$ref": "#/definitions/Name"}}, "definitions": {"Name": {"type": "string"}}})"},
          {"schemas/Owner.yaml",
           "Owner: {type: object, properties: {pets: {type: array, items: {$ref: Pet.json}}}}\nName: {type: "
           "integer}\n"},
          {"common.yaml",
           "parameters: {Id: {name: id, in: path, required: true, schema: {$ref: "
           "'schemas/Owner.yaml#/Name'}}}\nresponses: {Bad: {content: {application/json: {schema: {type: "
           "object}}}}}\n"},
      });
  base::SourceSet sources;
  const Derived derived = derive_pages(sources, {folder.path("shop.yaml")});
  CHECK(findings_text(derived.findings) == "");
  const Node contract = yaml(sources, derived.files.at("shop/openapi.yaml"));
  std::string names;
  for (const auto& member : at(contract, "/components/schemas").members()) names += member.key + " ";
  CHECK(names == "Name Name-2 Owner Pet ");
  CHECK(json(at(contract, "/components/schemas/Pet/properties/friend/$ref")) == "\"#/components/schemas/Pet\"");
  CHECK(json(at(contract, "/components/schemas/Pet/x-concord-source")) == "\"schemas/Pet.json:1\"");
  CHECK(json(at(contract, "/paths/~1pets~1{id}/get/x-concord-source")) == "\"paths/one pet.yaml:1\"");
  std::string pages;
  for (const Node& page : at(contract, "/info/x-concord-documents").items())
    pages += page.find("name")->as_string() + ", ";
  CHECK(pages == "shop.yaml, common.yaml, paths/one pet.yaml, paths/pets.yaml, schemas/Owner.yaml, schemas/Pet.json, ");
}

TEST_CASE("a mistake in a file that is referred to is an error with its own place") {
  const DocumentFolder folder("broken", {
    {"shop.yaml", "openapi: 3.0.3\npaths: {/a: {get: {responses: {'200': {$ref: 'bad.yaml#/r'}}}}}\n"},
    {"bad.yaml", "r: {}\nr: {}\n"}});
  base::SourceSet sources;
  DocumentSet documents(sources);
  auto source = base::load_source(sources, folder.path("shop.yaml"));
  auto derived = derive::derive(std::vector<DeriveInput>{{"", "", *source}}, {}, documents);
  REQUIRE_FALSE(derived);
  CHECK(findings_text(derived.diagnostics()) == "2:1 yaml.duplicate-key: duplicate key \"r\"\n");
}

TEST_CASE("keywords of the wrong form are left out, so that the rest can be used") {
  base::SourceSet sources;
  const Imported imported = import_version(sources, "3.1.0", R"(
paths: {/a: {get: {responses: {'200': {content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}}}}}
components:
  schemas:
    A:
      type: object
      minProperties: '1'
      properties:
        p: {type: string, pattern: '(?i)^a', maxLength: -1}
        q: {type: integer, multipleOf: 0, maximum: ten, uniqueItems: 'yes'}
        r: {$recursiveRef: '#'}
        s: {discriminator: kind}
        d: {oneOf: [{$ref: '#/components/schemas/B'}], discriminator: {propertyName: k, mapping: {b: B, c: '#/components/schemas/C', x: X}}}
    B: {type: object}
    C: {type: object, $id: 'https://shop.test/c', $defs: {N: {type: string}}}
)");
  CHECK(findings_text(imported.findings) ==
        R"(9:7 apidoc.schema-form: "minProperties" must be an integer of at least 0, got "1" [left out]
11:36 apidoc.pattern: the pattern "(?i)^a" is no regular expression: (?i is no group of ECMA-262 (at character 1) [left out]
11:46 apidoc.schema-form: "maxLength" must be an integer of at least 0, got -1 [left out]
12:28 apidoc.schema-form: "multipleOf" must be a number above 0, got 0 [left out]
12:43 apidoc.schema-form: "maximum" must be a number, got "ten" [left out]
12:57 apidoc.schema-form: "uniqueItems" must be true or false, got "yes" [left out]
13:28 apidoc.recursive-ref: "$recursiveRef" is no keyword of OpenAPI 3.1 [read as a $ref to "A"]
14:13 apidoc.schema-form: "discriminator" must have a "propertyName", got "kind" [left out]
15:137 apidoc.discriminator: the mapping of "x" names no schema: "X" [left out]
)");
  CHECK(json(at(imported.openapi, "/components/schemas/A/properties/r/$ref")) == "\"#/components/schemas/A\"");
  CHECK(json(at(imported.openapi, "/components/schemas/A/properties/d/discriminator")) ==
        R"({"propertyName":"k","mapping":{"b":"#/components/schemas/B","c":"#/components/schemas/C"}})");
  CHECK(json(at(imported.openapi, "/components/schemas/C")) == R"({"type":"object","x-concord-source":"doc.yaml:17"})");
}

TEST_CASE("members are documented through allOf, references and recursion") {
  const DocumentFolder folder("composed", {{"shop.yaml", R"(openapi: 3.0.3
paths: {/a: {get: {responses: {'200': {content: {application/json: {schema: {$ref: '#/components/schemas/Dog'}}}}}}}}
components:
  schemas:
    Animal: {type: object, discriminator: {propertyName: kind}, properties: {kind: {type: string}, friend: {nullable: true, allOf: [{$ref: '#/components/schemas/Animal'}]}}}
    Dog: {allOf: [{$ref: '#/components/schemas/Animal'}, {type: object, required: [bark], properties: {bark: {type: string, readOnly: true}, secret: {type: string, writeOnly: true}}}]}
)"}});
  base::SourceSet sources;
  auto contract = derive::load_contract(sources, folder.path("shop.yaml"));
  REQUIRE(contract);
  const SchemaRef& dog = contract->operations.at(0).responses.at(0).contents.at(0).schema;
  auto answer = compile(dog, schema::Direction::Response);
  REQUIRE(answer);
  CHECK(answer->accepts(yaml(sources, "{kind: d, bark: loud, friend: {friend: null}}")));
  CHECK_FALSE(answer->accepts(yaml(sources, "{kind: d}")));
  CHECK(compile(dog, schema::Direction::Request)->accepts(yaml(sources, "{kind: d}")));
  const auto found = answer->undocumented(yaml(sources, "{kind: d, bark: loud, tail: 1, friend: {kind: c, ears: 2}}"));
  std::string names;
  for (const schema::Undocumented& member : found) names += member.instance.text() + " ";
  CHECK(names == "/tail /friend/ears ");
}

TEST_CASE("schemas that only a discriminator names are in the contract") {
  base::SourceSet sources;
  const Imported imported = import_text(sources, "doc.yaml", R"(openapi: 3.0.3
info: {title: Shop, version: '1'}
paths: {/a: {get: {responses: {'200': {content: {application/json: {schema: {$ref: '#/components/schemas/Animal'}}}}}}}}
components:
  schemas:
    Unrelated: {type: object}
    Lion: {allOf: [{$ref: '#/components/schemas/Cat'}, {required: [mane]}]}
    Animal:
      type: object
      discriminator: {propertyName: kind, mapping: {barking: Dog}}
      properties: {kind: {type: string}}
    Cat: {allOf: [{$ref: '#/components/schemas/Animal'}, {type: object, properties: {claws: {$ref: '#/components/schemas/Claws'}}}]}
    Dog: {allOf: [{$ref: '#/components/schemas/Animal'}]}
    Claws: {type: integer}
)");
  CHECK(findings_text(imported.findings) == "");
  CHECK(json(at(imported.openapi, "/components/schemas/Animal/discriminator")) ==
        R"({"propertyName":"kind","mapping":{"barking":"#/components/schemas/Dog",)"
        R"("Cat":"#/components/schemas/Cat","Lion":"#/components/schemas/Lion"}})");
  std::string names;
  for (const auto& member : at(imported.openapi, "/components/schemas").members()) names += member.key + " ";
  CHECK(names == "Animal Cat Claws Dog Lion ");
}

TEST_CASE("a discriminator's schemas are in the files of its messages, in Swagger 2.0 too") {
  const DocumentFolder folder(
      "subtypes",
      {{"shop.yaml", R"(swagger: '2.0'
info: {title: Shop, version: '1'}
paths: {/a: {get: {produces: [application/json], responses: {'200': {description: a, schema: {$ref: 'base.yaml#/Animal'}}}}}}
definitions:
  Cat: {$ref: 'cat.yaml'}
)"},
       {"base.yaml", "Animal: {type: object, discriminator: kind, properties: {kind: {type: string}}}\n"},
       {"cat.yaml", "allOf: [{$ref: 'base.yaml#/Animal'}, {type: object, properties: {claws: {type: integer}}}]\n"}});
  base::SourceSet sources;
  const Derived derived = derive_pages(sources, {folder.path("shop.yaml")});
  const Node schema = yaml(sources, derived.files.at("shop/get-a/response-200.schema.json"));
  CHECK(json(at(schema, "/$defs/Animal/discriminator")) ==
        R"({"propertyName":"kind","mapping":{"Cat":"#/$defs/cat"}})");
  CHECK(at(schema, "/$defs/cat/allOf").size() == 2);
}

TEST_CASE("a small document that would make a huge contract is refused") {
  const auto times = [](int count, const std::function<std::string(const std::string&)>& part) {
    std::string out;
    for (int i = 0; i < count; ++i) out += part(std::to_string(i));
    return out;
  };
  const std::string properties = times(2'000, [](const std::string& n) { return "p" + n + ": {type: string}, "; });
  const std::string values = times(4'000, [](const std::string& n) { return n + ", "; });
  const std::string head = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n";
  const std::string answers = times(2'000, [](const std::string& n) {
    return "  /p" + n + ": {get: {responses: {'200': {$ref: '#/components/responses/R'}}}}\n";
  });
  const std::string statuses = "  /a: {get: {responses: {" + times(2'000, [](const std::string& n) {
    return n + ": {$ref: '#/components/responses/R'}, ";
  }) + "}}}\n";
  const std::string media = "components: {responses: {R: {description: d, content: {application/json: ";
  const std::string callbacks = "components: {callbacks: {C: {'{$url}': {post: {responses: {}, callbacks: {" +
      times(60, [](const std::string& n) { return "c" + n + ": {$ref: '#/components/callbacks/C'}, "; }) + "}}}}}}\n";
  for (const std::string& document :
       {head + answers + media + "{schema: {properties: {" + properties + "}}}}}}}\n",
        head + statuses + media + "{schema: {enum: [" + values + "]}}}}}}\n",
        head + statuses + media + "{example: [" + values + "]}}}}}\n",
        head + statuses + "components: {responses: {R: {links: {l: {parameters: [" + values + "]}}}}}\n",
        head + "  /a: {$ref: '#/components/callbacks/C/{$url}'}\n" + callbacks}) {
    base::SourceSet sources;
    const Source& page = sources.add("shop.yaml", document);
    DocumentSet documents(sources);
    const auto imported = recogniser(page)->import(page, documents);
    INFO(document.substr(document.find("components"), 100));
    REQUIRE_FALSE(imported);
    CHECK(findings_text(imported.diagnostics()) ==
          "1:1 apidoc.size: the contract would hold more than " + std::to_string(5'000'000 + document.size() / 4) +
              " values "
              "[what many references lead to is repeated unless it is a schema]\n");
  }
}

TEST_CASE("large contracts share their components") {
  std::string schemas;
  std::string paths;
  for (int i = 0; i < 300; ++i) {
    const std::string n = std::to_string(i);
    schemas += "    S" + n + ": {type: object, properties: {";
    for (int p = 0; p < 20; ++p) schemas += "p" + std::to_string(p) + ": {type: string, maxLength: 9}, ";
    schemas += "next: {$ref: '#/components/schemas/S" + std::to_string((i + 1) % 300) + "'}}}\n";
    paths += "  /p" + n +
             ": {get: {responses: {'200': {content: {application/json: {schema: {$ref: '#/components/schemas/S" + n +
             "'}}}}}}}\n";
  }
  const DocumentFolder folder(
      "shared", {{"shop.yaml", "openapi: 3.0.0\npaths:\n" + paths + "components:\n  schemas:\n" + schemas}});
  base::SourceSet sources;
  const Derived derived = derive_pages(sources, {folder.path("shop.yaml")});
  REQUIRE(derived.files.contains("shop/components.schema.json"));
  const Node message = yaml(sources, derived.files.at("shop/get-p7/response-200.schema.json"));
  CHECK(json(*message.find("$ref")) == "\"../components.schema.json#/$defs/S7\"");
  CHECK_FALSE(message.has("$defs"));
  const Node shared = yaml(sources, derived.files.at("shop/components.schema.json"));
  CHECK(json(at(shared, "/$defs/S7/properties/next/$ref")) == "\"#/$defs/S8\"");
  for (const auto& [path, text] : derived.files) {
    REQUIRE(base::write_file_atomically(folder.path("out/" + path), text).empty());
  }
  auto contract = derive::load_contract(sources, folder.path("out/shop/openapi.yaml"));
  REQUIRE(contract);
  auto compiled =
      compile(contract->find("get-p7")->find_response(200)->contents.at(0).schema, schema::Direction::Response);
  REQUIRE(compiled);
  CHECK_FALSE(compiled->accepts(yaml(sources, "{next: {next: {p3: 0123456789}}}")));
}
