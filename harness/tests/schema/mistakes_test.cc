// Mistakes in schemas.
#include "fixture.h"

using namespace fixture;

namespace {

Words mistakes(std::string_view text, const schema::Options& options = {}) {
  Words out;
  const auto result = schema::compile(json(text), options);
  if (result) return out;
  for (const auto& each : result.diagnostics())
    out.push_back(each.kind + ": " + each.message + (each.hint.empty() ? "" : " (" + each.hint + ")"));
  return out;
}

Words warned(std::string_view text, const schema::Options& options = {}) {
  schema::Diagnostics warnings;
  REQUIRE(schema::compile(json(text), options, &warnings));
  Words out;
  for (const auto& each : warnings) out.push_back(each.message + (each.hint.empty() ? "" : " (" + each.hint + ")"));
  return out;
}

}  // namespace

TEST_CASE("all mistakes are found at once, also in parts that nothing refers to") {
  CHECK(
      mistakes(R"({"type":"strnig","minimum":"x","required":["a",1],"properties":{"a":{"$ref":"#/$defs/adress"}},
                     "$defs":{"address":{"maxLength":-1,"multipleOf":0}},"anyOf":[]})") ==
      Words{
          R"(schema.keyword-value: "type" "strnig" is no type; did you mean "string"? (at #))",
          R"(schema.keyword-value: "minimum" must be a number, not a string (at #))",
          R"(schema.keyword-value: "required" must be an array of strings, not a number (at #))",
          R"(schema.keyword-value: "anyOf" must not be empty (at #))",
          R"(schema.unresolved-reference: cannot resolve "#/$defs/adress": there is no "adress" at /$defs (at #/properties/a) (did you mean "address"?))",
          R"(schema.keyword-value: "maxLength" must be a whole number, 0 or more, not -1 (at #/$defs/address))",
          R"(schema.keyword-value: "multipleOf" must be above 0, not 0 (at #/$defs/address))"});
}

TEST_CASE("a mistake has its place in the text") {
  const base::Source source("order.json", "{\n  \"properties\": {\n    \"a\": {\"pattern\": \"^(ab\"}\n  }\n}\n");
  const auto root = document::parse_json(source);
  REQUIRE(root);
  const auto result = schema::compile(*root);
  REQUIRE(!result);
  CHECK(base::render(result.diagnostics()) ==
        "error: the pattern \"^(ab\" is no regular expression: ( is never closed (at character 2)\n"
        " --> order.json:3:24\n"
        "  |\n"
        "3 |     \"a\": {\"pattern\": \"^(ab\"}\n"
        "  |                        ^\n");
}

TEST_CASE("references that lead nowhere") {
  CHECK(
      mistakes(R"({"$ref":"other.json"})") ==
      Words{
          R"(schema.unresolved-reference: cannot resolve "other.json": there is no schema with the URI "other.json" (at #))"});
  CHECK(
      mistakes(R"({"$ref":"#naem","$defs":{"a":{"$anchor":"name"}}})") ==
      Words{
          R"(schema.unresolved-reference: cannot resolve "#naem": there is no anchor "naem" (at #) (did you mean "name"?))"});
  CHECK(
      mistakes(R"({"properties":{"a":{"$ref":"#/properties/other"}}})") ==
      Words{
          R"(schema.unresolved-reference: cannot resolve "#/properties/other": there is no "other" at /properties (at #/properties/a))"});
}

TEST_CASE("references that never end") {
  CHECK(mistakes(R"({"$ref":"#"})") == Words{"schema.reference-cycle: the schema refers to itself without end (at #) "
                                             "(every round must look into a member or an item)"});
  CHECK(mistakes(R"({"$defs":{"a":{"$ref":"#/$defs/b"},"b":{"allOf":[{"not":{"$ref":"#/$defs/a"}}]}}})").size() == 1);
  CHECK(mistakes(R"({"properties":{"child":{"$ref":"#"}}})").empty());
}

TEST_CASE("dialects") {
  CHECK(
      mistakes(R"({"$schema":"https://json-schema.org/draft/2020-12/shema"})") ==
      Words{
          R"(schema.unknown-dialect: unknown $schema "https://json-schema.org/draft/2020-12/shema" (did you mean "https://json-schema.org/draft/2020-12/schema"?))"});
  schema::Registry registry;
  registry.add("https://example.org/meta", json(R"({"$schema":"https://json-schema.org/draft/2020-12/schema",
    "$vocabulary":{"https://json-schema.org/draft/2020-12/vocab/core":true,"https://example.org/vocab/units":true}})"));
  schema::Options options;
  options.registry = &registry;
  CHECK(
      mistakes(R"({"$schema":"https://example.org/meta"})", options) ==
      Words{
          R"(schema.unknown-vocabulary: the metaschema requires the unknown vocabulary "https://example.org/vocab/units")"});
}

TEST_CASE("unknown keywords") {
  CHECK(warned(R"({"proprties":{},"x-source":1})") ==
        Words{R"(unknown keyword "proprties" (at #) (did you mean "properties"?))"});
  CHECK(warned(R"({"discriminator":{"propertyName":"a"},"example":1,"xml":{},"externalDocs":{}})").size() == 4);
  schema::Options options;
  options.default_dialect = schema::Dialect::OpenApi31;
  CHECK(warned(R"({"discriminator":{"propertyName":"a"},"example":1,"xml":{},"externalDocs":{}})", options).empty());
}

TEST_CASE("a schema must be an object or a boolean") {
  CHECK(mistakes("[]") == Words{"schema.no-schema: a schema must be an object or a boolean, not an array (at #)"});
  CHECK(mistakes(R"({"items":{"not":3}})") ==
        Words{R"(schema.keyword-value: "not" must be a schema (an object or a boolean), not a number (at #/items))"});
}

TEST_CASE("a place that is not there") {
  const auto result = schema::compile_at(json(R"({"components":{"schemas":{"Order":{}}}})"),
                                         *document::Pointer::parse("/components/schemas/Ordr"));
  REQUIRE(!result);
  CHECK(result.diagnostics()[0].message == R"(there is no "Ordr" at /components/schemas)");
  CHECK(result.diagnostics()[0].hint == R"(did you mean "Order"?)");
}
