#include "exchange_fixture.h"

#include <support/catch.h>
#include <support/self_signed.h>

namespace tls_test {

using namespace concord;
using namespace concord::http;
using namespace std::chrono_literals;

namespace {

const support::SelfSigned& certificate() {
  static const support::SelfSigned self_signed;
  return self_signed;
}

support::RawServer::Tls identity() { return {certificate().certificate_file(), certificate().key_file()}; }

std::string dump(const Exchange& exchange) {
  if (!exchange.error) return "no error";
  return std::string(error_kind_name(exchange.error->kind)) + ": " + exchange.error->message + " [" +
         exchange.error->phase + "]";
}

std::string address(const support::RawServer& server) { return "127.0.0.1:" + std::to_string(server.port()); }

}  // namespace

TEST_CASE("a certificate that signed itself is refused, and nothing is sent") {
  support::RawServer server(support::RawServer::always(support::http_answer(200, "")), identity());
  const Exchange done = exchange(server.url());
  CHECK(dump(done) == "tls: no TLS connection to " + address(server) + " (self-signed certificate) [TLS handshake]");
  CHECK(server.requests().empty());
  // libcurl 8 tells the address of the peer only once the handshake is done; the message above has it in any case.
  const bool is_told = !done.remote_address.empty();
  CHECK((!is_told || done.remote_address == address(server)));
}

TEST_CASE("a certificate named as trusted is accepted") {
  support::RawServer server(support::RawServer::always(support::http_answer(200, "ok")), identity());
  TransportOptions options = quick_options();
  options.ca_file = certificate().certificate_file();
  const auto transport = make_curl_transport(options);
  const Exchange first = exchange(*transport, get(server.url()));
  CHECK(dump(first) == "no error");
  REQUIRE(first.response);
  CHECK(first.response->body == "ok");
  CHECK(first.tls_version == "TLSv1.3");
  CHECK(first.timing.tls > first.timing.connect);
  const Exchange second = exchange(*transport, get(server.url()));
  CHECK(second.connection_reused);
  CHECK(second.tls_version == "TLSv1.3");
  CHECK(second.timing.tls == 0us);
}

TEST_CASE("until when the server's certificate holds is told") {
  const support::SelfSigned old("IP:127.0.0.1", -30min);
  support::RawServer server(support::RawServer::always(support::http_answer(200, "ok")),
                            {old.certificate_file(), old.key_file()});
  TransportOptions options = quick_options();
  options.verify_tls = false;
  const Exchange done = exchange(server.url(), options);
  REQUIRE(done.certificate_expires);
  const auto ago = base::system_clock().now() - *done.certificate_expires;
  CHECK(ago > 29min);
  CHECK(ago < 32min);
  support::RawServer plain(support::RawServer::always(support::http_answer(200, "ok")));
  CHECK(!exchange(plain.url()).certificate_expires);
}

TEST_CASE("verification can be turned off") {
  support::RawServer server(support::RawServer::always(support::http_answer(200, "ok")), identity());
  TransportOptions options = quick_options();
  options.verify_tls = false;
  CHECK(dump(exchange(server.url(), options)) == "no error");
}

TEST_CASE("a certificate of another host is refused") {
  const support::SelfSigned other("DNS:other.example");
  support::RawServer server(support::RawServer::always(support::http_answer(200, "")),
                            {other.certificate_file(), other.key_file()});
  TransportOptions options = quick_options();
  options.ca_file = other.certificate_file();
  CHECK(dump(exchange(server.url(), options)) ==
        "tls: no TLS connection to " + address(server) + " (the certificate is not for 127.0.0.1) [TLS handshake]");
}

TEST_CASE("a server that wants a certificate of the client says so") {
  support::RawServer::Tls asking = identity();
  asking.client_ca_file = certificate().certificate_file();
  support::RawServer server(support::RawServer::always(support::http_answer(200, "ok")), asking);
  TransportOptions options = quick_options();
  options.ca_file = certificate().certificate_file();
  const std::string refused = "tls: " + address(server) + " refused the TLS connection (";
  CHECK(dump(exchange({"POST", server.url(), {}, "{}"}, options)) ==
        refused + "certificate required) [response headers]");
  const support::SelfSigned stranger;
  options.client_certificate = stranger.certificate_file();
  options.client_key = stranger.key_file();
  CHECK(dump(exchange({"POST", server.url(), {}, "{}"}, options)) == refused + "unknown ca) [response headers]");
  CHECK(server.requests().empty());
  options.client_certificate = certificate().certificate_file();
  options.client_key = certificate().key_file();
  CHECK(exchange({"POST", server.url(), {}, "{}"}, options).response->body == "ok");
}

TEST_CASE("a server without TLS fails the handshake") {
  support::RawServer server([](support::RawConnection& connection) {
    connection.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
    connection.wait(1s);
  });
  const Exchange done = exchange("https://" + address(server) + "/");
  CHECK(dump(done) == "tls: no TLS connection to " + address(server) + " (wrong version number) [TLS handshake]");
}

TEST_CASE("a server that refuses the handshake says why") {
  const std::pair<char, const char*> alerts[] = {
      {'\x28', "handshake failure"}, {'\x46', "protocol version"}, {'\x31', "access denied"}};
  for (const auto& [number, words] : alerts) {
    support::RawServer server([alert = number](support::RawConnection& connection) {
      connection.read_bytes(100);
      connection.send(std::string("\x15\x03\x03\x00\x02\x02", 6) + alert);
      connection.wait(1s);
    });
    const Exchange done = exchange("https://" + address(server) + "/");
    CHECK(dump(done) == "tls: " + address(server) + " refused the TLS connection (" + words + ") [TLS handshake]");
  }
}

TEST_CASE("a server that ends the handshake fails it") {
  const std::pair<void (*)(support::RawConnection&), const char*> ways[] = {
      {[](support::RawConnection& connection) { connection.read_bytes(100), connection.close(); }, "closed"},
      {[](support::RawConnection& connection) { connection.read_bytes(100), connection.reset(); }, "reset"}};
  for (const auto& [way, word] : ways) {
    support::RawServer server(way);
    const Exchange done = exchange("https://" + address(server) + "/");
    CHECK(dump(done) ==
          "tls: no TLS connection to " + address(server) + " (the connection was " + word + ") [TLS handshake]");
  }
}

TEST_CASE("a server that says nothing fails the handshake in time") {
  support::RawServer server([](support::RawConnection& connection) { connection.wait(60s); });
  TransportOptions options = quick_options();
  options.timeouts.connect = Milliseconds(200);
  CHECK(dump(exchange("https://" + address(server) + "/", options)) ==
        "timeout: no TLS handshake with " + address(server) + " within 200 ms [TLS handshake]");
}

TEST_CASE("a CA file that is none is named") {
  TransportOptions options = quick_options();
  options.ca_file = "no/such/file.pem";
  support::RawServer server(support::RawServer::always(support::http_answer(200, "")), identity());
  const Exchange done = exchange(server.url(), options);
  REQUIRE(done.error);
  CHECK(done.error->kind == ErrorKind::Tls);
  CHECK(done.error->message == "cannot use the CA file \"no/such/file.pem\"");
}

TEST_CASE("half a body over TLS is half a body") {
  support::RawServer server(
      [](support::RawConnection& connection) {
        connection.read_request();
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
      },
      identity());
  TransportOptions options = quick_options();
  options.verify_tls = false;
  CHECK(dump(exchange(server.url(), options)) ==
        "reset: the connection was closed after 4 of 10 bytes of the body [response body]");
}

}  // namespace tls_test
