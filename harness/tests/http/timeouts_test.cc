#include "exchange_fixture.h"

#include <support/catch.h>
#include <support/self_signed.h>

namespace timeouts_test {

using namespace concord;
using namespace concord::http;
using namespace std::chrono_literals;

namespace {

std::string dump(const Exchange& exchange) {
  if (!exchange.error) return "no error";
  return std::string(error_kind_name(exchange.error->kind)) + ": " + exchange.error->message + " [" +
         exchange.error->phase + "]";
}

Request with(std::string url, Timeouts timeouts) {
  Request request = get(std::move(url));
  request.timeouts = timeouts;
  return request;
}

// Waits before it answers, and between the head and the body.
support::RawServer::Script answers_after(Milliseconds head, Milliseconds body) {
  return [head, body](support::RawConnection& connection) {
    while (!connection.read_request().empty()) {
      connection.wait(head);
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n");
      connection.wait(body);
      connection.send("{}");
    }
  };
}

}  // namespace

TEST_CASE("a request has timeouts of its own, and the others of the same transport keep theirs") {
  support::RawServer server(answers_after(400ms, 0ms));
  const auto transport = make_curl_transport(quick_options());
  std::optional<Exchange> hasty, patient;
  transport->start(with(server.url(), {0ms, 0ms, 0ms, 150ms}), [&](Exchange done) { hasty = std::move(done); });
  transport->start(get(server.url()), [&](Exchange done) { patient = std::move(done); });
  finish(*transport);
  CHECK(dump(*hasty) == "timeout: no response within 150 ms [response headers]");
  CHECK(dump(*patient) == "no error");
  CHECK(dump(exchange(*transport, get(server.url()))) == "no error");
}

TEST_CASE("the first byte may have a time of its own, from when the request is sent") {
  support::RawServer slow(answers_after(60s, 0ms));
  const Exchange done = exchange(with(slow.url(), {0ms, 0ms, 150ms, 0ms}));
  CHECK(dump(done) == "timeout: no response within 150 ms of sending the request [response headers]");
  CHECK(done.error->delivery == Delivery::Unknown);
  CHECK(done.timing.total < 5s);
}

TEST_CASE("a body may take longer than the first byte") {
  support::RawServer server(answers_after(0ms, 500ms));
  const auto transport = make_curl_transport(quick_options());
  for (int i = 0; i < 2; ++i) {
    CHECK(dump(exchange(*transport, with(server.url(), {0ms, 0ms, 300ms, 0ms}))) == "no error");
  }
}

TEST_CASE("the handshake of TLS may have a time of its own, beside that of the connection") {
  support::RawServer silent([](support::RawConnection& connection) { connection.wait(60s); });
  const std::string address = "127.0.0.1:" + std::to_string(silent.port());
  const std::string url = "https://" + address + "/";
  const Exchange done = exchange(with(url, {5s, 150ms, 0ms, 0ms}));
  CHECK(dump(done) == "timeout: no TLS handshake with " + address + " within 150 ms [TLS handshake]");
  CHECK(done.error->delivery == Delivery::NotSent);
  CHECK(dump(exchange(with(url, {120ms, 0ms, 0ms, 0ms}))) ==
        "timeout: no TLS handshake with " + address + " within 120 ms [TLS handshake]");
}

}  // namespace timeouts_test
