// Which operation a recorded request was for.
#include "operation_finder.h"

#include <support/catch.h>
#include <support/document_folder.h>

namespace operation_finder_test {

using namespace concord;
using namespace concord::traffic;

namespace {

constexpr const char* kShop = R"(openapi: 3.1.0
info: {title: Shop, version: "1"}
servers: [{url: "https://api.shop.test/v1"}, {url: "https://{tenant}.shop.test:8443/api", variables: {tenant: {default: a}}}]
paths:
  /orders: {get: {operationId: list, responses: {"200": {description: a}}}}
  /orders/mine: {get: {operationId: mine, responses: {"200": {description: a}}}}
  /orders/{id}: {get: {operationId: read, responses: {"200": {description: a}},
                       parameters: [{name: id, in: path, required: true, schema: {type: string}}]}}
  /status: {servers: [{url: "https://status.test"}], get: {operationId: status, responses: {"200": {description: a}}}}
)";

struct Shop {
  explicit Shop(std::vector<std::string> base_urls = {}) {
    const support::DocumentFolder folder("operation_finder", {{"shop.yaml", kShop}});
    auto read = contract::load_contract(sources, folder.path("shop.yaml"), "shop");
    REQUIRE(read);
    contract = std::move(read).value();
    finder.add(contract);
    for (const std::string& url : base_urls) finder.add_base_url(url);
    problems = finder.finish();
  }
  std::string at(const std::string& url, const std::string& operation = "", const std::string& method = "GET") const {
    const FoundTarget found = finder.find(method, url, operation);
    if (found.target != nullptr) return found.target->operation->name;
    return found.is_elsewhere ? "elsewhere" : "none";
  }
  base::SourceSet sources;
  contract::Contract contract;
  OperationFinder finder;
  base::Diagnostics problems;
};

}  // namespace

TEST_CASE("the server is asked first, then the most specific path") {
  const Shop shop;
  CHECK(shop.at("https://api.shop.test/v1/orders?limit=2") == "list");
  CHECK(shop.at("https://API.shop.test:443/v1/orders/mine") == "mine");
  CHECK(shop.at("https://api.shop.test/v1/orders/o-1") == "read");
  CHECK(shop.at("https://b.shop.test:8443/api/orders/o-1") == "read");
  CHECK(shop.at("http://api.shop.test/v1/orders") == "list");  // through a proxy that ends TLS
  CHECK(shop.at("https://api.shop.test/v2/orders") == "none");
  CHECK(shop.at("https://api.shop.test/v1/orders", "", "PUT") == "none");
  CHECK(shop.at("https://evil.test/v1/orders") == "elsewhere");
  CHECK(shop.at("https://api.shop.test.evil.test/v1/orders") == "elsewhere");
  CHECK(shop.at("nonsense") == "none");
}

TEST_CASE("an operation with servers of its own is there, and at a server of the contract by its path") {
  const Shop shop;
  CHECK(shop.at("https://status.test/status") == "status");
  CHECK(shop.at("https://api.shop.test/v1/status") == "none");
}

TEST_CASE("this machine stands for any server, a base URL for itself") {
  const Shop shop;
  CHECK(shop.at("http://127.0.0.1:4000/v1/orders") == "list");
  CHECK(shop.at("http://localhost:4000/api/orders") == "list");
  const Shop other({"https://staging.test/shop/"});
  CHECK(other.problems.empty());
  CHECK(other.at("https://staging.test/shop/orders/o-1") == "read");
  CHECK(other.at("https://staging.test/orders/o-1") == "none");
}

TEST_CASE("a recording that names the operation knows it") {
  const Shop shop;
  CHECK(shop.at("https://staging.test/v1/orders/mine", "shop/mine") == "mine");
  CHECK(shop.at("https://api.shop.test/v1/orders/mine", "shop/read") == "mine");
}

}  // namespace operation_finder_test
