#include "contract.h"

#include <concord/message/server_url.h>

namespace concord::message {

namespace {

ContractText with_servers(const std::string& servers, const std::string& own = "") {
  return ContractText("openapi: 3.1.0\ninfo: {title: Shop, version: '1'}\nservers: " + servers +
                      "\npaths:\n  /orders/{id}:\n    get:\n" + (own.empty() ? "" : "      servers: " + own + "\n") +
                      "      responses: {'204': {description: fine}}\n");
}

std::string nearest(const ContractText& text, const ServerVariables& given = {}) {
  const auto url = nearest_server_url(text.contract, text.operation(), given);
  return url ? *url : url.diagnostics().front().message;
}

std::string paths(const ContractText& text) {
  std::string all;
  for (const std::string& path : served_paths(text.contract, text.operation())) all += "[" + path + "]";
  return all;
}

}  // namespace

TEST_CASE("an operation keeps its own path; a base URL replaces the whole server URL") {
  const ContractText text = with_servers("[{url: 'https://api.shop.test/v1'}]");
  CHECK(text.operation().path == "/orders/{id}");
  CHECK(join_url("http://host/mount/v1", "/orders/7") == "http://host/mount/v1/orders/7");
  CHECK(join_url("http://host/v1/", "/v1/orders") == "http://host/v1/v1/orders");
  CHECK(join_url("http://host", "/orders?a=1") == "http://host/orders?a=1");
  CHECK(join_url("http://host/?key=1#x", "/orders?a=1") == "http://host/orders?a=1&key=1");
  CHECK(join_url("http://host?key=1", "/orders") == "http://host/orders?key=1");
  CHECK(join_url("http://host?", "orders") == "http://host/orders");
  CHECK(join_url("http://h:1/v1", "?a=b") == "http://h:1/v1?a=b");
  CHECK(join_url("http://h:1/v1/", "") == "http://h:1/v1");
}

TEST_CASE("without a base URL the nearest server is used, with its variables") {
  const char* const servers =
      "[{url: 'https://{stage}.shop.test/{v}', variables: {stage: {default: sandbox}, v: {default: v1}}}, {url: "
      "'https://b.test'}]";
  CHECK(nearest(with_servers(servers)) == "https://sandbox.shop.test/v1");
  CHECK(nearest(with_servers(servers), {{"stage", "live"}, {"other", "x"}}) == "https://live.shop.test/v1");
  CHECK(nearest(with_servers(servers, "[{url: 'https://own.test/up'}]")) == "https://own.test/up");
  CHECK(nearest(with_servers("[]")) == "shop/get-orders-id names no server");
  CHECK(nearest(with_servers("[{url: /v1}]")) == "the server \"/v1\" of shop/get-orders-id is no http or https URL");
}

TEST_CASE("an operation is served under the paths of its servers and of the contract's") {
  CHECK(paths(with_servers("[]")) == "[]");
  CHECK(paths(with_servers("[{url: 'https://a.test/v1/'}, {url: 'https://b.test/v1'}, {url: '/v2'}]")) == "[/v1][/v2]");
  CHECK(paths(with_servers("[{url: 'https://a.test/v1'}]", "[{url: 'https://own.test/up?x=/y'}]")) == "[/up][/v1]");
  CHECK(server_path(with_servers("[{url: 'https://a.test/{v}', variables: {v: {default: v3}}}]").contract) == "/v3");
  CHECK(server_path(with_servers("[]").contract) == "");
}

TEST_CASE("a base URL that looks as if it forgot the server's path is named") {
  const ContractText text = with_servers("[{url: 'https://a.test/api/v1'}, {url: 'https://b.test/v2'}]");
  CHECK(forgotten_path_hint(text.contract, "http://host") ==
        "the contract's server has the path /api/v1: did you mean http://host/api/v1?");
  CHECK(forgotten_path_hint(text.contract, "http://host/mount/") ==
        "the contract's server has the path /api/v1: did you mean http://host/mount/api/v1?");
  CHECK(forgotten_path_hint(text.contract, "http://host/mount/v2/") == std::nullopt);
  CHECK(forgotten_path_hint(with_servers("[{url: 'https://a.test'}]").contract, "http://host/x") == std::nullopt);
  CHECK(forgotten_path_hint(with_servers("[]").contract, "http://host") == std::nullopt);
}

}  // namespace concord::message
