// What is endless, what changes the protocol, who goes away, and many at once.
#include "proxied.h"

#include <sys/resource.h>

#include <atomic>
#include <future>

using namespace concord;
using namespace concord::proxy;
using namespace std::chrono_literals;
using support::http_answer;
using support::RawClient;
using support::RawConnection;
using support::RawServer;

TEST_CASE("server-sent events are passed on one by one, without delay, and nothing of them is kept") {
  std::promise<void> first_seen;
  auto seen = first_seen.get_future();
  RawServer server([&seen](RawConnection& connection) {
    connection.read_request();
    connection.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
    connection.send("9\r\ndata: 1\n\n\r\n");
    if (seen.wait_for(10s) == std::future_status::ready) connection.send("9\r\ndata: 2\n\n\r\n0\r\n\r\n");
  });
  Proxied proxied(server.url());
  RawClient client(proxied.proxy->port());
  client.send(get("/events", ""));
  CHECK(contains(client.receive("data: 1\n\n"), "data: 1\n\n"));
  first_seen.set_value();  // the second is not even sent before the first has arrived
  CHECK(contains(client.receive("0\r\n\r\n"), "data: 2\n\n"));
  const Passed told = proxied.told(1).at(0);
  CHECK(told.is_stream);
  CHECK(told.exchange.response->body.empty());
  CHECK(proxied.proxy->counts().streams == 1);
}

TEST_CASE("a WebSocket is opened, and both say what they want") {
  RawServer server([](RawConnection& connection) {
    const std::string request = connection.read_request();
    if (!contains(request, "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n")) return;
    connection.send(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Accept: x\r\n\r\nfirst");
    connection.send("echo " + connection.read_bytes(5));
  });
  Proxied proxied(server.url());
  RawClient client(proxied.proxy->port());
  client.send(get("/socket", "Connection: keep-alive, Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\n"));
  const std::string answer = client.receive("first");
  CHECK(contains(answer, "HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: x\r\n"));
  CHECK(contains(answer, "Connection: Upgrade\r\nUpgrade: websocket\r\n\r\nfirst"));
  client.send("hello");
  CHECK(client.receive() == "echo hello");  // and the end of the target's side is passed on
  CHECK(proxied.proxy->counts().upgrades == 1);
}

TEST_CASE("an endless answer ends for the target when the client goes") {
  std::promise<std::uint64_t> sent;
  auto count = sent.get_future();
  RawServer server([&sent](RawConnection& connection) {
    connection.read_request();
    connection.send("HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n\r\n");
    sent.set_value(connection.send_endlessly(std::string(8192, 'x'), 1u << 30));
  });
  Proxied proxied(server.url());
  {
    RawClient client(proxied.proxy->port());
    client.send(get("/endless", ""));
    client.receive("xxxx");
  }
  REQUIRE(count.wait_for(10s) == std::future_status::ready);
  CHECK(count.get() < 1u << 30);
  const Passed told = proxied.told(1).at(0);
  CHECK_FALSE(told.exchange.response);
  CHECK(told.exchange.error->message == "the client went away");
  CHECK(proxied.proxy->counts().aborted == 1);
}

TEST_CASE("a client that goes while its answer is waited for is not waited for any longer") {
  std::promise<void> gone;
  auto is_gone = gone.get_future();
  RawServer server([&gone](RawConnection& connection) {
    connection.read_request();
    connection.read_request();  // until the proxy closes
    gone.set_value();
  });
  Proxied proxied(server.url());
  {
    RawClient client(proxied.proxy->port());
    client.send(get("/slow", ""));
    while (server.requests().empty()) std::this_thread::sleep_for(5ms);
  }
  CHECK(is_gone.wait_for(5s) == std::future_status::ready);
  CHECK(proxied.told(1).at(0).exchange.error->message == "the client went away");
  CHECK(proxied.proxy->counts().aborted == 1);
}

TEST_CASE("500 connections at once") {
  constexpr std::size_t count = 500;
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
  REQUIRE(limit.rlim_cur >= 4 * count + 64);
  std::atomic<std::size_t> arrived{0};
  RawServer server([&arrived](RawConnection& connection) {
    const std::string request = connection.read_request();
    ++arrived;
    for (int i = 0; i < 3000 && arrived < count; ++i) connection.wait(10ms);  // none is answered before all are there
    connection.send(http_answer(200, request.substr(0, request.find(" HTTP")), "Connection: close\r\n"));
  });
  Proxied proxied(server.url());
  std::vector<std::unique_ptr<RawClient>> clients;
  for (std::size_t i = 0; i < count; ++i) {
    clients.push_back(std::make_unique<RawClient>(proxied.proxy->port()));
    clients.back()->send(get('/' + std::to_string(i)));
  }
  std::size_t right = 0;
  for (std::size_t i = 0; i < count; ++i) right += body_of(clients[i]->receive()) == "GET /" + std::to_string(i);
  CHECK(right == count);
  CHECK(proxied.told(count).size() == count);
}

TEST_CASE("more clients than there may be are told so") {
  RawServer server(RawServer::always(http_answer(200, "")));
  Options options;
  options.max_connections = 1;
  Proxied proxied(server.url(), options);
  RawClient first(proxied.proxy->port());
  first.send(get("/", ""));
  first.receive("\r\n\r\n");
  CHECK(contains(proxied.exchange(get("/")), "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\n"));
}

TEST_CASE("it stops at once when nothing is being answered, and while much is") {
  RawServer server([](RawConnection& connection) {
    connection.read_request();
    connection.wait(1min);
  });
  Proxied proxied(server.url());
  RawClient idle(proxied.proxy->port()), waiting(proxied.proxy->port());
  waiting.send(get("/slow", ""));
  while (server.requests().empty()) std::this_thread::sleep_for(5ms);
  const auto began = std::chrono::steady_clock::now();
  proxied.proxy->stop();
  CHECK(std::chrono::steady_clock::now() - began < 5s);
  CHECK(idle.receive() == "");
}
