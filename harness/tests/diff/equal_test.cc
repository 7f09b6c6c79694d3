// Rewrites that say the same: no finding, both ways.
#include "contracts.h"

using namespace concord;
using contracts::compared;
using contracts::lines;
using contracts::with_operation;
using contracts::with_schema;

namespace {

struct Rewrite {
  const char* one;
  const char* other;
};

const Rewrite rewrites[] = {
    {"{type: [string, 'null']}", "{type: ['null', string]}"},
    {"{type: [string]}", "{type: string}"},
    {"{type: [string, 'null'], maxLength: 3}", "{anyOf: [{type: string, maxLength: 3}, {type: 'null'}]}"},
    {"{type: [string, 'null'], maxLength: 3}", "{oneOf: [{type: 'null'}, {type: string, maxLength: 3}]}"},
    {"{type: [string, 'null'], enum: [a, null]}", "{anyOf: [{enum: [a]}, {const: null}]}"},
    {"{type: [string, integer]}", "{anyOf: [{type: string}, {type: integer}]}"},
    {"{type: [string, integer]}", "{oneOf: [{type: integer}, {type: string}]}"},
    {"{type: number}", "{anyOf: [{type: integer}, {type: number}]}"},
    {"{enum: [a, b]}", "{oneOf: [{const: a, title: A}, {const: b, title: B}]}"},
    {"{enum: [a, b]}", "{type: string, enum: [b, a]}"},
    {"{const: a}", "{enum: [a]}"},
    {"{enum: [1]}", "{enum: [1.0]}"},
    {"{type: boolean}", "{type: boolean, enum: [true, false]}"},
    {"{type: string}", "{anyOf: [{type: string}, {type: string, enum: [a]}]}"},
    {"{type: string, maxLength: 3}", "{allOf: [{type: string}, {maxLength: 3}]}"},
    {"{type: string, maxLength: 3}", "{allOf: [{type: string, maxLength: 5}], maxLength: 3}"},
    {"{type: string, maxLength: 3}", "{oneOf: [{type: string, maxLength: 3}]}"},
    {"{type: string, maxLength: 3}", "{anyOf: [{allOf: [{oneOf: [{type: string, maxLength: 3}]}]}]}"},
    {"{type: object, required: [a, b], properties: {a: {type: string}, b: {}}}",
     "{allOf: [{type: object, required: [b], properties: {b: {}}}, {required: [a], properties: {a: {type: string}}}]}"},
    {"{type: object, properties: {a: {type: string, maxLength: 3}}}",
     "{allOf: [{properties: {a: {type: string}}}, {type: object, properties: {a: {maxLength: 3}}}]}"},
    {"{type: integer, minimum: 1}", "{type: integer, exclusiveMinimum: 0}"},
    {"{type: integer, maximum: 9}", "{type: integer, exclusiveMaximum: 10}"},
    {"{type: number, exclusiveMinimum: 0}", "{type: number, minimum: 0, exclusiveMinimum: 0}"},
    {"{type: string, minLength: 0}", "{type: string}"},
    {"{type: array, uniqueItems: false, minItems: 0}", "{type: array}"},
    {"{type: object, additionalProperties: true}", "{type: object}"},
    {"{type: object, additionalProperties: {}}", "{type: object}"},
    {"{type: object, additionalProperties: false, properties: {a: {}}}",
     "{type: object, unevaluatedProperties: false, properties: {a: {}}}"},
    {"{type: array, items: {}}", "{type: array, items: true}"},
    {"{additionalProperties: true, oneOf: [{type: string}, {type: object}]}",
     "{oneOf: [{type: string}, {type: object, additionalProperties: true}]}"},
    {"{type: [string, array]}",
     "{anyOf: [{type: string, minLength: 0}, {type: array, items: {}, uniqueItems: false}]}"},
    {"{type: string, description: x, title: y, examples: [z]}", "{type: string}"},
    {"{type: string, readOnly: false, deprecated: false}", "{type: string}"},
    {"{type: string, format: password}", "{type: string}"},
    {"{oneOf: [{type: string, maxLength: 3}, {type: array, maxItems: 3}]}",
     "{oneOf: [{type: array, maxItems: 3}, {type: string, maxLength: 3}]}"},
    {"{oneOf: [{type: string, maxLength: 3}, {type: array, maxItems: 3}]}",
     "{anyOf: [{type: string, maxLength: 3}, {type: array, maxItems: 3}]}"},
    {"{oneOf: [{type: object, required: [k], properties: {k: {const: a}}}, {type: object, required: [k], properties: "
     "{k: {const: b}}}]}",
     "{anyOf: [{type: object, required: [k], properties: {k: {const: a}}}, {type: object, required: [k], properties: "
     "{k: {const: b}}}]}"},
    {"{type: string, not: {const: a, description: x}}", "{type: string, not: {const: a}}"},
    {"{$ref: '#/components/schemas/A'}", "{$ref: '#/components/schemas/B'}"},
    {"{$ref: '#/components/schemas/A'}", "{type: object, properties: {x: {type: string, maxLength: 3}}}"},
    {"{$ref: '#/components/schemas/A'}", "{$ref: '#/components/schemas/Chain'}"},
    {"{$ref: '#/components/schemas/Tree'}", "{$ref: '#/components/schemas/Forest'}"},
    {"{oneOf: [{$ref: '#/components/schemas/A'}, {type: string}]}",
     "{oneOf: [{type: string}, {$ref: '#/components/schemas/B'}]}"},
};

const char* components = R"(A: {type: object, properties: {x: {type: string, maxLength: 3}}}
B: {type: object, properties: {x: {$ref: '#/components/schemas/Short'}}}
Chain: {allOf: [{$ref: '#/components/schemas/Link'}]}
Link: {$ref: '#/components/schemas/A', description: sibling}
Short: {maxLength: 3, type: string}
Tree: {type: object, properties: {children: {type: array, items: {$ref: '#/components/schemas/Tree'}}}}
Forest: {type: object, properties: {children: {type: array, items: {allOf: [{$ref: '#/components/schemas/Wood'}]}}}}
Wood: {type: object, properties: {children: {type: array, items: {$ref: '#/components/schemas/Forest'}}}}
Loop: {allOf: [{$ref: '#/components/schemas/Loop'}], type: object})";

}  // namespace

TEST_CASE("schemas that say the same in other words are equal") {
  for (const Rewrite& rewrite : rewrites) {
    INFO(rewrite.one << " = " << rewrite.other);
    CHECK(lines(compared(with_schema(rewrite.one, components), with_schema(rewrite.other, components))) == "");
    CHECK(lines(compared(with_schema(rewrite.other, components), with_schema(rewrite.one, components))) == "");
  }
}

TEST_CASE("schemas that lead in a circle end") {
  const std::string loop = with_schema("{$ref: '#/components/schemas/Loop'}", components);
  CHECK(lines(compared(loop, loop)) == "");
  const std::string round = with_schema("{$ref: '#/components/schemas/P'}",
                                        "P: {$ref: '#/components/schemas/Q'}\nQ: {$ref: '#/components/schemas/P'}");
  CHECK(lines(compared(round, round)) == "");
  const std::string choices =
      with_schema("{$ref: '#/components/schemas/P'}", "P: {oneOf: [{$ref: '#/components/schemas/P'}, {type: string}]}");
  CHECK(lines(compared(choices, choices)) == "");
}

TEST_CASE("a change deep in a recursive schema is said once") {
  const std::string tree =
      "Tree: {type: object, properties: {size: {type: integer}, left: {$ref: '#/components/schemas/Tree'}, "
      "right: {$ref: '#/components/schemas/Tree'}}}";
  const auto listing =
      compared(with_schema("{$ref: '#/components/schemas/Tree'}", tree),
               with_schema("{$ref: '#/components/schemas/Tree'}", base::replace_all(tree, "integer", "string")));
  REQUIRE(listing.findings.size() == 2);
  CHECK(listing.findings[0].message == "request body \"/size\" was integer and is string now");
  for (const auto& [name, text] : listing.findings[0].facts) CHECK(name != "also");
}

TEST_CASE("names of path parameters, cases of headers and orders mean nothing") {
  const std::string one = R"(openapi: 3.1.0
paths:
  /a/{id}/b/{key}:
    get:
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: key, in: path, required: true, schema: {type: integer}}
        - {name: X-Trace, in: header, schema: {type: string}}
      responses:
        '200': {headers: {X-Rate: {schema: {type: integer}}}, content: {application/json: {schema: {type: string}}}}
        '404': {description: no}
      security: [{Key: []}, {Token: [a, b]}]
components:
  securitySchemes: {Key: {type: apiKey, in: header, name: K}, Token: {type: http, scheme: bearer}}
)";
  const std::string other = R"(openapi: 3.1.0
components:
  securitySchemes: {Bearer: {type: http, scheme: bearer}, Key: {type: apiKey, in: header, name: K}}
paths:
  /a/{first}/b/{second}:
    get:
      security: [{Bearer: [b, a]}, {Key: []}]
      responses:
        '404': {description: gone}
        '200': {content: {'Application/JSON': {schema: {type: string}}}, headers: {x-rate: {schema: {type: integer}}}}
      parameters:
        - {name: x-trace, in: header, schema: {type: string}}
        - {name: second, in: path, required: true, schema: {type: integer}}
        - {name: first, in: path, required: true, schema: {type: string}}
)";
  CHECK(lines(compared(one, other)) == "");
  CHECK(lines(compared(other, one)) == "");
}
