// Which dialect a schema is of: by $schema, by the OpenAPI document around it, by the vocabularies of its metaschema.
#include "fixture.h"

using namespace fixture;

namespace {

const document::Pointer kPlace = *document::Pointer::parse("/components/schemas/A");

// What the schema of an OpenAPI document that begins with `head` makes of the instance.
std::string judge(const std::string& head, const std::string& schema, std::string_view instance) {
  const Node root = json("{" + head + R"(,"components":{"schemas":{"A":)" + schema + "}}}");
  const auto compiled = schema::compile_at(root, kPlace);
  if (!compiled) return compiled.diagnostics().front().message;
  return compiled->accepts(json(instance)) ? "valid" : "not valid";
}

std::string judge_null(const std::string& head) { return judge(head, R"({"type":"string","nullable":true})", "null"); }

std::string with_dialect(const std::string& uri) { return R"("openapi":"3.1.0","jsonSchemaDialect":")" + uri + "\""; }

}  // namespace

TEST_CASE("an OpenAPI document says of which dialect its schemas are") {
  CHECK(judge_null(R"("swagger":"2.0")") == "valid");
  CHECK(judge_null(R"("openapi":"3.0.3")") == "valid");
  CHECK(judge_null(R"("openapi":"3.1.0")") == "not valid");
  CHECK(judge_null(R"("openapi":"3.2.0","jsonSchemaDialect":"https://spec.openapis.org/oas/3.2/dialect/2025-09-17")") ==
        "not valid");
  CHECK(judge_null(R"("openapi":"3.0.3","jsonSchemaDialect":"https://spec.openapis.org/oas/3.1/dialect/base")") ==
        "valid");
}

TEST_CASE("jsonSchemaDialect switches keywords on and off") {
  const std::string pair = R"({"items":[{"type":"null"}]})";
  CHECK(judge(with_dialect("http://json-schema.org/draft-07/schema#"), pair, "[null, 1]") == "valid");
  CHECK(judge(with_dialect("http://json-schema.org/draft-07/schema#"), pair, "[1]") == "not valid");
  CHECK(judge(with_dialect("https://spec.openapis.org/oas/3.1/dialect/2024-11-10"), pair, "[1]") ==
        "\"items\" must be a schema (an object or a boolean), not an array (at #/components/schemas/A)");
  CHECK(judge_null(with_dialect("https://json-schema.org/draft/2020-12/schem")) ==
        "unknown jsonSchemaDialect \"https://json-schema.org/draft/2020-12/schem\"");
}

TEST_CASE("a metaschema of one's own decides on formats when it is asked") {
  schema::Registry registry;
  const auto add = [&](const std::string& name, const std::string& vocabulary) {
    registry.add("https://m.example/" + name,
                 json(R"({"$schema":"https://json-schema.org/draft/2020-12/schema","$vocabulary":{
                      "https://json-schema.org/draft/2020-12/vocab/core":true)" + vocabulary + "}}"));
  };
  add("annotates", R"(,"https://json-schema.org/draft/2020-12/vocab/format-annotation":true)");
  add("asserts", R"(,"https://json-schema.org/draft/2020-12/vocab/format-assertion":false)");
  add("silent", "");
  schema::Options options;
  options.registry = &registry;
  const auto is_valid = [&](const std::string& uri) {
    return compiled(R"({"$schema":")" + uri + R"(","format":"uuid"})", options).accepts(Node("x"));
  };
  for (const bool decides : {false, true}) {
    options.metaschema_decides_formats = decides;
    CHECK_FALSE(is_valid("https://json-schema.org/draft/2020-12/schema"));
    CHECK_FALSE(is_valid("https://json-schema.org/draft/2019-09/schema"));
    CHECK_FALSE(is_valid("https://m.example/asserts"));
    CHECK(is_valid("https://m.example/annotates") == decides);
    CHECK(is_valid("https://m.example/silent") == decides);
  }
  options.assert_formats = false;
  CHECK_FALSE(is_valid("https://m.example/asserts"));
  CHECK(is_valid("https://json-schema.org/draft/2020-12/schema"));
}
