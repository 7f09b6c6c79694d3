// Schema objects as pages write them → OpenAPI 3.1. One row a trap.
#include "normal_schema.h"

#include <support/documents.h>

using namespace concord;
using namespace concord::support;
using namespace concord::openapi;

namespace {

struct Row {
  std::string in;
  std::string out;
  std::string findings;
};

// The schema without its source, and the findings without their columns.
Row normalised(const std::string& text, SpecVersion version) {
  base::SourceSet sources;
  DocumentSet documents(sources);
  const Document& document =
      opened(sources, documents, "components: {schemas: {Known: {type: object, nullable: true}}}\nschema: " + text);
  Diagnostics findings;
  SchemaNormaliser normaliser(document, documents, version, findings);
  Node out = normaliser.normalise(*document.root.find("schema"), {});
  if (out.is_object()) out.remove("x-concord-source");
  std::string kinds;
  for (const base::Diagnostic& finding : findings) kinds += finding.kind + ": " + finding.message + "\n";
  std::string shown = json(out);
  const std::string mark = "\"x-concord-source\":\"";
  for (std::size_t begin = shown.find(mark); begin != std::string::npos; begin = shown.find(mark)) {
    const std::size_t end = shown.find('"', begin + mark.size()) + 1;
    const bool has_comma = shown[begin - 1] == ',';
    shown.erase(begin - (has_comma ? 1 : 0), end - begin + (has_comma ? 1 : 0));
  }
  return {text, shown, kinds};
}

void check_rows(SpecVersion version, const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    INFO(row.in);
    const Row got = normalised(row.in, version);
    CHECK(got.out == row.out);
    CHECK(got.findings == row.findings);
  }
}

}  // namespace

TEST_CASE("schemas of OpenAPI 3.0 become 3.1") {
  check_rows(
      SpecVersion::OpenApi30,
      {
          {"{type: string, description: d, title: t, xml: {}, externalDocs: {}, x-any: 1}", R"({"type":"string"})", ""},
          {"{type: string, example: a}", R"({"type":"string","examples":["a"]})", ""},
          {"{type: string, nullable: true}", R"({"type":["string","null"]})", ""},
          {"{type: string, nullable: false}", R"({"type":"string"})", ""},
          {"{type: string, enum: [a, null], nullable: true}", R"({"type":["string","null"],"enum":["a",null]})", ""},
          {"{type: string, enum: [a], nullable: true}", R"({"type":["string","null"],"enum":["a",null]})",
           "apidoc.nullable: nullable, but the enum does not list null\n"},
          {"{enum: [a], nullable: true}", R"({"enum":["a",null]})",
           "apidoc.nullable: nullable, but the enum does not list null\n"},
          {"{allOf: [{type: object}], nullable: true}", R"({"anyOf":[{"allOf":[{"type":"object"}]},{"type":"null"}]})",
           "apidoc.nullable: \"nullable\" beside \"allOf\": null is meant to be allowed, but by OpenAPI 3.0.3 the "
           "allOf "
           "still refuses it\n"},
          {"{type: object, allOf: [{type: object}], nullable: true}",
           R"({"anyOf":[{"type":["object","null"],"allOf":[{"type":"object"}]},{"type":"null"}]})",
           "apidoc.nullable: \"nullable\" beside \"allOf\": null is meant to be allowed, but by OpenAPI 3.0.3 the "
           "allOf "
           "still refuses it\n"},
          {"{type: object, oneOf: [{type: object, nullable: true}], nullable: true}",
           R"({"type":["object","null"],"oneOf":[{"type":["object","null"]}]})", ""},
          {"{nullable: true}", "{}", ""},
          {"{type: integer, minimum: 1, exclusiveMinimum: true}", R"({"type":"integer","exclusiveMinimum":1})", ""},
          {"{type: integer, maximum: 1, exclusiveMaximum: false}", R"({"type":"integer","maximum":1})", ""},
          {"{$ref: '#/components/schemas/Known', description: d, maxLength: 3}",
           R"({"$ref":"#/components/schemas/Known"})",
           "apidoc.ref-sibling: \"maxLength\" beside $ref does not apply in OpenAPI 3.0\n"},
      });
}

TEST_CASE("schemas of OpenAPI 3.1 keep what they say") {
  check_rows(SpecVersion::OpenApi31,
             {
                 {"{$ref: '#/components/schemas/Known', type: object, description: d}",
                  R"({"$ref":"#/components/schemas/Known","type":"object"})", ""},
                 {"{type: string, nullable: true}", R"({"type":["string","null"]})",
                  "apidoc.nullable: \"nullable\" means nothing in OpenAPI 3.1\n"},
                 {"{type: [string, 'null'], examples: [a, b], example: a}",
                  R"({"type":["string","null"],"examples":["a","b"]})", ""},
                 {"{type: string, examples: {one: a}}", R"({"type":"string","examples":["a"]})",
                  "apidoc.schema-form: \"examples\" of a schema must be an array, got {\"one\":\"a\"}\n"},
                 {"{prefixItems: [{type: string, title: t}], items: false}",
                  R"({"prefixItems":[{"type":"string"}],"items":false})", ""},
                 {"true", "true", ""},
                 {"", "{}", ""},
             });
}

TEST_CASE("names of properties are no keywords, and values are no schemas") {
  check_rows(
      SpecVersion::OpenApi30,
      {
          {"{properties: {$ref: {type: string}, $id: {type: string}, description: {type: string, description: d}, "
           "nullable: {}}}",
           R"({"properties":{"$ref":{"type":"string"},"$id":{"type":"string"},"description":{"type":"string"},"nullable":{}}})",
           ""},
          {"{properties: {required: {type: array, items: {}}, enum: {}, type: {}, items: {}, properties: {}}}",
           R"({"properties":{"required":{"type":"array","items":{}},"enum":{},"type":{},"items":{},"properties":{}}})",
           ""},
          {"{example: {$ref: '#/nowhere', nullable: true}}", R"({"examples":[{"$ref":"#/nowhere","nullable":true}]})",
           ""},
          {"{default: {$ref: '#/nowhere'}, enum: [{description: d}]}",
           R"({"default":{"$ref":"#/nowhere"},"enum":[{"description":"d"}]})", ""},
          {"{const: {$ref: '#/nowhere'}, x-concord-basis: {const: prose}}",
           R"({"const":{"$ref":"#/nowhere"},"x-concord-basis":{"const":"prose"}})", ""},
      });
}

TEST_CASE("mistakes in schemas are read in the wider sense and reported") {
  check_rows(SpecVersion::OpenApi31,
             {
                 {"{type: strng}", "{}", "apidoc.unknown-type: unknown type \"strng\"\n"},
                 {"{type: any}", "{}", ""},
                 {"{enum: [a, b, a]}", R"({"enum":["a","b"]})", "apidoc.duplicate-enum: enum lists \"a\" twice\n"},
                 {"{enum: [1, 1.0]}", R"({"enum":[1]})", "apidoc.duplicate-enum: enum lists 1.0 twice\n"},
                 {"{enum: a}", "{}", "apidoc.schema-form: \"enum\" must be an array\n"},
                 {"{type: string, enum: [a, 1]}", R"({"type":"string","enum":["a",1]})",
                  "apidoc.enum-type: enum member 1 is not of type \"string\"\n"},
                 {"{type: string, required: true}", R"({"type":"string"})",
                  "apidoc.schema-form: \"required\" in a schema must be an array of names, got true\n"},
                 {"{required: [a, a, b], properties: {a: {}}}", R"({"required":["a","b"],"properties":{"a":{}}})",
                  "apidoc.required-undeclared: required names \"b\", which properties does not\n"},
                 {"{minimum: 3, maximum: 2.5}", R"({"minimum":3,"maximum":2.5})",
                  "apidoc.bounds: minimum 3 is above maximum 2.5\n"},
                 {"{type: integer, default: x}", R"({"type":"integer","default":"x"})",
                  "apidoc.default: default \"x\" is not of type \"integer\"\n"},
                 {"{format: whole sentence}", R"({"format":"whole sentence"})",
                  "apidoc.unknown-format: unknown format \"whole sentence\"\n"},
                 {"{format: ulid}", R"({"format":"ulid"})", ""},
                 {"{format: binary}", R"({"format":"binary"})", ""},
                 {"{properties: [a]}", R"({"properties":{}})",
                  "apidoc.schema-form: \"properties\" must be an object, got array\n"},
                 {"{allOf: {a: 1}}", "{}", "apidoc.schema-form: \"allOf\" must be an array, got object\n"},
                 {"[1]", "{}", "apidoc.schema-form: a schema must be an object, got array\n"},
                 {"{$ref: '#/components/schemas/Unknown'}",
                  R"({"x-concord-unresolved":[{"reason":"$ref \"#/components/schemas/Unknown\" )"
                  R"(leads nowhere in this document"}]})",
                  "apidoc.reference: $ref \"#/components/schemas/Unknown\" leads nowhere in this document\n"},
                 {"{$ref: 'other.yaml#/a'}",
                  R"({"x-concord-unresolved":[{"reason":"$ref \"other.yaml#/a\" names a file that is not there"}]})",
                  "apidoc.reference: $ref \"other.yaml#/a\" names a file that is not there\n"},
                 {"{exclusiveMinimum: true, minimum: 1}", R"({"exclusiveMinimum":1})",
                  "apidoc.schema-form: \"exclusiveMinimum\" must be a number in OpenAPI 3.1\n"},
                 {"{description: Required if a., type: string}", R"({"type":"string"})",
                  "apidoc.prose-rule: only the description says: \"Required if a\"\n"},
                 {"{description: One of AA and BB., enum: [AA, BB]}", R"({"enum":["AA","BB"]})", ""},
             });
}

TEST_CASE("components are those that are referred to, under names that a pointer can hold") {
  base::SourceSet sources;
  DocumentSet documents(sources);
  const Document& document = opened(sources, documents, R"(
components:
  schemas:
    A: {properties: {b: {$ref: '#/components/schemas/B%20b'}, c: {$ref: '#/paths/~1x~1%7Bid%7D/schema'}, d: {$ref: '#/list/0'}}}
    B b: {properties: {a: {$ref: '#/components/schemas/A'}}}
    Unused: {}
paths: {'/x/{id}': {schema: {type: string}}}
list: [{$ref: '#/list/1'}, {type: integer}]
)");
  Diagnostics findings;
  SchemaNormaliser normaliser(document, documents, SpecVersion::OpenApi31, findings);
  const Node reference = yaml(sources, "{$ref: '#/components/schemas/A'}");
  CHECK(json(*normaliser.normalise(reference, {}).find("$ref")) == "\"#/components/schemas/A\"");
  const Node components = normaliser.take_components();
  std::string names;
  for (const auto& member : components.members()) names += member.key + " ";
  CHECK(names == "0 1 A B_b schema ");
  CHECK(json(at(components, "/A/properties/b/$ref")) == "\"#/components/schemas/B_b\"");
  CHECK(json(at(components, "/A/properties/c/$ref")) == "\"#/components/schemas/schema\"");
  CHECK(json(at(components, "/0/$ref")) == "\"#/components/schemas/1\"");
  CHECK(json(at(components, "/A/x-concord-source")) == "\"test.yaml:4\"");
  CHECK(json(at(components, "/A/properties/b/x-concord-source")) == "\"test.yaml:4\"");
  CHECK(findings_text(findings) == "");
}

TEST_CASE("references in a circle are no circle of the reader") {
  base::SourceSet sources;
  DocumentSet documents(sources);
  const Document& document = opened(sources, documents, "a: {$ref: '#/b'}\nb: {$ref: '#/a'}");
  Diagnostics findings;
  SchemaNormaliser normaliser(document, documents, SpecVersion::OpenApi31, findings);
  CHECK(normaliser.resolve(*document.root.find("a")) == nullptr);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].message == "$ref \"#/b\" leads in a circle");
  normaliser.normalise(*document.root.find("a"), {});
  CHECK(normaliser.take_components().size() == 2);
}
