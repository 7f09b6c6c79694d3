#include <concord/base/digest.h>
#include <concord/contract/contract_model.h>
#include <concord/openapi/place.h>

#include <support/documents.h>

using namespace concord;
using namespace concord::support;
using namespace concord::openapi;
using namespace concord::contract;

namespace {

std::shared_ptr<const Node> shared(base::SourceSet& sources, const std::string& text) {
  return std::make_shared<const Node>(yaml(sources, text));
}

}  // namespace

TEST_CASE("places are written and read") {
  base::SourceSet sources;
  const Node object = yaml(sources, "{x-concord-source: 'a:b.md:57'}");
  CHECK(doc_place(object).document == "a:b.md");
  CHECK(doc_place(object).line == 57);
  CHECK(doc_place(object).text() == "a:b.md:57");
  CHECK(doc_place(yaml(sources, "{x-concord-source: page.md}")).text() == "page.md");
  CHECK(doc_place(yaml(sources, "{x-concord-source: 'page.md:x'}")).text() == "page.md:x");
  CHECK(doc_place(yaml(sources, "{x-concord-source: 3}")).text() == "");
  CHECK(doc_place(Node()).text() == "");
  CHECK(DocPlace{"page.md", 0}.text() == "page.md");
}

TEST_CASE("the basis of a keyword") {
  base::SourceSet sources;
  const Node schema = yaml(sources, "{x-concord-basis: {enum: prose, type: example, format: other}}");
  CHECK(basis_of(schema, "enum") == Basis::Prose);
  CHECK(basis_of(schema, "type") == Basis::Example);
  CHECK(basis_of(schema, "format") == Basis::Documented);
  CHECK(basis_of(schema, "required") == Basis::Documented);
  CHECK(basis_name(Basis::Prose) == "prose");
}

TEST_CASE("statuses: exact, then class, then default") {
  Operation operation;
  for (const char* status : {"default", "4XX", "404", "2xx"}) {
    Response answer;
    answer.status = status;
    operation.responses.push_back(answer);
  }
  CHECK(operation.find_response(404)->status == "404");
  CHECK(operation.find_response(400)->status == "4XX");
  CHECK(operation.find_response(204)->status == "2xx");
  CHECK(operation.find_response(500)->status == "default");
  operation.responses.erase(operation.responses.begin());
  CHECK(operation.find_response(500) == nullptr);
  CHECK(operation.find_response(4) == nullptr);
}

TEST_CASE("an operation keeps its own path, and servers their whole URLs") {
  base::SourceSet sources;
  const auto root = shared(sources, R"(
openapi: 3.1.0
info: {title: T}
servers: [{url: 'https://a.test/v1/'}, {url: 'https://b.test/api/v1'}, {url: 'https://c.test/{v}', variables: {v: {default: v2, enum: [v2, v3]}}}]
paths:
  /x:
    get: {responses: {}}
    post: {x-concord-operation: get-x, responses: {}}
  /y:
    get: {operationId: getX, responses: {}}
)");
  const Contract contract = contract_model(root, "shop", "f.yaml");
  REQUIRE(contract.servers.size() == 3);
  CHECK(contract.servers[0].url == "https://a.test/v1/");
  CHECK(contract.servers[1].url == "https://b.test/api/v1");
  CHECK(contract.servers[2].url == "https://c.test/{v}");
  REQUIRE(contract.servers[2].variables.size() == 1);
  CHECK(contract.servers[2].variables[0].name == "v");
  CHECK(contract.servers[2].variables[0].preset == "v2");
  CHECK(contract.servers[2].variables[0].values == std::vector<std::string>{"v2", "v3"});
  REQUIRE(contract.operations.size() == 3);
  CHECK(contract.operations[0].id() == "shop/get-x");
  CHECK(contract.operations[0].path == "/x");
  CHECK(contract.operations[0].method == "GET");
  CHECK(contract.operations[1].name == "get-x-2");
  CHECK(contract.operations[2].name == "get-x-3");
  CHECK(contract.find("get-x-2")->method == "POST");
  CHECK(contract.find("none") == nullptr);
}

TEST_CASE("plain documents are contracts too") {
  base::SourceSet sources;
  auto contract = load_contract(sources, pages_folder() + "shop-stock.yaml", "stock");
  REQUIRE(contract);
  CHECK(contract->provider == "stock");
  REQUIRE(contract->operations.size() == 2);
  CHECK(contract->operations[0].id() == "stock/get-item");
  CHECK(contract->operations[0].path == "/items/{sku}");
  CHECK(contract->servers[0].url == "https://sandbox.shop.test/stock");
  CHECK(contract->operations[1].id() == "stock/post-items");
  const Response& answer = contract->operations[0].responses.at(0);
  REQUIRE(answer.headers.size() == 1);
  CHECK(answer.headers[0].is_required);
  CHECK(compile(answer.headers[0].schema, schema::Direction::Response)->accepts(Node(3)));
  CHECK(answer.contents[0].schema.uri == pages_folder() + "shop-stock.yaml");
  auto compiled = compile(answer.contents[0].schema, schema::Direction::Response);
  REQUIRE(compiled);
  CHECK(compiled->accepts(yaml(sources, "{sku: null, next: {next: {}}}")));
  const auto explanation = compiled->explain(yaml(sources, "{next: {skuu: 1}}"));
  REQUIRE(explanation.violations.size() == 1);
  CHECK(explanation.violations[0].schema_location.starts_with(pages_folder() +
                                                              "shop-stock.yaml#/components/schemas/Item"));
  CHECK(doc_place(*explanation.violations[0].schema).text() == "shop-stock.yaml:37");
}
