// `concord mock` as a process: where it says that it listens, it listens.
#include "command_line.h"

#include <concord/http/server.h>
#include <concord/http/transport.h>

using namespace concord;
using cli::CommandLine;
using cli::contains;

namespace {

// "http://…" behind "listening on ", once the mock has announced all.
std::string announced(const support::Process& mock) {
  REQUIRE(mock.wait_for_output("Ctrl-C stops it"));
  const std::string said = mock.out_so_far();
  REQUIRE(said.starts_with("listening on "));
  return said.substr(13, said.find('\n') - 13);
}

int status_of(const std::string& url) {
  http::TransportOptions options;
  options.proxy_from_environment = false;
  const auto transport = http::make_curl_transport(options);
  int status = 0;
  transport->start({"GET", url, {}, {}},
                   [&](const http::Exchange& done) { status = done.response ? done.response->status : -1; });
  while (transport->poll(base::Milliseconds(1000)) > 0) {
  }
  return status;
}

bool has_ipv6() {
  http::ServerOptions options;
  options.address = "::1";
  return http::Server::start({}, options).has_value();
}

}  // namespace

TEST_CASE("the mock names its routes as they are served, below the paths of the document's servers") {
  const CommandLine line;
  line.write("shop.yaml",
             "openapi: 3.1.0\ninfo: {title: Shop, version: '1'}\n"
             "servers: [{url: https://shop.test/v1}, {url: https://old.shop.test}]\npaths:\n  /orders:\n    get:\n"
             "      operationId: listOrders\n      responses: {'204': {description: none}}\n");
  auto mock = line.start({"mock", "shop.yaml"});
  const std::string url = announced(mock);
  CHECK(contains(mock.out_so_far(), "\n\n  GET /v1/orders   shop/list-orders\n  GET /orders   shop/list-orders\n\n"));
  CHECK(status_of(url + "/v1/orders") == 204);
  CHECK(status_of(url + "/orders") == 204);
  mock.signal(SIGTERM);
  CHECK(mock.wait().exit_code == 0);
}

TEST_CASE("the mock announces the address that was bound, and can be reached there") {
  const std::pair<const char*, const char*> addresses[] = {{"127.0.0.1", "http://127.0.0.1:"},
                                                           {"127.0.0.2", "http://127.0.0.2:"},
                                                           {"0.0.0.0", "http://0.0.0.0:"},
                                                           {"::1", "http://[::1]:"},
                                                           {"::", "http://[::]:"},
                                                           {"0:0::1", "http://[::1]:"}};
  const CommandLine line;
  for (const auto& [address, start] : addresses) {
    CAPTURE(address);
    if (std::string(address).find(':') != std::string::npos && !has_ipv6()) continue;
    auto mock = line.start({"mock", "--address", address});
    const std::string url = announced(mock);
    CHECK(url.starts_with(start));
    CHECK(status_of(url + "/nowhere") == 404);
    mock.signal(SIGTERM);
    const auto ended = mock.wait();
    CHECK(ended.exit_code == 0);
    CHECK(ended.err == "");
  }
}

TEST_CASE("an address that is none, and a port that is taken") {
  const CommandLine line;
  const auto none = line.run({"mock", "--address", "localhost"});
  CHECK(none.exit_code == 2);
  CHECK(none.err == "error: \"localhost\" is no IP address\n  e.g. 127.0.0.1\n");
  auto mock = line.start({"mock"});
  const std::string url = announced(mock);
  const std::string port = url.substr(url.rfind(':') + 1);
  const auto taken = line.run({"mock", "--port", port});
  CHECK(taken.exit_code == 2);
  CHECK(taken.err == "error: cannot listen on 127.0.0.1 port " + port + ": Address already in use\n");
  mock.signal(SIGTERM);
  CHECK(mock.wait().exit_code == 0);
}

TEST_CASE("what is shown of a request hides what a recording of it hides") {
  CommandLine line;
  line.write("host.yaml",
             "openapi: 3.1.0\ninfo: {title: Host, version: '1'}\npaths:\n  /items: {get: {operationId: list, "
             "responses: {'200': {description: all}}}}\n");
  auto mock = line.start({"mock", "host.yaml", "-v", "--record", "r.jsonl"});
  const std::string url = announced(mock);
  CHECK(contains(mock.out_so_far(), "accepted credentials and ids: any\n"));
  CHECK(status_of(url + "/items?api_key=planted-secret-0009") == 200);
  REQUIRE(mock.wait_for_output("/items?api_key="));
  mock.signal(SIGTERM);
  const auto ended = mock.wait();
  CHECK_FALSE(contains(ended.out, "planted-secret-0009"));
  CHECK(contains(ended.out, "GET /items?api_key=[api_key] -> 200"));
  CHECK_FALSE(contains(line.read("r.jsonl"), "planted-secret-0009"));
}

TEST_CASE("what the mock sends by itself is told, and what it does not send with the reason") {
  http::ServerHandlers handlers;
  handlers.handle = [](const http::ParsedRequest&) { return http::Reply{204, {}, ""}; };
  const auto hook = http::Server::start(std::move(handlers)).value();
  CommandLine line;
  line.write("shop.yaml",
             "openapi: 3.1.0\ninfo: {title: Shop, version: '1'}\npaths:\n  /orders:\n    get:\n"
             "      operationId: list\n      parameters: [{name: to, in: query, schema: {type: string}}]\n"
             "      responses: {'200': {description: all}}\n"
             "      callbacks: {paid: {'{$request.query.to}': {post: {responses: {'204': {description: thanks}}}}}}\n"
             "webhooks: {stock-low: {post: {responses: {'204': {description: thanks}}}}}\n");
  const auto wrong = line.run({"mock", "shop.yaml", "--webhooks", "hook"});
  CHECK(wrong.exit_code == 2);
  CHECK(wrong.err == "error: --webhooks: \"hook\" is no URL of HTTP\n");
  auto mock = line.start({"mock", "shop.yaml", "--webhooks", hook->base_url(), "-v"});
  const std::string url = announced(mock);
  CHECK(contains(mock.out_so_far(), "  GET /orders   shop/list\n  webhook stock-low\n"));
  CHECK(status_of(url + "/orders?to=" + hook->base_url() + "/hook") == 200);
  REQUIRE(mock.wait_for_output("callback paid of shop/list: 204: POST " + hook->base_url() + "/hook\n"));
  CHECK(status_of(url + "/orders?to=http://192.0.2.1/hook") == 200);
  REQUIRE(mock.wait_for_output("192.0.2.1 is no loopback address: POST http://192.0.2.1/hook\n"));
  mock.signal(SIGTERM);
  const auto ended = mock.wait();
  CHECK(ended.exit_code == 0);
  CHECK(ended.err == "");
  CHECK(ended.out.ends_with("callbacks and webhooks: 1 taken, 0 refused, 1 not sent\n"));
}

TEST_CASE("a place where nothing can be kept is told at the start") {
  CommandLine line;
  line.write("host.yaml",
             "openapi: 3.1.0\ninfo: {title: Host, version: '1'}\npaths:\n  /items: {get: {operationId: list, "
             "responses: {'200': {description: all}}}}\n");
  line.write("file", "");
  for (const char* option : {"--state", "--record"}) {
    CAPTURE(option);
    const auto ended = line.run({"mock", "host.yaml", option, "file/x"});
    CHECK(ended.exit_code == 2);
    CHECK(contains(ended.err, R"(cannot write "file/x")"));
  }
}
