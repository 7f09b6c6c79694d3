#include "deriving.h"

#include <set>

using namespace concord;
using namespace concord::support;
using namespace concord::openapi;
using namespace concord::contract;
using namespace concord::page;
using namespace concord::derive;

namespace {

std::vector<std::string> shop_pages() {
  return {pages_folder() + "shop-track-order.md", pages_folder() + "shop-find-orders.md",
          pages_folder() + "shop-place-order.md"};
}

std::string keys(const std::map<std::string, std::string>& files) {
  std::string out;
  for (const auto& file : files) out += file.first + "\n";
  return out;
}

Node parsed(base::SourceSet& sources, const Derived& derived, const std::string& path) {
  return yaml(sources, derived.files.at(path));
}

Result<Derived> derive_texts(base::SourceSet& sources, const std::vector<std::pair<std::string, std::string>>& pages,
                             const std::map<std::string, std::string>& overlays = {}) {
  std::vector<DeriveInput> inputs;
  for (const auto& [name, text] : pages) inputs.push_back({"", "", &sources.add(name, text)});
  std::map<std::string, const Source*> overlay_sources;
  for (const auto& [provider, text] : overlays)
    overlay_sources[provider] = &sources.add(provider + "/overlay.yaml", text);
  DocumentSet documents(sources);
  return derive::derive(inputs, overlay_sources, documents);
}

constexpr std::string_view small = R"(openapi: 3.1.0
info: {title: T}
paths:
  /a:
    post:
      responses:
        '200':
          content:
            application/json:
              schema: {$ref: '#/components/schemas/A'}
              examples: {bad: {value: {n: x, more: 1}}, good: {value: {n: 1}}}
            application/xml: {schema: {type: string}}
        '204': {}
components:
  schemas:
    A: {type: object, properties: {n: {type: integer}, self: {$ref: '#/components/schemas/A'}}}
)";

}  // namespace

TEST_CASE("the shop's three pages become one contract and its schemas") {
  base::SourceSet sources;
  const Derived derived = derive_pages(sources, shop_pages());
  CHECK(keys(derived.files) ==
        "shop/find-orders/request.schema.json\nshop/find-orders/response-200.schema.json\nshop/find-orders/"
        "response-422.schema.json\nshop/openapi.yaml\n"
        "shop/place-order/request.schema.json\nshop/place-order/response-200.schema.json\n"
        "shop/place-order/response-4xx-text-plain.schema.json\nshop/place-order/response-4xx.schema.json\n"
        "shop/track-order/response-200.schema.json\nshop/track-order/response-410.schema.json\n");
  const std::string& contract = derived.files.at("shop/openapi.yaml");
  CHECK(contract.starts_with(
      "# Derived by `concord derive` from shop-find-orders.md, shop-place-order.md, shop-track-order.md. "
      "Derive again instead of changing it.\nopenapi: "));
  for (const auto& [path, text] : derived.files) CHECK(text.find("description: d") == std::string::npos);
}

TEST_CASE("findings of all pages come in the order of the pages and their lines, each once") {
  base::SourceSet sources;
  const Derived derived = derive_pages(sources, shop_pages());
  CHECK(derived.findings.size() == 38);
  std::set<std::string> seen;
  std::pair<std::string, std::uint32_t> last;
  for (const base::Diagnostic& finding : derived.findings) {
    CHECK(finding.severity == base::Severity::Warning);
    REQUIRE(finding.span.is_known());
    const std::pair<std::string, std::uint32_t> here{finding.span.source->name(), finding.span.begin};
    CHECK(last <= here);
    last = here;
    CHECK(seen.insert(finding.span.place() + finding.message).second);
  }
}

TEST_CASE("an example that contradicts its schema is a finding with its own line") {
  base::SourceSet sources;
  auto derived = derive_texts(sources, {{"shop-a.yaml", std::string(small)}});
  REQUIRE(derived);
  CHECK(findings_text(derived->findings) ==
        "11:43 apidoc.example: example \"bad\" of answer 200 of shop/a at /n: \"x\" is a string, integer expected\n");
}

TEST_CASE("a schema file stands alone") {
  base::SourceSet sources;
  auto derived = derive_texts(sources, {{"shop-a.yaml", std::string(small)}});
  REQUIRE(derived);
  const Node schema = parsed(sources, *derived, "shop/a/response-200.schema.json");
  CHECK(json(at(schema, "/$schema")) == "\"https://json-schema.org/draft/2020-12/schema\"");
  CHECK(json(at(schema, "/title")) == "\"shop/a response 200\"");
  CHECK(json(at(schema, "/x-concord-document/line")) == "7");
  CHECK(at(schema, "/x-concord-document/sha256").as_string().size() == 64);
  CHECK(json(at(schema, "/$ref")) == "\"#/$defs/A\"");
  CHECK(json(at(schema, "/$defs/A/properties/self/$ref")) == "\"#/$defs/A\"");
  CHECK(schema::compile(schema));
  CHECK(derived->files.contains("shop/a/response-200-application-xml.schema.json"));
  CHECK_FALSE(derived->files.contains("shop/a/response-204.schema.json"));
}

TEST_CASE("an overlay changes contract and schemas, and its decisions are named") {
  base::SourceSet sources;
  auto derived = derive_texts(sources, {{"shop-a.yaml", std::string(small)}}, {{"shop", R"(overlay: 1.0.0
info: {title: t, version: 1.0.0}
actions:
  - x-concord-id: SHOP-1
    description: the example holds a string and a member that nobody describes
    target: $.components.schemas.A.properties
    update: {n: {type: [integer, string], x-concord-basis: {type: example, format: prose}}, more: {type: integer}}
)"}});
  REQUIRE(derived);
  CHECK(derived->findings.size() == 1);
  const Node schema = parsed(sources, *derived, "shop/a/response-200.schema.json");
  CHECK(
      json(at(schema, "/$defs/A")) ==
      R"({"type":"object","properties":{"n":{"type":["integer","string"],"x-concord-source":"shop-a.yaml:16",)"
      R"("x-concord-basis":{"type":"example"}},"self":{"$ref":"#/$defs/A","x-concord-source":"shop-a.yaml:16"},)"
      R"("more":{"type":"integer","x-concord-source":"shop-a.yaml:16"}},"x-concord-source":"shop-a.yaml:16","x-concord-decisions":["SHOP-1"]})");
  CHECK(derived->files.at("shop/openapi.yaml")
            .starts_with("# Derived by `concord derive` from shop-a.yaml. Change overlay.yaml, not this file.\n"));
}

TEST_CASE("overlays that do not fit stop the derivation") {
  base::SourceSet sources;
  const std::string overlay =
      "overlay: 1.0.0\ninfo: {title: t, version: '1'}\nactions: [{x-concord-id: S-1, description: d, target: $.x, "
      "update: {}}]\n";
  auto unmatched = derive_texts(sources, {{"shop-a.yaml", std::string(small)}}, {{"shop", overlay}});
  REQUIRE_FALSE(unmatched);
  CHECK(unmatched.diagnostics()[0].message == "action S-1 matches nothing: $.x");
  auto stranger = derive_texts(sources, {{"shop-a.yaml", std::string(small)}}, {{"shopp", overlay}});
  REQUIRE_FALSE(stranger);
  CHECK(stranger.diagnostics()[0].message == "no page of provider \"shopp\" is given");
}

TEST_CASE("an overlay cannot take away what a contract is made of") {
  const auto why = [](const std::string& target) {
    base::SourceSet sources;
    auto derived = derive_texts(sources, {{"shop-a.yaml", std::string(small)}},
                                {{"shop",
                                  "overlay: 1.0.0\ninfo: {title: t, version: '1'}\nactions: [{x-concord-id: S-1, "
                                  "description: d, remove: true, target: " +
                                      target + "}]\n"}});
    return derived ? std::string("derived") : findings_text(derived.diagnostics());
  };
  CHECK(why("$.components") == "1:1 overlay.shape: after the overlay, components is no object\n");
  CHECK(why("$.info") ==
        "1:1 overlay.shape: after the overlay, info is no object\n"
        "1:1 overlay.shape: after the overlay, the list of documents is gone\n");
  CHECK(why("$..responses") == "1:1 overlay.shape: after the overlay, responses of post /a is no object\n");
  CHECK(why("$.components.schemas.A") == "derived");
}

TEST_CASE("no name from a page leads out of the folder") {
  base::SourceSet sources;
  auto derived = derive_texts(sources, {{"shop-a.yaml", R"(openapi: 3.1.0
paths:
  /../b:
    get: {x-concord-operation: ../../x, responses: {'../4': {content: {../c: {schema: true}, d/e: {schema: false}}}}}
    put: {operationId: ../../y, responses: {}}
)"}});
  REQUIRE(derived);
  CHECK(keys(derived->files) ==
        "shop/get-b/response-4-d-e.schema.json\nshop/get-b/response-4.schema.json\nshop/openapi.yaml\n");
  CHECK(json(at(parsed(sources, *derived, "shop/get-b/response-4-d-e.schema.json"), "/not")) == "{}");
}

TEST_CASE("all pages that cannot be read are named, and the others are derived") {
  const std::string named =
      "1:1 apidoc.page: no importer knows this page "
      "[OpenAPI, Mintlify, ReadMe, GitBook, and Markdown that names a method and a URL are read]\n"
      "1:1 apidoc.empty: the document has no operation\n";
  base::SourceSet sources;
  auto some = derive_texts(
      sources, {{"shop-a.md", "text"}, {"shop-b.yaml", "openapi: 3.1.0\n"}, {"shop-c.yaml", std::string(small)}});
  REQUIRE(some);
  CHECK(findings_text(some->mistakes) == named);
  CHECK(some->files.contains("shop/openapi.yaml"));
  CHECK(some->contracts.at("shop").find("paths")->has("/a"));
  auto none = derive_texts(sources, {{"shop-d.md", "text"}, {"shop-e.yaml", "openapi: 3.1.0\n"}});
  REQUIRE_FALSE(none);
  CHECK(findings_text(none.diagnostics()) == named);
}

TEST_CASE("a page that is not UTF-8 is refused where it is not") {
  base::SourceSet sources;
  const Source& page =
      sources.add("shop-a.md", "# T\n\n**POST** `https://h.test/a\xff`\n\n**POST** `https://h.test/a\xfe`\n");
  DocumentSet documents(sources);
  const auto derived = derive::derive(std::vector<DeriveInput>{{"shop", "", &page}}, {}, documents);
  REQUIRE_FALSE(derived);
  CHECK(findings_text(derived.diagnostics()) ==
        "3:27 apidoc.utf8: byte 0xFF is not valid UTF-8 here [save the page as UTF-8]\n");
}

TEST_CASE("names of provider and operation") {
  base::SourceSet sources;
  DocumentSet documents(sources);
  const Source& page = sources.add("docs/Shop-Do-It.v2.yaml", std::string(small));
  auto by_file = derive::derive(std::vector<DeriveInput>{{"", "", &page}}, {}, documents);
  REQUIRE(by_file);
  CHECK(by_file->files.contains("shop/do-it/response-200.schema.json"));
  auto by_caller = derive::derive(std::vector<DeriveInput>{{"store", "make", &page}}, {}, documents);
  REQUIRE(by_caller);
  CHECK(by_caller->files.contains("store/make/response-200.schema.json"));
  auto many = derive_pages(sources, {pages_folder() + "shop-stock.yaml"});
  CHECK(many.files.contains("shop/get-item/response-200.schema.json"));
  CHECK(many.files.contains("shop/post-items/request.schema.json"));
}

TEST_CASE("what derive writes, it writes again") {
  base::SourceSet sources;
  const auto first = derive_pages(sources, shop_pages()).files;
  base::SourceSet others;
  CHECK(derive_pages(others, shop_pages()).files == first);
}
