// Real requests through sockets.
#include "small_contract.h"

#include <concord/http/transport.h>

#include <mutex>

namespace concord::mock {

namespace {

http::TransportOptions quick() {
  http::TransportOptions options;
  options.proxy_from_environment = false;
  return options;
}

std::unique_ptr<Server> started(std::vector<Served> served, ServerOptions options = {}) {
  auto server = Server::start(std::move(served), options);
  if (!server) throw std::runtime_error(base::render(server.diagnostics()));
  return std::move(server).value();
}

http::Exchange fetch(http::Transport& transport, http::Request request) {
  std::optional<http::Exchange> done;
  transport.start(std::move(request), [&](http::Exchange exchange) { done = std::move(exchange); });
  while (transport.poll(base::Milliseconds(1000)) > 0) {}
  if (!done || !done->response) throw std::runtime_error(done && done->error ? done->error->message : "no answer");
  return std::move(*done);
}

http::Request get(const Server& server, const std::string& path) {
  return {"GET", server.base_url() + path, {}, std::nullopt};
}

}  // namespace

TEST_CASE("a server answers over HTTP, on one connection") {
  SmallMock mock;
  std::mutex mutex;
  std::vector<ServedRequest> seen;
  ServerOptions options;
  options.on_request = [&](const ServedRequest& one) {
    const std::lock_guard lock(mutex);
    seen.push_back(one);
  };
  const auto server = started({{&mock.contract, nullptr}}, options);
  CHECK(server->base_url() == "http://127.0.0.1:" + std::to_string(server->port()));
  const auto transport = http::make_curl_transport(quick());
  const http::Exchange first = fetch(*transport, get(*server, "/carts/7/items?limit=1"));
  CHECK(first.response->status == 200);
  CHECK(first.response->body == "[1]");
  CHECK(*http::find_header(first.response->headers, "Content-Type") == "application/json");
  CHECK(http::find_header(first.response->headers, "Date") != nullptr);
  http::Request head = get(*server, "/carts/7/items?limit=1");
  head.method = "HEAD";
  const http::Exchange second = fetch(*transport, std::move(head));
  CHECK(second.connection_reused);
  CHECK(second.response->status == 200);
  CHECK(*http::find_header(second.response->headers, "Content-Length") == "3");
  http::Request remove = get(*server, "/carts/7/items");
  remove.method = "DELETE";
  CHECK(fetch(*transport, std::move(remove)).response->status == 405);
  http::Request add{"POST",
                    server->base_url() + "/carts/7/items?api_key=k",
                    {{"Content-Type", "application/json"}},
                    R"({"name":"a"})"};
  CHECK(fetch(*transport, std::move(add)).response->status == 201);
  const std::lock_guard lock(mutex);
  REQUIRE(seen.size() == 4);
  CHECK(seen[0].why == "success");
  CHECK(seen[0].operation == "shop/list-items");
  CHECK(seen[2].status == 405);
}

TEST_CASE("many requests at once") {
  ProviderFixture knot("knot");
  const auto server = started({{&knot.contract, knot.rules}});
  const auto transport = http::make_curl_transport(quick());
  const std::string credentials = "Basic " + base::base64_encode("mock-knot-client:mock-knot-secret");
  std::map<int, int> statuses;
  std::map<std::string, int> sessions;
  for (int i = 0; i < 300; ++i) {
    http::Request request{"POST",
                          server->base_url() + "/session/create",
                          {{"Content-Type", "application/json"}, {"Authorization", credentials}},
                          R"({"type":"link","external_user_id":"u"})"};
    transport->start(std::move(request), [&](http::Exchange exchange) {
      ++statuses[exchange.response ? exchange.response->status : 0];
      if (exchange.response) ++sessions[exchange.response->body];
    });
  }
  while (transport->poll(base::Milliseconds(1000)) > 0) {}
  CHECK(statuses == std::map<int, int>{{200, 300}});
  CHECK(sessions.size() == 300);
}

TEST_CASE("a server stops once, and its port is free then") {
  SmallMock mock;
  auto server = started({{&mock.contract, nullptr}});
  const auto transport = http::make_curl_transport(quick());
  fetch(*transport, get(*server, "/carts/7/items?limit=1"));  // leaves an idle connection
  const auto begin = std::chrono::steady_clock::now();
  server->stop();
  server->stop();
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(1));
  ServerOptions options;
  options.port = server->port();
  server.reset();
  CHECK(started({{&mock.contract, nullptr}}, options)->port() == options.port);
}

TEST_CASE("a port that is taken and an address that is none") {
  SmallMock mock;
  const auto server = started({{&mock.contract, nullptr}});
  ServerOptions options;
  options.port = server->port();
  const auto second = Server::start({{&mock.contract, nullptr}}, options);
  REQUIRE_FALSE(second.has_value());
  CHECK(second.diagnostics()[0].message ==
        "cannot listen on 127.0.0.1 port " + std::to_string(options.port) + ": Address already in use");
  options.address = "localhost";
  const auto third = Server::start({{&mock.contract, nullptr}}, options);
  REQUIRE_FALSE(third.has_value());
  CHECK(third.diagnostics()[0].message == "\"localhost\" is no IP address");
}

TEST_CASE("the same seed gives the same values") {
  SmallMock mock;
  ServerOptions options;
  options.seed = 42;
  std::vector<std::string> bodies;
  for (int i = 0; i < 2; ++i) {
    const auto server = started({{&mock.contract, nullptr}}, options);
    const auto transport = http::make_curl_transport(quick());
    bodies.push_back(fetch(*transport, {"POST",
                                        server->base_url() + "/carts/7/items?api_key=k",
                                        {{"Content-Type", "application/json"}},
                                        R"({"name":"a"})"})
                         .response->body);
  }
  CHECK(bodies[0] == bodies[1]);
}

TEST_CASE("all providers are served together") {
  std::vector<std::unique_ptr<ProviderFixture>> providers;
  std::vector<Served> served;
  for (const char* name : {"complycube", "finhub", "frankieone", "knot"}) {
    providers.push_back(std::make_unique<ProviderFixture>(name));
    served.push_back({&providers.back()->contract, providers.back()->rules});
  }
  const auto server = started(served);
  const auto transport = http::make_curl_transport(quick());
  const http::Exchange lost = fetch(*transport, get(*server, "/nowhere"));
  CHECK(lost.response->status == 404);
  CHECK(lost.response->body.find("POST /session/create") != std::string::npos);
  CHECK(lost.response->body.find("POST /v1/flow/sessions") != std::string::npos);
}

}  // namespace concord::mock
