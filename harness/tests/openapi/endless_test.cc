// Schemas that lead back to themselves without a step into the value.
#include "importing.h"

#include <concord/openapi/endless.h>
#include <concord/openapi/schema_walk.h>
#include <concord/openapi/unresolved.h>

using namespace concord;
using namespace concord::support;
using namespace concord::openapi;

namespace {

// `components` are the rows below `schemas:`; every one is used, so that it is in the contract.
Imported import_components(base::SourceSet& sources, const std::string& rows, const std::string& used) {
  return import_text(sources, "doc.yaml",
                     "openapi: 3.1.0\ninfo: {title: T, version: 1.0}\ncomponents:\n  schemas:\n" + rows +
                         "paths:\n  /a:\n    get:\n      responses:\n        '200':\n          content:\n"
                         "            application/json: {schema: {$ref: '#/components/schemas/" + used + "'}}\n");
}

std::string facts_of(const Imported& imported, const std::string& name) {
  Node schema = at(imported.openapi, "/components/schemas/" + name);
  schema.remove("x-concord-source");
  return json(facts_only(schema));
}

}  // namespace

TEST_CASE("a schema that is a reference to itself accepts everything, and nothing is judged by it") {
  base::SourceSet sources;
  const Imported imported = import_components(sources, "    A: {$ref: '#/components/schemas/A'}\n", "A");
  CHECK(findings_text(imported.findings) ==
        "5:15 apidoc.endless: \"A\" leads back to itself before anything of a value is looked at: \"A\" → \"A\" "
        "[this reference is left out]\n");
  CHECK(at(imported.openapi, "/components/schemas/A").has(unresolved_key));
}

TEST_CASE("of schemas that are all of each other the closing reference is left out, all else is kept") {
  base::SourceSet sources;
  const Imported imported = import_components(sources,
                                              "    A: {allOf: [{$ref: '#/components/schemas/B'}, {type: object}]}\n"
                                              "    B: {allOf: [{$ref: '#/components/schemas/A'}], required: [b]}\n",
                                              "A");
  CHECK(findings_text(imported.findings) ==
        "6:24 apidoc.endless: \"A\" leads back to itself before anything of a value is looked at: \"A\" → \"B\" → "
        "\"A\" [this reference is left out]\n");
  CHECK(facts_of(imported, "A") == R"({"allOf":[{"$ref":"#/components/schemas/B"},{"type":"object"}]})");
  CHECK(facts_of(imported, "B") == R"({"allOf":[{}],"required":["b"]})");
}

TEST_CASE("variants that are all of the base which lists them keep their own members, whichever comes first") {
  for (const std::string base : {"Animal", "Pet"}) {
    CAPTURE(base);
    base::SourceSet sources;
    const Imported imported = import_components(
        sources,
        "    Cat: {allOf: [{$ref: '#/components/schemas/" + base + "'}, {required: [claws]}]}\n" +
            "    Dog: {allOf: [{$ref: '#/components/schemas/" + base + "'}, {required: [tail]}]}\n" + "    " + base +
            ": {required: [kind], oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]}\n",
        base);
    REQUIRE(imported.findings.size() == 1);
    CHECK(imported.findings.front().hint == "this reference and 1 more are left out");
    CHECK(facts_of(imported, "Cat") == R"({"allOf":[{},{"required":["claws"]}]})");
    CHECK(facts_of(imported, "Dog") == R"({"allOf":[{},{"required":["tail"]}]})");
    CHECK(facts_of(imported, base) ==
          R"({"required":["kind"],"oneOf":[{"$ref":"#/components/schemas/Cat"},{"$ref":"#/components/schemas/Dog"}]})");
  }
}

TEST_CASE("an alternative that leads back takes its keyword along: one that accepts everything would refuse values") {
  base::SourceSet sources;
  const Imported imported = import_components(
      sources, "    A: {type: [string, object], oneOf: [{$ref: '#/components/schemas/A'}, {type: string}]}\n", "A");
  REQUIRE(imported.findings.size() == 1);
  CHECK(facts_of(imported, "A") == R"({"type":["string","object"]})");
}

TEST_CASE("properties and items are steps into the value") {
  base::SourceSet sources;
  const Imported imported = import_components(
      sources,
      "    A: {properties: {a: {$ref: '#/components/schemas/A'}}, items: {$ref: '#/components/schemas/B'}}\n"
      "    B: {allOf: [{$ref: '#/components/schemas/A'}]}\n",
      "A");
  CHECK(findings_text(imported.findings) == "");
}

TEST_CASE("endless references are found in chains as long as there are numbers, and once each") {
  constexpr std::uint32_t size = 200'000;
  std::vector<std::vector<InPlaceStep>> steps(size);
  for (std::uint32_t i = 0; i + 1 < size; ++i) steps[i].push_back({i + 1, true, true});
  CHECK(endless_references(steps).empty());
  steps[size - 1].push_back({size - 3, true, true});
  const auto found = endless_references(steps);
  REQUIRE(found.size() == 1);
  CHECK(found.front().from == size - 1);
  CHECK(found.front().to == size - 3);
  CHECK(found.front().way == std::vector<std::uint32_t>{size - 3, size - 2, size - 1});
}
