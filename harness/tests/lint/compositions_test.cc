// allOf, discriminators, paths and servers that contradict themselves.
#include "linting.h"

using namespace concord;
using namespace concord::lint;

TEST_CASE("allOf of types that exclude each other") {
  CHECK(lint_text(schemas("3.1.0", R"(
A: {allOf: [{type: string}, {type: integer}]}, B: {type: object, allOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/T'}]},
T: {type: array, items: {}}, C: {allOf: [{type: integer}, {type: number}]}, D: {type: [string, 'null'], allOf: [{type: string}]},
E: {allOf: [{type: object}, {properties: {a: {}}}]}
)"),
                  {"allof-impossible"}) ==
        "6:29 allof-impossible: nothing is both \"string\" and \"integer\": no value satisfies allOf (6:14) "
        "(6:30)\n"
        "6:108 allof-impossible: nothing is both \"object\" and \"array\": no value satisfies allOf (6:52) "
        "(7:5)\n");
}

TEST_CASE("discriminators: a member that is not there, a mapping that leads nowhere") {
  CHECK(lint_text(schemas("3.0.3", R"(
Pet: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}, {$ref: '#/components/schemas/Any'}],
      discriminator: {propertyName: kind, mapping: {cat: '#/components/schemas/Cat', dog: '#/components/schemas/Hound', any: Any, far: 'pets.yaml#/Far'}}},
Cat: {allOf: [{type: object, properties: {kind: {type: string}}}, {type: object, properties: {lives: {type: integer}}}]},
Dog: {type: object, properties: {type: {type: string}}}, Any: {type: object, additionalProperties: true, properties: {a: {}}},
Base: {type: object, discriminator: {propertyName: sort}, properties: {kind: {type: string}}},
Good: {type: object, discriminator: {propertyName: sort}, properties: {sort: {type: string}}}
)"),
                  {"discriminator-property", "discriminator-mapping"}) ==
        "6:51 discriminator-property: the discriminator is \"kind\", this schema has no such member (7:37)\n"
        "7:91 discriminator-mapping: the mapping of \"dog\" leads nowhere: \"#/components/schemas/Hound\" "
        "(7:22)\n"
        "10:7 discriminator-property: the discriminator is \"sort\", this schema has no such member (10:52)\n");
}

TEST_CASE("paths and parameters that are one") {
  CHECK(lint_text(R"(openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /boxes/{id}: {get: {responses: {'204': {description: Done.}}}}
  /boxes/{name}: {put: {responses: {'204': {description: Done.}}}}
  /boxes/{id}/lids: {get: {responses: {'204': {description: Done.}}}}
  /lids?size={size}: {get: {responses: {'204': {description: Done.}}}}
  /labels:
    parameters: [{name: q, in: query, schema: {type: string}}]
    get:
      parameters:
        - {name: q, in: query, schema: {type: string}}
        - {name: X-Shop, in: header, schema: {type: string}}
        - {name: q, in: header, schema: {type: string}}
        - {$ref: '#/components/parameters/Shop'}
        - {name: Q, in: query, schema: {type: string}}
      responses: {'204': {description: Done.}}
components: {parameters: {Shop: {name: x-shop, in: header, schema: {type: string}}}}
)",
                  {"path-identical", "path-query", "parameter-duplicate"}) ==
        "5:3 path-identical: the path \"/boxes/{name}\" is the same as \"/boxes/{id}\" (4:3)\n"
        "7:3 path-query: the path \"/lids?size={size}\" has a query (7:23)\n"
        "15:11 parameter-duplicate: header parameter \"x-shop\" stands twice in the list (13:11)\n");
}

TEST_CASE("variables of servers, and tags that are declared twice") {
  CHECK(lint_text(R"(openapi: 3.0.3
info: {title: T, version: '1'}
tags: [{name: Boxes}, {name: Lids}, {name: Boxes}]
servers:
  - {url: 'https://{region}.boxes.test/{version}', variables: {region: {default: eu, enum: [us, uk]}}}
  - {url: 'https://{region}.boxes.test', variables: {region: {default: eu, enum: [eu, us]}, spare: {default: a}}}
  - {url: https://boxes.test}
paths: {/boxes: {get: {tags: [Boxes, Lids], responses: {'204': {description: Done.}}}}}
)",
                  {"server-variable", "tag-duplicate"}) ==
        "3:37 tag-duplicate: the tag \"Boxes\" is declared twice (3:8)\n"
        "5:11 server-variable: no variable explains {version} of the URL (5:5)\n"
        "5:82 server-variable: the default of \"region\" is \"eu\", which its enum does not list (5:92)\n");
}

TEST_CASE("discriminators: a row of the mapping whose schema has another value") {
  CHECK(lint_text(schemas("3.1.0", R"(
Pay: {oneOf: [{$ref: '#/components/schemas/Card'}, {$ref: '#/components/schemas/Cash'}],
      discriminator: {propertyName: kind, mapping: {card: '#/components/schemas/Card', cash: '#/components/schemas/Cash'}}},
Card: {type: object, properties: {kind: {const: credit}}}, Cash: {type: object, properties: {kind: {enum: [cash, coins]}}}
)"),
                  {"discriminator-value"}) ==
        "7:53 discriminator-value: the mapping leads from \"card\" to a schema whose \"kind\" is \"credit\" (8:42)\n");
}
