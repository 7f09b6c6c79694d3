// Schemas in files, with what they refer to.
#include <concord/schema/schema_loader.h>

#include <support/document_folder.h>

using namespace concord;
using namespace concord::schema;

namespace {

Node number(double value) { return Node(value); }

}  // namespace

TEST_CASE("a schema is loaded with the files that it refers to, below its folder and in roots") {
  const support::DocumentFolder files(
      "schema-loader",
      {{"main.json", R"({"properties": {"a": {"$ref": "part.yaml"}, "b": {"$ref": "https://s.test/x/odd"}}})"},
       {"part.yaml", "type: number\n"},
       {"roots/odd.schema.json", R"({"type": "string"})"}});
  SchemaLoader loader({.roots = {{"https://s.test/x/", files.path("roots")}}});
  Diagnostics warnings;
  const auto schema = loader.load(files.path("main.json"), warnings);
  REQUIRE(schema);
  CHECK(warnings.empty());
  Node instance = Node::object();
  instance.set("a", number(1.5));
  instance.set("b", "text");
  CHECK(schema->accepts(instance));
  instance.set("a", "text");
  CHECK_FALSE(schema->accepts(instance));
}

TEST_CASE("a schema within a document, and what is none") {
  const support::DocumentFolder files(
      "schema-loader-part",
      {{"api.yaml", "openapi: 3.1.0\ncomponents: {schemas: {Pet: {type: string}}}\n"}, {"broken.json", "{"}});
  SchemaLoader loader({});
  Diagnostics warnings;
  const auto message = [&](const std::string& reference) {
    const auto schema = loader.load(reference, warnings);
    REQUIRE_FALSE(schema);
    return schema.diagnostics().front().kind;
  };
  CHECK(loader.load(files.path("api.yaml") + "#/components/schemas/Pet", warnings));
  CHECK(message(files.path("api.yaml")) == "validate.openapi-document");
  CHECK(message(files.path("api.yaml") + "#components") == "validate.fragment");
  CHECK(message(files.path("absent.json")) == "file.cannot-read");
  CHECK(warnings.empty());
}

TEST_CASE("a schema is checked against its metaschema, and then compiled") {
  const support::DocumentFolder files("schema-loader-check", {{"good.json", R"({"type": "string"})"},
                                                              {"bad.json", R"({"type": "text"})"},
                                                              {"dangling.json", R"({"$ref": "#/$defs/a"})"}});
  SchemaLoader loader({});
  const auto checked = [&](const char* file, Diagnostics& notes) {
    auto result = loader.check(files.path(file), notes);
    REQUIRE(result);
    REQUIRE(result->metaschema);
    return *result;
  };
  Diagnostics notes;
  CHECK(checked("good.json", notes).compiles);
  CHECK(checked("bad.json", notes).conforms == Verdict::Invalid);
  CHECK(notes.empty());
  const auto dangling = checked("dangling.json", notes);
  CHECK(dangling.conforms == Verdict::Valid);
  CHECK_FALSE(dangling.compiles);
  CHECK(notes.size() == 1);
}
