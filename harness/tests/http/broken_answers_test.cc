#include "exchange_fixture.h"

#include <support/catch.h>

#include <algorithm>

namespace broken_answers_test {

using namespace concord;
using namespace concord::http;
using namespace std::chrono_literals;

namespace {

// What comes of an answer that ends after `bytes`.
Exchange answered(std::string bytes, const TransportOptions& options = quick_options()) {
  support::RawServer server([&bytes](support::RawConnection& connection) {
    connection.read_request();
    connection.send(bytes);
  });
  return exchange(server.url(), options);
}

Exchange reset_after(std::string bytes) {
  support::RawServer server([&bytes](support::RawConnection& connection) {
    connection.read_request();
    connection.send(bytes);
    connection.wait(50ms);
    connection.reset();
  });
  return exchange(server.url());
}

Exchange silent_after(std::string bytes) {
  support::RawServer server([&bytes](support::RawConnection& connection) {
    connection.read_request();
    connection.send(bytes);
    connection.wait(60s);
  });
  TransportOptions options = quick_options();
  options.timeouts.total = Milliseconds(200);
  return exchange(server.url(), options);
}

std::string dump(const Exchange& exchange) {
  if (!exchange.error) return "no error";
  return std::string(error_kind_name(exchange.error->kind)) + ": " + exchange.error->message + " [" +
         exchange.error->phase + "]";
}

}  // namespace

TEST_CASE("half a body is no answer, but what came is kept") {
  const Exchange done = answered("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" + std::string(120, 'x'));
  CHECK(dump(done) == "reset: the connection was closed after 120 of 500 bytes of the body [response body]");
  REQUIRE(done.response);
  CHECK(done.response->status == 200);
  CHECK(done.response->body == std::string(120, 'x'));
  CHECK(done.response->wire_bytes == 120);
  CHECK_FALSE(done.remote_address.empty());
}

TEST_CASE("an answer that ends early says where") {
  CHECK(dump(answered("")) ==
        "reset: the connection was closed before the response headers were complete [response headers]");
  CHECK(dump(answered("HTTP/1.1 200 OK\r\nX-A: 1\r\n")) ==
        "reset: the connection was closed before the response headers were complete [response headers]");
  CHECK(dump(answered("HTTP/1.1 200 OK\r\nX-A: 1")) ==
        "reset: the connection was closed before the response headers were complete [response headers]");
  CHECK(dump(answered("HTTP/1.1 100 Continue\r\n\r\n")) ==
        "reset: the connection was closed before the response headers were complete [response headers]");
  CHECK(dump(answered("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n5\r\nab")) ==
        "reset: the connection was closed after 7 bytes of a body of unknown length [response body]");
}

TEST_CASE("a reset says where") {
  CHECK(dump(reset_after("")) ==
        "reset: the connection was reset before the response headers were complete [response headers]");
  CHECK(dump(reset_after("HTTP/1.1 200 OK\r\nX-A: 1\r\n")) ==
        "reset: the connection was reset before the response headers were complete [response headers]");
  CHECK(dump(reset_after("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc")) ==
        "reset: the connection was reset after 3 of 9 bytes of the body [response body]");
  CHECK(dump(reset_after("HTTP/1.1 200 OK\r\n\r\nabc")) ==
        "reset: the connection was reset after 3 bytes of a body of unknown length [response body]");
}

TEST_CASE("a server that takes too long is given up") {
  CHECK(dump(silent_after("")) == "timeout: no response within 200 ms [response headers]");
  CHECK(dump(silent_after("HTTP/1.1 200 OK\r\n")) == "timeout: no response within 200 ms [response headers]");
  const Exchange half = silent_after("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc");
  CHECK(dump(half) == "timeout: only 3 of 9 bytes of the body within 200 ms [response body]");
  REQUIRE(half.response);
  CHECK(half.response->body == "abc");
  CHECK(half.timing.total >= 190ms);
}

TEST_CASE("a server that drips does not get more time") {
  support::RawServer server([](support::RawConnection& connection) {
    connection.read_request();
    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
    while (connection.send("x")) connection.wait(5ms);
  });
  TransportOptions options = quick_options();
  options.timeouts.total = Milliseconds(300);
  const Exchange done = exchange(server.url(), options);
  REQUIRE(done.error);
  CHECK(done.error->kind == ErrorKind::Timeout);
  CHECK(done.timing.total < 5s);
}

TEST_CASE("a body longer than its Content-Length is cut there") {
  const Exchange done = answered("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcdef");
  CHECK_FALSE(done.error);
  REQUIRE(done.response);
  CHECK(done.response->body == "abc");
}

TEST_CASE("what is not HTTP is no answer") {
  const char* not_http = "protocol: the answer does not begin with a valid HTTP status line [response headers]";
  CHECK(dump(answered("<html>hello</html>\r\n\r\n")) == not_http);  // HTTP/0.9
  CHECK(dump(answered("SSH-2.0-OpenSSH_9.2\r\n")) == not_http);
  CHECK(dump(answered(std::string(200'000, 'x'))) == not_http);
  for (const char* line : {"HTTP/1.1 abc OK", "HTTP/1.1", "HTTP/1.1 20", "HTTP/1.1 099 Low"}) {
    CAPTURE(line);
    const Exchange done = answered(std::string(line) + "\r\nContent-Length: 0\r\n\r\n");
    REQUIRE(done.error);
    CHECK(done.error->kind == ErrorKind::Protocol);
    CHECK(done.error->phase == "response headers");
    CHECK_FALSE(done.response);
  }
}

TEST_CASE("headers that are no headers are no answer") {
  for (const char* line : {"no colon", ": no name", "a b: c", "Content-Length: -1", "Content-Length: nine"}) {
    CAPTURE(line);
    const Exchange done = answered("HTTP/1.1 200 OK\r\n" + std::string(line) + "\r\n\r\n");
    REQUIRE(done.error);
    CHECK(done.error->kind == ErrorKind::Protocol);
    CHECK(done.error->phase == "response headers");
  }
}

TEST_CASE("a folded header is one header") {
  const Exchange done = answered("HTTP/1.1 200 OK\r\nX-A: 1,\r\n  2\r\nContent-Length: 0\r\n\r\n");
  REQUIRE(done.response);
  CHECK(*find_header(done.response->headers, "X-A") == "1, 2");
}

TEST_CASE("broken chunks are no body") {
  CHECK(dump(answered("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n")) ==
        "protocol: malformed chunk in the response body [response body]");
  CHECK(dump(answered("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFF\r\nabc")) ==
        "protocol: malformed chunk in the response body [response body]");
}

TEST_CASE("a body that is not encoded as it says is no body") {
  CHECK(dump(answered(support::http_answer(200, "plain", "Content-Encoding: gzip\r\n"))) ==
        "protocol: the response body cannot be decoded as its Content-Encoding \"gzip\" says [response body]");
  CHECK(dump(answered(support::http_answer(200, "plain", "Content-Encoding: none-such\r\n"))) ==
        "protocol: the response body cannot be decoded as its Content-Encoding \"none-such\" says [response body]");
}

TEST_CASE("nobody listening") {
  std::uint16_t port = 0;
  {
    support::RawServer server(support::RawServer::always(""));
    port = server.port();
  }
  const std::string address = "127.0.0.1:" + std::to_string(port);
  const Exchange done = exchange("http://" + address + "/");
  CHECK(dump(done) == "connect: cannot connect to " + address + " (connection refused) [connect]");
  CHECK(done.remote_address.empty());
  CHECK(done.timing.connect == 0us);
}

TEST_CASE("a name that nobody knows") {
  const Exchange done = exchange("http://nosuch.invalid/?key=secret");
  CHECK(dump(done) == "dns: cannot resolve \"nosuch.invalid\" [name lookup]");
}

TEST_CASE("a proxy that is not there is named as the cause") {
  support::RawServer server(support::RawServer::always(support::http_answer(200, "")));
  TransportOptions options = quick_options();
  options.proxy = "http://user:secret@127.0.0.1:9";
  const Exchange done = exchange(server.url(), options);
  CHECK(dump(done) == "proxy: cannot connect to the proxy (connection refused) [connect]");
  CHECK(server.connection_count() == 0);
}

TEST_CASE("a proxy that refuses to connect is named as the cause") {
  support::RawServer proxy(support::RawServer::always(support::http_answer(407, "", "X-Proxy: 1\r\n")));
  TransportOptions options = quick_options();
  options.proxy = proxy.url();
  const Exchange done = exchange("https://api.example/", options);
  REQUIRE(done.error);
  CHECK(done.error->kind == ErrorKind::Proxy);
  CHECK(done.error->message == "the proxy answered 407 to CONNECT");
  CHECK_FALSE(done.response);
}

TEST_CASE("a name can be resolved by hand") {
  support::RawServer server(support::RawServer::always(support::http_answer(200, "")));
  TransportOptions options = quick_options();
  const std::string port = std::to_string(server.port());
  options.resolve = "api.example:" + port + ":127.0.0.1";
  const Exchange done = exchange("http://api.example:" + port + "/", options);
  CHECK(done.response);
  CHECK(server.requests()[0].find("\r\nHost: api.example:" + port + "\r\n") != std::string::npos);
}

}  // namespace broken_answers_test
