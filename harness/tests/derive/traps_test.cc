// More of what real documents contain: many anchors, many files, patterns and formats that people make up.
#include "deriving.h"

#include <support/document_folder.h>


using namespace concord;
using namespace concord::support;
using namespace concord::openapi;
using namespace concord::contract;
using namespace concord::page;
using namespace concord::derive;

TEST_CASE("140 anchors in a fence of a page are all followed") {
  std::string properties, uses;
  for (int i = 0; i < 140; ++i) {
    const std::string n = std::to_string(i);
    properties += "                    p" + n + ": &ref_" + n + " {type: string, maxLength: " + n + "}\n";
    uses += "                    p" + n + ": *ref_" + n + "\n";
  }
  const std::string body = "content: {application/json: {schema: {$ref: '#/components/schemas/";
  base::SourceSet sources;
  const Imported imported = import_text(sources, "shop-a.md", "# A\n\n````yaml post /a\nopenapi: 3.0.3\npaths:\n"
      "  /a:\n    post:\n      requestBody: {" + body + "A'}}}}\n      responses: {'200': {description: d, " + body +
      "B'}}}}}\ncomponents:\n  schemas:\n    A:\n      type: object\n      properties:\n" + properties +
      "    B:\n      type: object\n      properties:\n" + uses + "````\n");
  CHECK(findings_text(imported.findings) == "");
  for (const char* schema : {"A", "B"}) {
    const Node& all = at(imported.openapi, std::string("/components/schemas/") + schema + "/properties");
    REQUIRE(all.size() == 140);
    CHECK(json(*all.find("p139")->find("maxLength")) == "139");
  }
}

TEST_CASE("a description in three hundred files, one of them with a blank in its name, is one contract") {
  constexpr int many = 300;
  std::map<std::string, std::string> files;
  std::string paths;
  for (int i = 0; i < many; ++i) {
    const std::string n = std::to_string(i), next = std::to_string((i + 1) % many);
    paths += "  /p" + n + ": {$ref: 'paths/p " + n + ".yaml'}\n";
    files["paths/p " + n + ".yaml"] = "get: {responses: {'200': {description: d, content: {application/json: {schema: "
                                      "{$ref: '../schemas/S" + n + ".yaml'}}}}}}\n";
    files["schemas/S" + n + ".yaml"] = "type: object\nproperties: {next: {$ref: S" + next + ".yaml}}\n";
  }
  files["shop.yaml"] = "openapi: 3.0.3\ninfo: {title: Shop, version: '1'}\npaths:\n" + paths;
  const DocumentFolder folder("many", files);
  base::SourceSet sources;
  const Derived derived = derive_pages(sources, {folder.path("shop.yaml")});
  CHECK(findings_text(derived.findings) == "");
  const Node contract = yaml(sources, derived.files.at("shop/openapi.yaml"));
  CHECK(at(contract, "/info/x-concord-documents").size() == 2 * many + 1);
  CHECK(at(contract, "/components/schemas").size() == many);
  CHECK(json(at(contract, "/components/schemas/S299/properties/next/$ref")) == "\"#/components/schemas/S0\"");
}

TEST_CASE("formats that people make up and patterns that are pictures leave a schema usable") {
  const DocumentFolder folder("made-up", {{"shop.yaml", R"(openapi: 3.0.3
info: {title: Shop, version: '1'}
paths:
  /a:
    get:
      responses:
        '200':
          description: d
          content:
            application/json:
              schema:
                type: object
                properties:
                  a: {type: string, format: decimal}
                  b: {type: string, format: uuid4}
                  c: {type: string, format: ISO4217}
                  d: {type: string, format: phone-number}
                  e: {type: integer, format: timestamp}
                  f: {type: string, format: 'two letters, then digits'}
                  g: {type: string, format: '^[a-z]{2}$'}
                  h: {type: string, pattern: YYYY-MM}
                  i: {type: string, pattern: '([\/\w \.-]*)*\/?$'}
                  j: {type: string, pattern: '^[a-z]++$'}
)"}});
  base::SourceSet sources;
  auto contract = derive::load_contract(sources, folder.path("shop.yaml"));
  REQUIRE(contract);
  auto schema = compile(contract->operations.at(0).responses.at(0).contents.at(0).schema, schema::Direction::Response);
  REQUIRE(schema);
  CHECK(schema->accepts(yaml(sources, "{a: '1.50', b: x, c: x, d: x, e: 1, f: x, g: X, j: X}")));
  CHECK_FALSE(schema->accepts(yaml(sources, "{h: 2030-01}")));  // as it is written: the letters themselves
  CHECK(schema->accepts(Node(Node::Object{{"i", Node(std::string(50'000, 'a') + "!"), {}}})));
}
