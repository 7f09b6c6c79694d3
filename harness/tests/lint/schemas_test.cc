// What a schema says against what it says itself.
#include "linting.h"

using namespace concord;
using namespace concord::lint;

TEST_CASE("an enum that lists a value twice, or one of another type") {
  CHECK(lint_text(schemas("3.0.3", "A: {type: string, enum: [a, b, a, 1]}, B: {type: number, enum: [1, 1.0]}"),
                  {"schemas"}) ==
        "5:32 enum-duplicate: enum lists \"a\" twice (5:26)\n"
        "5:35 enum-type: enum member 1 is not of type \"string\" (5:5)\n"
        "5:68 enum-duplicate: enum lists 1.0 twice (5:65)\n");
}

TEST_CASE("null in the enum of a nullable schema") {
  CHECK(
      lint_text(
          schemas("3.0.3",
                  "A: {type: string, nullable: true, enum: [a, null]}, B: {type: string, nullable: true, enum: [a]}"),
          {"schemas"}) ==
      "5:71 nullable-enum: nullable says that null is allowed, enum does not list it [add null to the enum] (5:87)\n");
}

TEST_CASE("required that names no property") {
  CHECK(lint_text(schemas("3.0.3", R"(
A: {type: object, required: [id, nmae], properties: {id: {}, name: {}}},
B: {allOf: [{$ref: '#/components/schemas/A'}, {required: [name, other], properties: {other: {}}}]},
C: {required: [x], properties: {y: {}}, allOf: [{properties: {x: {}}}]},
Part: {required: [z], properties: {y: {}}},
Whole: {allOf: [{$ref: '#/components/schemas/Part'}, {properties: {z: {}}}]},
D: {required: [anything]}
)"),
                  {"schemas"}) ==
        "6:34 required-undeclared: required names \"nmae\", which is no property [did you mean "
        "\"name\"?] (6:41)\n");
}

TEST_CASE("bounds that nothing can satisfy") {
  CHECK(lint_text(schemas("3.0.3", R"(
A: {type: integer, minimum: 5, maximum: 4}, B: {type: string, minLength: 2, maxLength: 1}, C: {type: array, items: {}, minItems: 1, maxItems: 1},
D: {type: integer, minimum: 5, maximum: 5, exclusiveMinimum: true}, E: {type: object, required: [a, b], maxProperties: 1, properties: {a: {}, b: {}}}
)"),
                  {"schemas"}) ==
        "6:20 bounds-impossible: minimum 5 is above maximum 4 (6:32)\n"
        "6:63 bounds-impossible: minLength 2 is above maxLength 1 (6:77)\n"
        "7:20 bounds-impossible: minimum 5 is not below maximum 5 (7:32)\n"
        "7:105 bounds-impossible: required names 2 members, maxProperties allows 1 (7:87)\n");
}

TEST_CASE("a length that no value of the format has") {
  CHECK(lint_text(
            schemas("3.0.3",
                    "A: {type: string, format: uuid, maxLength: 32}, B: {type: string, format: date, maxLength: 10}"),
            {"schemas"}) == "5:33 length-format: maxLength is 32, a uuid has at least 36 characters (5:19)\n");
}

TEST_CASE("keywords of the wrong form") {
  CHECK(
      lint_text(schemas("3.0.3", "A: {type: strnig, required: true}, B: {type: [string, 'null']}"), {"schema-form"}) ==
        "5:11 schema-form: unknown type \"strnig\" [did you mean \"string\"?]\n"
        "5:19 schema-form: \"required\" in a schema must be an array of names, got true [name the "
        "property in \"required\" of the object]\n"
        "5:40 schema-form: a list of types is not known in OpenAPI 3.0 [use nullable, anyOf, or OpenAPI "
        "3.1]\n");
}

TEST_CASE("defaults that break their schema") {
  CHECK(lint_text(schemas("3.0.3", "A: {type: string, enum: [a, b], default: c}, B: {type: integer, default: 3}"),
                  {"default-schema"}) ==
        "5:42 default-schema: the default breaks its schema: \"c\" is not one of \"a\", \"b\" [did you "
        "mean \"a\"?] (5:19)\n");
}

TEST_CASE("formats that no registry knows") {
  CHECK(lint_text(schemas("3.0.3", R"(
A: {type: string, format: ulid}, B: {type: string, format: url}, C: {type: string, format: '^[a-z]+$'}, D: {type: string, format: an ISO code},
E: {type: string, format: date-tme}, F: {type: integer, format: int32}, G: {type: string, format: password}, H: {type: string, format: whatever}
)"),
                  {"format-unregistered"}) ==
        "6:27 format-unregistered: format \"ulid\" is in no registry, so programs ignore it [a ULID is "
        "26 characters of Crockford's base 32: add a pattern for those who do not know the format] "
        "(6:5)\n"
        "6:60 format-unregistered: format \"url\" is in no registry, so programs ignore it [the "
        "registered format is \"uri\"] (6:38)\n"
        "6:92 format-unregistered: format \"^[a-z]+$\" is in no registry, so programs ignore it [a "
        "regular expression belongs in \"pattern\"] (6:70)\n"
        "6:131 format-unregistered: format \"an ISO code\" is in no registry, so programs ignore it [a "
        "sentence belongs in \"description\"] (6:109)\n"
        "7:27 format-unregistered: format \"date-tme\" is in no registry, so programs ignore it [did you "
        "mean \"date-time\"?] (7:5)\n"
        "7:136 format-unregistered: format \"whatever\" is in no registry, so programs ignore it "
        "(7:114)\n");
}

TEST_CASE("formats that people make up") {
  CHECK(lint_text(schemas("3.0.3", R"(
A: {type: string, format: decimal}, B: {type: string, format: uuid4}, C: {type: string, format: ISO4217},
D: {type: string, format: phone-number}, E: {type: integer, format: timestamp}
)"),
                  {"format-unregistered"}) ==
        "6:63 format-unregistered: format \"uuid4\" is in no registry, so programs ignore it [the registered format "
        "is \"uuid\"] (6:41)\n"
        "6:97 format-unregistered: format \"ISO4217\" is in no registry, so programs ignore it [add a pattern such "
        "as ^[A-Z]{3}$] (6:75)\n"
        "7:27 format-unregistered: format \"phone-number\" is in no registry, so programs ignore it [add a pattern: "
        "no format is registered for telephone numbers] (7:5)\n"
        "7:69 format-unregistered: format \"timestamp\" is in no registry, so programs ignore it [say "
        "\"date-time\", or an integer with \"unixtime\"] (7:46)\n");
}

TEST_CASE("nullable where it means nothing") {
  CHECK(lint_text(schemas("3.1.0", "A: {type: string, nullable: true}"), {"nullable-unknown"}) ==
        "5:19 nullable-unknown: \"nullable\" means nothing in OpenAPI 3.1 [add \"null\" to the types] (5:5)\n");
  CHECK(lint_text(schemas("3.0.3", "A: {nullable: true, allOf: [{type: string}]}, B: {type: string, nullable: true}"),
                  {"nullable-untyped"}) ==
        "5:5 nullable-untyped: \"nullable\" needs a \"type\" beside it in OpenAPI 3.0 [without a type null is allowed "
        "anyway, and within allOf nothing is] (5:4)\n");
}

TEST_CASE("references that lead nowhere, stand wrongly or have neighbours") {
  CHECK(
      lint_text(R"(openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /a:
    get:
      parameters: [{$ref: '#/components/parameters/Pgae'}]
      responses:
        '200': {description: d, content: {$ref: '#/components/x-contents/C'}}
components:
  parameters: {Page: {name: page, in: query, schema: {type: integer}}}
  x-contents: {C: {application/json: {schema: {type: integer}, example: x}}}
  schemas:
    A: {properties: {b: {$ref: '#/components/schemas/B', maxLength: 1, description: d}}}
    B: {type: string}
)",
                {"references", "examples"}) ==
      "6:27 ref-broken: $ref \"#/components/parameters/Pgae\" leads nowhere in this document [did you mean \"Page\"?]\n"
      "8:49 ref-misplaced: $ref is not allowed as \"content\" [write it within]\n"
      "11:73 example-schema: the example breaks its schema: \"x\" is a string, integer expected (11:48)\n"
      "13:58 ref-sibling: \"maxLength\" beside $ref does not apply before OpenAPI 3.1 [put both into allOf, or say it "
      "where $ref leads] (13:32)\n");
}

TEST_CASE("schemas that lead back to themselves without a step into the value") {
  CHECK(lint_text(schemas("3.0.3",
                          "A: {$ref: '#/components/schemas/A'},\n"
                          "B: {allOf: [{$ref: '#/components/schemas/C'}]},\n"
                          "C: {allOf: [{type: object}, {$ref: '#/components/schemas/B'}]},\n"
                          "D: {properties: {d: {$ref: '#/components/schemas/D'}}}\n"),
                  {"ref-endless"}) ==
        "5:11 ref-endless: \"A\" leads back to itself before anything of a value is looked at: \"A\" → \"A\" (5:4)\n"
        "7:36 ref-endless: \"B\" leads back to itself before anything of a value is looked at: \"B\" → \"C\" → \"B\" "
        "(6:4)\n");
}

TEST_CASE("a base that lists variants which are all of it is one finding, and examples are judged without the circle") {
  const std::string document = schemas("3.0.3",
                                       "Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {required: [claws]}]},\n"
                                       "Dog: {allOf: [{$ref: '#/components/schemas/Pet'}, {required: [tail]}]},\n"
                                       "Pet: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: "
                                       "'#/components/schemas/Dog'}], required: [kind],\n"
                                       "  example: {kind: cat, claws: 4}}\n");
  Linted linted = lint_files({{"api.yaml", document}}, only({"ref-endless"}));
  REQUIRE(linted.listing.findings.size() == 2);
  finding::join_causes(linted.listing);
  CHECK(linted.listing.findings.size() == 1);
  CHECK(lint_text(document, {"examples"}) == "");
}
