// Exchanges that pass: real servers and clients on loopback.
#include "proxied.h"

using namespace concord;
using namespace concord::proxy;
using support::http_answer;
using support::RawClient;
using support::RawConnection;
using support::RawServer;

namespace {

// Answers each request with its body.
void echo(RawConnection& connection) {
  for (std::string request = connection.read_request(); !request.empty(); request = connection.read_request())
    connection.send(http_answer(200, body_of(request)));
}

}  // namespace

TEST_CASE("fields and content pass unchanged, but for those of one hop") {
  RawServer server(RawServer::always(http_answer(
      201, "made",
      "Server: own\r\nX-Two: a\r\nx-two: b\r\nConnection: X-Hop\r\nX-Hop: 1\r\nKeep-Alive: timeout=5\r\n")));
  Proxied proxied(server.url() + "/v1");
  const std::string answer = proxied.exchange(
      "POST /a%20b?c=d HTTP/1.1\r\nHost: shop.test\r\nAccept: */*\r\nX-Two: a\r\nX-Two: b\r\nTE: trailers\r\n"
      "Connection: close, X-Mine\r\nX-Mine: 1\r\nContent-Length: 4\r\n\r\nbody");
  REQUIRE(server.requests().size() == 1);
  const std::string host = server.url().substr(7);
  CHECK(server.requests()[0] == "POST /v1/a%20b?c=d HTTP/1.1\r\nHost: " + host +
                                    "\r\nAccept: */*\r\nX-Two: a\r\nX-Two: b\r\nContent-Length: 4\r\n"
                                    "Via: 1.1 concord\r\n\r\nbody");
  CHECK(contains(answer, "HTTP/1.1 201 "));
  CHECK(contains(answer, "\r\nServer: own\r\nX-Two: a\r\nx-two: b\r\n"));
  CHECK(contains(answer, "\r\nVia: 1.1 concord\r\nConnection: close\r\n"));
  CHECK_FALSE(contains(answer, "X-Hop"));
  CHECK_FALSE(contains(answer, "Keep-Alive"));
  CHECK(body_of(answer) == "made");
  const auto told = proxied.told(1);
  REQUIRE(told.size() == 1);
  CHECK(told[0].exchange.request.url == server.url() + "/v1/a%20b?c=d");
  CHECK(told[0].exchange.request.body == "body");
  CHECK(told[0].exchange.response->status == 201);
  CHECK(told[0].exchange.response->body == "made");
  CHECK_FALSE(told[0].is_request_cut);
}

TEST_CASE("connections are kept on both sides") {
  RawServer server(echo);
  Proxied proxied(server.url());
  for (int round = 0; round < 2; ++round) {
    RawClient client(proxied.proxy->port());
    for (int i = 0; i < 3; ++i) {
      client.send(get("/", ""));
      CHECK(contains(client.receive("\r\n\r\n"), "HTTP/1.1 200 "));
    }
  }
  CHECK(server.requests().size() == 6);
  CHECK(server.connection_count() == 1);
  CHECK(proxied.proxy->counts().connections == 1);
  CHECK(proxied.told(6).size() == 6);
}

TEST_CASE("requests that are sent one behind the other are answered in order") {
  RawServer server(echo);
  Proxied proxied(server.url());
  std::string all;
  for (const char* body : {"one", "two"})
    all += std::string("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n") + body;
  const std::string answers = proxied.exchange(all + get("/last"));
  CHECK(answers.find("one") < answers.find("two"));
  CHECK(answers.find("two") < answers.find("Connection: close"));
  CHECK(server.requests().size() == 3);
}

TEST_CASE("chunks and trailers pass both ways") {
  RawServer server([](RawConnection& connection) {
    std::string request = connection.read_request();
    while (!contains(request, "\r\n0\r\n")) request += connection.read_bytes(1);
    request += connection.read_bytes(std::string("Sum: 5\r\n\r\n").size());
    connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" +
                    std::string(contains(request, "Sum: 5\r\n\r\n") ? "3\r\nyes\r\n" : "2\r\nno\r\n") +
                    "0\r\nX-Sum: 3\r\n\r\n");
    connection.read_request();
  });
  Proxied proxied(server.url());
  RawClient client(proxied.proxy->port());
  client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\nab\r\n");
  client.send("3\r\ncde\r\n0\r\nSum: 5\r\n\r\n");
  const std::string answer = client.receive("\r\nX-Sum: 3\r\n\r\n");
  CHECK(contains(answer, "Transfer-Encoding: chunked\r\n\r\n3\r\nyes\r\n0\r\nX-Sum: 3\r\n\r\n"));
  CHECK(proxied.told(1).at(0).exchange.request.body == "abcde");
}

TEST_CASE("a client that waits for 100 gets that of the target, and then sends") {
  RawServer server([](RawConnection& connection) {
    // Its head alone: what read_request() takes would wait for the body.
    std::string head;
    while (!contains(head, "\r\n\r\n")) head += connection.read_bytes(1);
    connection.send("HTTP/1.1 100 Continue\r\n\r\n");
    connection.send(http_answer(200, connection.read_bytes(4)));
    connection.read_request();
  });
  Proxied proxied(server.url());
  RawClient client(proxied.proxy->port());
  client.send("PUT / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
  CHECK(contains(client.receive("100 Continue"), "HTTP/1.1 100 Continue"));
  client.send("body");
  CHECK(contains(client.receive("body"), "HTTP/1.1 200 "));
}

TEST_CASE("an answer that comes before the body has ended is passed on") {
  RawServer server([](RawConnection& connection) {
    std::string head;
    while (!contains(head, "\r\n\r\n")) head += connection.read_bytes(1);
    connection.send(http_answer(413, "too large", "Connection: close\r\n"));
  });
  Proxied proxied(server.url());
  const std::string answer =
      proxied.exchange("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n" + std::string(5000, 'x'));
  CHECK(contains(answer, "HTTP/1.1 413 "));
  CHECK(body_of(answer) == "too large");
}

TEST_CASE("answers without content have none, whatever their fields say") {
  RawServer server([](RawConnection& connection) {
    for (std::string request = connection.read_request(); !request.empty(); request = connection.read_request()) {
      if (request.starts_with("HEAD")) connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
      else if (contains(request, "/304")) connection.send("HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n");
      else connection.send("HTTP/1.1 204 No Content\r\n\r\n");
    }
  });
  Proxied proxied(server.url());
  const std::string answers =
      proxied.exchange("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n" + get("/304", "") + get("/204", "") + get("/204"));
  CHECK(contains(answers, "Content-Length: 1000\r\n"));
  CHECK(contains(answers, "HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n"));
  CHECK(contains(answers, "HTTP/1.1 204 No Content\r\n"));
  CHECK_FALSE(contains(answers, "chunked"));
  CHECK(server.connection_count() == 1);
}

TEST_CASE("large bodies pass whole, and only their beginning is kept") {
  RawServer server(echo);
  Proxied proxied(server.url());
  constexpr std::size_t size = 8'000'000;
  std::string body(size, 'a');
  for (std::size_t i = 0; i < size; i += 997) body[i] = static_cast<char>('a' + i % 26);
  const std::string answer = proxied.exchange(
      "PUT / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: " + std::to_string(size) + "\r\n\r\n" + body);
  CHECK(body_of(answer) == body);
  const Passed told = proxied.told(1).at(0);
  CHECK(told.is_request_cut);
  CHECK(told.is_response_cut);
  CHECK(told.exchange.response->body == body.substr(0, 1u << 20));
  CHECK(told.exchange.response->wire_bytes == size);
}

TEST_CASE("an answer that ends with its connection goes on in chunks, or to HTTP/1.0 as it is") {
  RawServer server([](RawConnection& connection) {
    connection.read_request();
    connection.send("HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nto the end");
  });
  Proxied proxied(server.url());
  const std::string answer = proxied.exchange(get("/"));
  CHECK(contains(answer, "Via: 1.0 concord\r\nTransfer-Encoding: chunked\r\n"));
  CHECK(body_of(answer) == "a\r\nto the end\r\n0\r\n\r\n");
  const std::string old = proxied.exchange("GET / HTTP/1.0\r\n\r\n");
  CHECK(body_of(old) == "to the end");
  CHECK_FALSE(contains(old, "chunked"));
  CHECK(contains(server.requests().at(1), "Via: 1.0 concord"));
}

TEST_CASE("what is no request, or one for another server, is refused with a problem document") {
  RawServer server(RawServer::always(http_answer(200, "")));
  Proxied proxied(server.url());
  const auto refused = [&proxied](const std::string& request) {
    const std::string answer = proxied.exchange(request);
    CHECK(contains(answer, "\r\nContent-Type: application/problem+json\r\n"));
    return support::first_line(answer);
  };
  CHECK(refused("nonsense\r\n\r\n") == "HTTP/1.1 400 Bad Request");
  CHECK(refused("GET / HTTP/1.1\r\n\r\n") == "HTTP/1.1 400 Bad Request");
  CHECK(refused("CONNECT shop.test:443 HTTP/1.1\r\nHost: shop.test\r\n\r\n") == "HTTP/1.1 501 Not Implemented");
  CHECK(refused("GET http://other.test/ HTTP/1.1\r\nHost: other.test\r\n\r\n") == "HTTP/1.1 421 Misdirected Request");
  CHECK(server.requests().empty());
  CHECK(proxied.proxy->counts().refused == 4);
  CHECK(proxied.proxy->counts().requests == 0);
  CHECK(contains(proxied.exchange(get(server.url() + "/own")), "HTTP/1.1 200 "));
  CHECK(contains(server.requests().at(0), "GET /own HTTP/1.1\r\n"));
}
