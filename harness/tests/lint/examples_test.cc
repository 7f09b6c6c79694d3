// Examples and defaults against their schemas.
#include "linting.h"

using namespace concord;
using namespace concord::lint;

namespace {

// An answer with an example.
std::string answer(const std::string& version, const std::string& media) {
  return "openapi: " + version +
         "\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    get:\n      responses:\n        '200':\n" +
         "          description: d\n          content:\n            application/json:\n" + media;
}

}  // namespace

TEST_CASE("variants by their names, and a discriminator that only explains") {
  const std::string shapes = R"(openapi: 3.0.3
info: {title: T, version: '1'}
paths: {}
components:
  schemas:
    Doc: {type: object, required: [kind, path, name], properties: {kind: {type: string}, path: {type: string}}}
    Face: {type: object, required: [kind, face], properties: {kind: {type: string}, face: {type: integer}}}
    Plain: {oneOf: [{$ref: '#/components/schemas/Doc'}, {$ref: '#/components/schemas/Face'}], example: {path: p, nmae: n}}
    Told:
      oneOf: [{$ref: '#/components/schemas/Doc'}, {$ref: '#/components/schemas/Face'}]
      discriminator: {propertyName: kind, mapping: {d: '#/components/schemas/Doc'}}
    A: {allOf: [{$ref: '#/components/schemas/Told'}], example: {kind: d, path: p, face: 1}}
    B: {allOf: [{$ref: '#/components/schemas/Told'}], example: {kind: d, path: p, name: n, face: 1}}
    C: {allOf: [{$ref: '#/components/schemas/Told'}], example: {kind: Face, path: p, name: n, face: 2}}
)";
  CHECK(lint_text(shapes, {"example-schema", "oneof-ambiguous"}) ==
        "8:104 example-schema: the example breaks its schema: {\"path\":\"p\",\"nmae\":\"n\"} matches none of \"Doc\", "
        "\"Face\"; the nearest is \"Doc\" (8:13)\n"
        "8:104 example-schema: the example breaks its schema: \"kind\" is missing (6:36)\n"
        "8:104 example-schema: the example breaks its schema: \"name\" is missing [there is \"nmae\": a misspelling?] "
        "(6:48)\n"
        "10:7 oneof-ambiguous: only the discriminator \"kind\" tells the alternatives apart, and oneOf refuses what "
        "matches several [let each alternative allow its own value of the member only: \"const\", or an \"enum\" of "
        "one] (13:64)\n");
  const Linted linted = lint_files({{"api.yaml", shapes}}, only({"example-schema"}));
  std::string pointers;
  for (const auto& one : linted.listing.findings) pointers += one.related.front().place.pointer + "\n";
  CHECK(pointers ==
        "/components/schemas/Plain/oneOf\n/components/schemas/Doc/required\n/components/schemas/Doc/required\n");
}

TEST_CASE("every violation of an example is a finding with both places") {
  CHECK(lint_text(schemas("3.0.3", R"(
A:
  {type: object, required: [id, name], properties: {id: {type: integer}, name: {type: string}}, example: {id: a, x: 1}}
)"),
                  {"examples"}) ==
        "7:106 example-schema: the example breaks its schema: \"name\" is missing (7:33)\n"
        "7:111 example-schema: the example breaks its schema at \"/id\": \"a\" is a string, integer "
        "expected (7:58)\n");
}

TEST_CASE("an example that is right is no finding, and is counted") {
  const Linted linted = lint_files(
      {{"a.yaml", schemas("3.1.0", "A: {type: [string, 'null'], examples: [a, null], example: b, default: c}")}},
      only({"examples", "schemas"}));
  CHECK(text_of(linted) == "");
  CHECK(linted.counter("examples checked") == 3);
}

TEST_CASE("names of properties and values are not taken for keywords") {
  CHECK(lint_text(R"(openapi: 3.1.0
info: {title: T, version: '1'}
paths: {}
components:
  schemas:
    A:
      type: object
      properties:
        example: {type: integer, example: 1}
        default: {type: string}
        $ref: {type: string, example: '#/nowhere'}
        properties: {type: object, example: {$ref: '#/nowhere', example: 1}}
      example: {example: 1, default: d, $ref: x, $id: y}
      default: {$ref: '#/nowhere'}
      x-any: {$ref: '#/nowhere', example: 1, type: 7}
      enum: [{$ref: '#/nowhere'}, {example: 1, default: d, $ref: x, $id: y}]
)",
                  {"examples", "references", "schemas"}) ==
        "");
}

TEST_CASE("examples of media types: one, named ones, referenced ones") {
  CHECK(lint_text(answer("3.0.3", R"(              schema: {type: integer}
              example: a
              examples:
                good: {value: 1}
                bad: {value: b}
                far: {$ref: '#/components/examples/Far'}
                away: {externalValue: 'https://h.test/x'}
components:
  examples:
    Far: {value: c}
)"),
                  {"examples"}) ==
        "12:24 example-schema: the example breaks its schema: \"a\" is a string, integer expected "
        "(11:24)\n"
        "15:30 example-schema: the example \"bad\" breaks its schema: \"b\" is a string, integer "
        "expected (11:24)\n"
        "20:18 example-schema: the example \"far\" breaks its schema: \"c\" is a string, integer "
        "expected (11:24)\n");
}

TEST_CASE("the site of a finding is the JSON Pointer of the example") {
  const Linted linted = lint_files(
      {{"a.yaml",
        answer("3.0.3", "              schema: {type: integer}\n              examples: {bad: {value: [1]}}\n")}});
  REQUIRE(linted.listing.findings.size() >= 1);
  const finding::Finding& finding = linted.listing.findings.front();
  CHECK(finding.place.pointer == "/paths/~1a/get/responses/200/content/application~1json/examples/bad/value");
  CHECK(finding.operation == "GET /a");
  CHECK(finding.related.front().place.pointer == "/paths/~1a/get/responses/200/content/application~1json/schema/type");
}

TEST_CASE("examples that are meant to be invalid are exempt by name") {
  Options options = only({"examples"});
  options.allowed_invalid = {"invalid*"};
  CHECK(text_of(lint_files({{"a.yaml", answer("3.0.3",
                                              "              schema: {type: integer}\n              examples: "
                                              "{invalidType: {value: a}, other: {value: b}}\n")}},
                           options)) ==
        "12:66 example-schema: the example \"other\" breaks its schema: \"b\" is a string, integer "
        "expected (11:24)\n");
}

TEST_CASE("JSON text in a string for an object is one finding") {
  CHECK(lint_text(answer("3.0.3",
                         R"(              schema: {type: object, required: [a, b, c], properties: {a: {type: string}}}
              example: '{"a": 1, "x": 2}'
)"),
                  {"examples"}) ==
        "12:24 example-text: the example is JSON text in a string, its schema wants object [write it "
        "without the quotes] (11:24)\n");
}

TEST_CASE("a string for a form or XML is not what its schema describes") {
  CHECK(lint_text(R"(openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /a:
    post:
      requestBody:
        content:
          application/x-www-form-urlencoded: {schema: {type: object}, example: 'a=1&b=2'}
          application/xml: {schema: {type: object, properties: {a: {type: integer}}}, example: <a>1</a>}
          application/problem+json: {schema: {type: object}, example: a}
      responses: {}
)",
                  {"examples"}) ==
        "10:71 example-schema: the example breaks its schema: \"a\" is a string, object expected "
        "(10:47)\n");
}

TEST_CASE("a string in a body that is plain text is judged where the schema describes a string") {
  CHECK(lint_text(R"(openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /a:
    post:
      requestBody:
        content:
          text/plain: {schema: {$ref: '#/components/schemas/Word'}, example: two words}
          text/csv: {schema: {type: array}, example: 'a,b'}
          '*/*': {schema: {type: string, maxLength: 1}, examples: {long: {value: ab}}}
          application/xml; charset=utf-8: {schema: {type: string, maxLength: 1}, example: <a/>}
      responses: {}
components: {schemas: {Word: {type: string, pattern: '^[a-z]+$'}}}
)",
                  {"examples"}) ==
        "8:78 example-schema: the example breaks its schema: \"two words\" does not match ^[a-z]+$ (13:45)\n"
        "10:82 example-schema: the example \"long\" breaks its schema: \"ab\" has 2 characters, at most 1 allowed "
        "(10:42)\n");
}

TEST_CASE("an example that several places refer to is one; one that an alias repeats is told at each place") {
  const Linted shared = lint_files({{"a.yaml", answer("3.0.3", R"(              schema: {type: integer}
              examples: {one: {$ref: '#/components/examples/E'}, two: {$ref: '#/components/examples/E'}}
components: {examples: {E: {value: x}}}
)")}},
                                   only({"examples"}));
  CHECK(shared.counter("examples checked") == 1);
  CHECK(shared.listing.findings.size() == 1);
  const Linted aliased = lint_files({{"a.yaml", schemas("3.0.3", "A: &a {type: integer, example: x}, B: *a")}},
                                    only({"examples"}));
  CHECK(aliased.counter("examples checked") == 2);
  REQUIRE(aliased.listing.findings.size() == 2);
  CHECK(aliased.listing.findings[0].place.pointer == "/components/schemas/A/example");
  CHECK(aliased.listing.findings[1].place.pointer == "/components/schemas/B/example");
}

TEST_CASE("direction: readOnly is not demanded of a request, writeOnly not of an answer") {
  const std::string text = R"(openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /a:
    post:
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/A'}, example: {secret: s}}}}
      responses:
        '200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/A'}, examples: {one: {value: {id: 1}}, two: {value: {secret: s}}}}}}
components:
  schemas:
    A:
      type: object
      required: [id, secret]
      properties: {id: {type: integer, readOnly: true}, secret: {type: string, writeOnly: true}}
      example: {id: 1}
)";
  CHECK(lint_text(text, {"examples"}) ==
        "8:151 example-schema: the example \"two\" breaks its schema: \"id\" is missing (13:18)\n");
  CHECK(lint_text(text, {"example-direction"}) ==
        "8:160 example-direction: the example of an answer has a member that is writeOnly (14:80)\n");
}

TEST_CASE("direction within alternatives: a writeOnly member in an answer is no reason to refuse it") {
  CHECK(lint_text(answer("3.1.0", R"(              schema: {$ref: '#/components/schemas/A'}
              examples: {whole: {value: {pin: 1, n: 2}}, part: {value: {n: 2}}, wrong: {value: {pin: 1}}}
components:
  schemas:
    Pin: {type: integer, writeOnly: true}
    A:
      anyOf:
        - {type: object, required: [pin, n], properties: {pin: {$ref: '#/components/schemas/Pin'}, n: {type: integer}}}
        - {type: string}
)"),
                  {"examples"}) ==
        "12:96 example-schema: the example \"wrong\" breaks its schema: {\"pin\":1} matches none of alternative 1, "
        "alternative 2; the nearest is alternative 1 (17:7)\n"
        "12:96 example-schema: the example \"wrong\" breaks its schema: \"n\" is missing (18:42)\n");
}

TEST_CASE("parameters and headers") {
  CHECK(lint_text(R"(openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /a:
    get:
      parameters:
        - {name: p, in: query, schema: {type: integer}, example: x}
        - {name: q, in: query, schema: {type: string, example: 1}}
        - {name: r, in: query, content: {application/json: {schema: {type: array}, example: {}}}}
        - {$ref: '#/components/parameters/S'}
      responses:
        '200': {description: d, headers: {X-A: {schema: {type: string}, example: 5}}}
components:
  parameters:
    S: {name: s, in: header, schema: {type: boolean}, examples: {one: {value: 'true'}}}
)",
                  {"examples"}) ==
        "7:66 example-schema: the example breaks its schema: \"x\" is a string, integer expected (7:41)\n"
        "8:64 example-schema: the example breaks its schema: 1 is an integer, string expected [a string "
        "without quotes?] (8:41)\n"
        "9:93 example-schema: the example breaks its schema: {} is an object, array expected (9:70)\n"
        "12:82 example-schema: the example breaks its schema: 5 is an integer, string expected [a string "
        "without quotes?] (12:58)\n"
        "15:79 example-schema: the example \"one\" breaks its schema: \"true\" is a string, boolean "
        "expected [a boolean in quotes?] (15:39)\n");
}

TEST_CASE("Swagger 2.0: examples by media type, body parameters, x-nullable") {
  CHECK(
      lint_text(R"(swagger: '2.0'
info: {title: T, version: '1'}
paths:
  /a:
    post:
      parameters:
        - {name: b, in: body, schema: {$ref: '#/definitions/A'}}
        - {name: f, in: formData, type: file}
        - {name: l, in: query, type: array, items: {type: integer}, default: [a], collectionFormat: csv}
      responses:
        '200': {description: d, schema: {type: integer}, examples: {application/json: x, text/plain: y}}
definitions:
  A: {type: object, properties: {n: {type: string, x-nullable: true}, m: {type: integer}}, example: {n: null, m: q}}
)",
                {"examples", "default-schema"}) ==
        "9:79 default-schema: the default breaks its schema at \"/0\": \"a\" is a string, integer "
        "expected (9:53)\n"
        "11:87 example-schema: the example breaks its schema: \"x\" is a string, integer expected "
        "(11:42)\n"
        "13:114 example-schema: the example breaks its schema at \"/m\": \"q\" is a string, integer "
        "expected (13:75)\n");
}

TEST_CASE("alternatives in Swagger 2.0, which has none, are those of later versions") {
  CHECK(lint_text(schemas("2.0", "  A: {oneOf: [{type: integer, example: x}, {type: boolean}], example: s}\n"),
                  {"examples"}) ==
        "5:40 example-schema: the example breaks its schema: \"x\" is a string, integer expected (5:16)\n"
        "5:71 example-schema: the example breaks its schema: \"s\" is a string, integer or boolean expected (5:7)\n");
}

TEST_CASE("dialects: null and bounds as the version has them") {
  CHECK(lint_text(schemas("3.0.3",
                          "A: {type: integer, nullable: true, minimum: 1, exclusiveMinimum: true, example: 1}, B: "
                          "{type: string, nullable: true, example: null}"),
                  {"examples"}) ==
        "5:81 example-schema: the example breaks its schema: 1 is not above 1 (5:36)\n");
  CHECK(lint_text(schemas("3.1.0",
                          "A: {type: integer, exclusiveMinimum: 1, examples: [1]}, B: {type: string, nullable: true, "
                          "example: null}"),
                  {"examples"}) ==
        "5:52 example-schema: the example breaks its schema: 1 is not above 1 (5:20)\n"
        "5:100 example-schema: the example breaks its schema: null is not allowed, string expected "
        "(5:61)\n");
}

TEST_CASE("siblings of $ref count in 3.1 only") {
  const std::string body = "A: {type: integer}, B: {$ref: '#/components/schemas/A', example: x, maximum: 3}";
  CHECK(lint_text(schemas("3.0.3", body), {"examples"}) == "");
  CHECK(lint_text(schemas("3.1.0", body), {"examples"}) ==
        "5:66 example-schema: the example breaks its schema: \"x\" is a string, integer expected (5:5)\n");
}

TEST_CASE("schemas that refer to themselves, in circles and by odd pointers") {
  CHECK(lint_text(R"(openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /a/{b}:
    get:
      parameters: [{name: b, in: path, required: true, schema: {type: integer}}]
      responses:
        '200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Tree'}, example: {kids: [{kids: [{kids: 1}]}]}}}}
  /c:
    get:
      parameters: [{name: q, in: query, schema: {$ref: '#/paths/~1a~1%7Bb%7D/get/parameters/0/schema'}, example: x}]
      responses: {'200': {$ref: '#/paths/~1a~1%7Bb%7D/get/responses/200'}}
components:
  schemas:
    Tree: {type: object, properties: {kids: {type: array, items: {$ref: '#/components/schemas/Tree'}}}}
    Loop: {$ref: '#/components/schemas/Pool', example: 1}
    Pool: {allOf: [{$ref: '#/components/schemas/Loop'}]}
)",
                  {"examples"}) ==
        "8:139 example-schema: the example breaks its schema at \"/kids/0/kids/0/kids\": 1 is an "
        "integer, array expected (15:46)\n"
        "11:114 example-schema: the example breaks its schema: \"x\" is a string, integer expected "
        "(6:65)\n");
}

TEST_CASE("dynamic references lead to the anchors of their name, or are no constraint") {
  CHECK(lint_text(schemas("3.1.0", R"(
A: {$dynamicRef: '#tree', example: {kids: [{kids: 1}]}},
Tree: {$dynamicAnchor: tree, type: object, properties: {kids: {type: array, items: {$dynamicRef: '#tree'}}}},
B: {$dynamicRef: '#nowhere', type: integer, example: b},
C: {$dynamicRef: 'http://h.test/c#tree', $schema: 'http://h.test/d', type: integer, example: c}
)"),
                  {"examples"}) ==
        "6:51 example-schema: the example breaks its schema at \"/kids/0/kids\": 1 is an integer, array expected "
        "(7:64)\n"
        "8:54 example-schema: the example breaks its schema: \"b\" is a string, integer expected (8:30)\n"
        "9:94 example-schema: the example breaks its schema: \"c\" is a string, integer expected (9:70)\n");
}

TEST_CASE("a schema that is broken elsewhere does not keep examples from being judged") {
  CHECK(lint_text(schemas("3.1.0", R"(
A: {type: object, properties: {a: {type: integer}, b: {pattern: '(?i)x', required: true, items: 7, enum: 5}, c: {$ref: '#/nowhere'}}, example: {a: x, b: y, c: z}}
)"),
                  {"examples"}) ==
        "6:148 example-schema: the example breaks its schema at \"/a\": \"x\" is a string, integer expected (6:36)\n");
}

TEST_CASE("webhooks, callbacks and the like are walked") {
  CHECK(lint_text(R"(openapi: 3.1.0
info: {title: T, version: '1'}
webhooks:
  hook: {post: {requestBody: {content: {application/json: {schema: {type: integer}, example: a}}}}}
paths:
  /a:
    post:
      responses: {}
      callbacks:
        done:
          '{$request.body#/url}': {post: {requestBody: {content: {application/json: {schema: {type: integer}, example: b}}}}}
)",
                  {"examples"}) ==
        "4:94 example-schema: the example breaks its schema: \"a\" is a string, integer expected (4:69)\n"
        "11:120 example-schema: the example breaks its schema: \"b\" is a string, integer expected "
        "(11:95)\n");
}

TEST_CASE("what 3.2 adds: other methods, media types of components, examples as data") {
  CHECK(lint_text(R"(openapi: 3.2.0
info: {title: T, version: '1'}
paths:
  /a:
    additionalOperations:
      COPY:
        requestBody:
          content:
            application/xml: {$ref: '#/components/mediaTypes/Word'}
            application/jsonl: {itemSchema: {type: integer, example: i}}
        responses: {}
components:
  mediaTypes:
    Word: {schema: {type: integer}, examples: {one: {dataValue: w, serializedValue: <w/>}}}
)",
                  {"examples"}) ==
        "10:70 example-schema: the example breaks its schema: \"i\" is a string, integer expected (10:46)\n"
        "14:65 example-schema: the example \"one\" breaks its schema: \"w\" is a string, integer expected (14:21)\n");
}

TEST_CASE("x-examples are read, but by a rule of their own") {
  const std::string text =
      schemas("3.0.3", "A: {type: integer, x-examples: {one: a, two: {value: b, summary: s}, three: 1}}");
  CHECK(lint_text(text, {"examples"}) ==
        "");
  CHECK(lint_text(text, {"example-extension"}) ==
        "5:38 example-extension: the example \"one\" breaks its schema: \"a\" is a string, integer "
        "expected (5:5)\n"
        "5:54 example-extension: the example \"two\" breaks its schema: \"b\" is a string, integer "
        "expected (5:5)\n");
}

TEST_CASE("references into other files: the site is where the schema stands") {
  const Linted linted = lint_files(
      {{"api.yaml",
        "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    get:\n      responses:\n        '200':\n"
        "          description: d\n          content: {application/json: {schema: {$ref: 'more files/a.yaml#/A'}}}\n"},
       {"more files/a.yaml",
        "A:\n  type: object\n  properties:\n    n: {type: integer, example: x}\n    m: {$ref: '#/B'}\nB: {type: "
        "string, example: 1}\n"}},
      only({"examples"}), 1);
  CHECK(text_of(linted) ==
        "4:33 example-schema: the example breaks its schema: \"x\" is a string, integer expected (4:9)\n"
        "6:28 example-schema: the example breaks its schema: 1 is an integer, string expected [a string "
        "without quotes?] (6:5)\n");
  REQUIRE(linted.listing.findings.size() == 2);
  CHECK(linted.listing.findings[1].place.pointer == "/B/example");
  CHECK(linted.listing.findings[1].place.file.ends_with("more files/a.yaml"));
}

TEST_CASE("references out of the folder of the document are read below the root that is named") {
  const std::vector<std::pair<std::string, std::string>> files = {
      {"api/api.yaml",
       "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:\n  /a/{b}:\n    get:\n      parameters: [{$ref: "
       "'../b.yaml'}]\n      responses: {}\n"},
      {"b.yaml", "{name: b, in: path, required: true, schema: {type: integer}, example: x}\n"}};
  CHECK(text_of(lint_files(files, only({"examples", "references", "path-parameter"}), 1)) ==
        "6:27 ref-broken: $ref \"../b.yaml\" leads out of the folder of the document [give --root with a folder that "
        "holds both]\n");
  Folder folder;
  Options options = only({"examples", "references"});
  const std::string document = folder.write(files[0].first, files[0].second);
  options.root = std::filesystem::path(folder.write(files[1].first, files[1].second)).parent_path().string();
  base::SourceSet sources;
  Linter linter(sources, options);
  CHECK(linter.open(document).empty());
  const finding::Listing listing = linter.run();
  REQUIRE(listing.findings.size() == 1);
  CHECK(listing.findings[0].place.pointer == "/example");
}

TEST_CASE("YAML and JSON of one document give the same findings") {
  const std::string yaml =
      "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    A: {type: integer, "
      "example: x}\n";
  const std::string json =
      R"({"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": {}, "components": {"schemas": {"A": {"type": "integer", "example": "x"}}}})";
  const auto from_yaml = lint_files({{"a.yaml", yaml}}), from_json = lint_files({{"a.json", json}});
  REQUIRE(from_yaml.listing.findings.size() == 1);
  REQUIRE(from_json.listing.findings.size() == 1);
  CHECK(from_yaml.listing.findings[0].message == from_json.listing.findings[0].message);
  CHECK(from_yaml.listing.findings[0].fingerprint == from_json.listing.findings[0].fingerprint);
  CHECK(from_yaml.listing.findings[0].place.pointer == from_json.listing.findings[0].place.pointer);
}
