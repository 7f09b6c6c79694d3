#include <concord/openapi/merge.h>

#include <support/documents.h>

using namespace concord;
using namespace concord::support;
using namespace concord::openapi;

namespace {

Node page(base::SourceSet& sources, const std::string& path, const std::string& schemas,
          const std::string& scheme = "apiKey") {
  return yaml(sources, "openapi: 3.1.0\ninfo: {title: T, version: '1', x-concord-documents: [{name: " + path.substr(1) +
                           ".md}]}\nservers: [{url: https://h.test}]\npaths:\n  " + path +
                           ": {post: {security: [{Key: []}], responses: {'200': {content: {application/json: {schema: "
                           "{$ref: '#/components/schemas/Top'}}}}}}}\ncomponents:\n  securitySchemes: {Key: {type: " +
                           scheme + "}}\n  schemas:\n" + schemas);
}

std::string keys(const Node& object) {
  std::string out;
  for (const auto& member : object.members()) out += member.key + " ";
  return out;
}

}  // namespace

TEST_CASE("same-named schemas that say the same become one") {
  base::SourceSet sources;
  Diagnostics findings;
  Node contract;
  merge_document(contract, page(sources, "/a", "    Top: {type: object, x-concord-source: 'a:1'}\n"), "a", findings);
  merge_document(contract, page(sources, "/b", "    Top: {type: object, description: d, x-concord-source: 'b:1'}\n"),
                 "b", findings);
  CHECK(findings_text(findings) == "");
  CHECK(keys(at(contract, "/components/schemas")) == "Top ");
  CHECK(json(at(contract, "/components/schemas/Top/x-concord-source")) == "\"a:1\"");
  CHECK(json(at(contract, "/components/schemas/Top/x-concord-also")) == "[\"b:1\"]");
  CHECK(keys(at(contract, "/paths")) == "/a /b ");
  CHECK(json(at(contract, "/info")) ==
        R"({"title":"T","version":"1","x-concord-documents":[{"name":"a.md"},{"name":"b.md"}]})");
  CHECK(at(contract, "/servers").size() == 1);
}

TEST_CASE("same-named schemas that differ are kept apart, with all that refers to them") {
  base::SourceSet sources;
  Diagnostics findings;
  Node contract;
  const std::string top = "    Top: {properties: {a: {$ref: '#/components/schemas/Deep'}, $ref: {type: string}}}\n";
  merge_document(contract, page(sources, "/a", top + "    Deep: {type: string}\n"), "a", findings);
  merge_document(contract, page(sources, "/b", top + "    Deep: {type: integer}\n    New: {}\n"), "b", findings);
  CHECK(
      findings_text(findings) ==
      "10:11 apidoc.component-name: schema \"Deep\" says something else on another page [kept apart as \"Deep-b\"]\n");
  CHECK(findings[0].related.size() == 1);
  CHECK(keys(at(contract, "/components/schemas")) == "Top Deep Top-b Deep-b New ");
  CHECK(json(at(contract, "/components/schemas/Top-b/properties/a/$ref")) == "\"#/components/schemas/Deep-b\"");
  CHECK(json(at(contract, "/components/schemas/Top-b/properties/$ref/type")) == "\"string\"");
  CHECK(json(at(contract, "/paths/~1b/post/responses/200/content/application~1json/schema/$ref")) ==
        "\"#/components/schemas/Top-b\"");
}

TEST_CASE("security schemes that differ get a name of their own") {
  base::SourceSet sources;
  Diagnostics findings;
  Node contract;
  merge_document(contract, page(sources, "/a", "    Top: {}\n"), "a", findings);
  merge_document(contract, page(sources, "/b", "    Top: {}\n", "http"), "b", findings);
  CHECK(findings.size() == 1);
  CHECK(json(at(contract, "/paths/~1b/post/security")) == R"([{"Key-b":[]}])");
  CHECK(json(at(contract, "/components/securitySchemes/Key-b/type")) == "\"http\"");
}

TEST_CASE("an operation that two pages describe is that of the first") {
  base::SourceSet sources;
  Diagnostics findings;
  Node contract;
  merge_document(contract, page(sources, "/a", "    Top: {}\n"), "a", findings);
  merge_document(contract, page(sources, "/a", "    Top: {type: string}\n"), "b", findings);
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].message == "schema \"Top\" says something else on another page");
  CHECK(findings[1].message == "\"post /a\" is described on another page too");
  CHECK(findings[1].related.size() == 1);
}

TEST_CASE("an operation that pages in several languages describe alike is one") {
  base::SourceSet sources;
  Diagnostics findings;
  Node contract;
  merge_document(contract, page(sources, "/a", "    Top: {description: a thing}\n"), "a", findings);
  merge_document(contract, page(sources, "/a", "    Top: {description: eine Sache}\n"), "a-de", findings);
  CHECK(findings_text(findings) == "");
  CHECK(at(contract, "/paths/~1a").size() == 1);
}
