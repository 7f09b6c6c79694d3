// Targets that are down, that break off, that are silent; and TLS on both sides.
#include "proxied.h"

#include <concord/http/transport.h>

#include <support/self_signed.h>

using namespace concord;
using namespace concord::proxy;
using namespace std::chrono_literals;
using support::http_answer;
using support::RawClient;
using support::RawConnection;
using support::RawServer;

namespace {

http::Exchange fetch(const std::string& url, const std::string& ca_file) {
  http::TransportOptions options;
  options.proxy_from_environment = false;
  options.ca_file = ca_file;
  const auto transport = http::make_curl_transport(options);
  http::Exchange done;
  transport->start({"GET", url, {}, {}}, [&](http::Exchange ended) { done = std::move(ended); });
  while (transport->poll(base::Milliseconds(1000)) > 0) {
  }
  return done;
}

std::string url_of_nobody() { return RawServer(RawServer::always("")).url(); }

}  // namespace

TEST_CASE("a target that is down is told as such, and the client may go on") {
  Proxied proxied(url_of_nobody());
  RawClient client(proxied.proxy->port());
  for (int i = 0; i < 2; ++i) {
    client.send(get("/", ""));
    const std::string answer = client.receive("}\n");
    CHECK(contains(answer,
                   "HTTP/1.1 502 Bad Gateway\r\nContent-Type: application/problem+json\r\n"
                   "Proxy-Status: concord; error=connection_refused\r\n"));
    CHECK(contains(answer, R"("detail":"concord proxy: cannot connect to 127.0.0.1:)"));
    CHECK(contains(answer, "Connection refused"));
  }
  CHECK(proxied.proxy->counts().unreachable == 2);
  const auto told = proxied.told(2);
  CHECK_FALSE(told.at(0).exchange.response);
  CHECK(contains(told.at(0).exchange.error->message, "Connection refused"));
}

TEST_CASE("a target that gives no answer, or none of HTTP, is told as such") {
  RawServer server([](RawConnection& connection) {
    if (contains(connection.read_request(), "/other")) connection.send("SSH-2.0-OpenSSH_9.2\r\n\r\n");
  });
  Proxied proxied(server.url());
  const std::string closed = proxied.exchange(get("/"));
  CHECK(contains(closed, "HTTP/1.1 502 "));
  CHECK(contains(closed, "closed the connection without an answer"));
  CHECK(contains(closed, "Proxy-Status: concord; error=connection_terminated\r\n"));
  const std::string other = proxied.exchange(get("/other"));
  CHECK(contains(other, "answered with what is no HTTP/1.1: "));
  CHECK(contains(other, "Proxy-Status: concord; error=http_protocol_error\r\n"));
}

TEST_CASE("an answer that breaks off breaks off for the client too") {
  RawServer server([](RawConnection& connection) {
    const std::string request = connection.read_request();
    if (contains(request, "/counted")) connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
    else connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n");
  });
  Proxied proxied(server.url());
  CHECK(body_of(proxied.exchange(get("/counted", ""))) == "half");
  CHECK(body_of(proxied.exchange(get("/chunked", ""))) == "4\r\nhalf\r\n");  // and no last chunk
  CHECK(proxied.proxy->counts().unreachable == 2);
  CHECK(proxied.told(2).at(1).exchange.error->message == "the answer broke off");
}

TEST_CASE("a silent target is waited for as long as is said") {
  RawServer server([](RawConnection& connection) {
    connection.read_request();
    connection.wait(1min);
  });
  Options options;
  options.silence_timeout = 300ms;
  Proxied proxied(server.url(), options);
  const std::string answer = proxied.exchange(get("/"));
  CHECK(contains(answer, "HTTP/1.1 504 Gateway Timeout\r\n"));
  CHECK(contains(answer, "was silent for too long"));
}

TEST_CASE("a kept connection that the target closes is replaced, as long as that does no harm") {
  RawServer server([](RawConnection& connection) {
    connection.read_request();
    connection.send(http_answer(200, "first"));
    if (connection.number() > 0) return;
    connection.read_request();  // and closes, instead of an answer
  });
  Proxied proxied(server.url());
  CHECK(contains(proxied.exchange(get("/")), "first"));
  CHECK(contains(proxied.exchange(get("/")), "first"));
  CHECK(server.requests().size() == 3);
  CHECK(server.connection_count() == 2);
}

TEST_CASE("what may have had an effect is not sent twice") {
  RawServer server([](RawConnection& connection) {
    connection.read_request();
    connection.send(http_answer(200, "first"));
    connection.read_request();
  });
  Proxied proxied(server.url());
  CHECK(contains(proxied.exchange(get("/")), "first"));
  const std::string post = "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
  CHECK(contains(proxied.exchange(post), "HTTP/1.1 502 "));
  CHECK(server.requests().size() == 2);
}

TEST_CASE("TLS towards clients and towards the target") {
  const support::SelfSigned own, theirs;
  RawServer server(RawServer::always(http_answer(200, "secret")),
                   RawServer::Tls{theirs.certificate_file(), theirs.key_file()});
  Options options;
  options.tls = http::ServerTls{own.certificate_file(), own.key_file()};
  options.authorities_file = theirs.certificate_file();
  Proxied proxied(server.url(), options);
  CHECK(proxied.proxy->base_url().starts_with("https://127.0.0.1:"));
  const http::Exchange exchange = fetch(proxied.proxy->base_url() + "/a", own.certificate_file());
  REQUIRE(exchange.response);
  CHECK(exchange.response->status == 200);
  CHECK(exchange.response->body == "secret");
  CHECK(contains(server.requests().at(0), "GET /a HTTP/1.1\r\n"));
}

TEST_CASE("a target whose certificate nobody vouches for gets nothing, unless that is wanted") {
  const support::SelfSigned theirs, named_otherwise("DNS:other.test");
  RawServer server(RawServer::always(http_answer(200, "secret")),
                   RawServer::Tls{theirs.certificate_file(), theirs.key_file()});
  {
    Proxied proxied(server.url());
    const std::string answer = proxied.exchange(get("/"));
    CHECK(contains(answer, "HTTP/1.1 502 "));
    CHECK(contains(answer, "Proxy-Status: concord; error=tls_certificate_error\r\n"));
    CHECK(contains(answer, "self-signed certificate"));
    CHECK(server.requests().empty());
  }
  Options options;
  options.is_unverified = true;
  CHECK(contains(Proxied(server.url(), options).exchange(get("/")), "secret"));
  RawServer other(RawServer::always(http_answer(200, "secret")),
                  RawServer::Tls{named_otherwise.certificate_file(), named_otherwise.key_file()});
  Options trusting;
  trusting.authorities_file = named_otherwise.certificate_file();
  CHECK(contains(Proxied(other.url(), trusting).exchange(get("/")), "HTTP/1.1 502 "));
  CHECK(other.requests().empty());
}

TEST_CASE("what cannot be started is a diagnostic") {
  const auto kind = [](const std::function<void(Options&)>& change) {
    Options options;
    options.to = "http://127.0.0.1:1";
    change(options);
    const auto started = Proxy::start({}, options);
    return started ? std::string() : started.diagnostics().front().kind;
  };
  CHECK(kind([](Options& options) { options.to = "nowhere"; }) == "proxy.to");
  CHECK(kind([](Options& options) { options.address = "nowhere"; }) == "proxy.listen");
  CHECK(kind([](Options& options) { options.tls = http::ServerTls{"none.pem", "none.pem"}; }) == "proxy.tls");
  CHECK(kind([](Options& options) {
          options.to = "https://127.0.0.1:1";
          options.authorities_file = "none.pem";
        }) == "proxy.tls");
  RawServer server(RawServer::always(""));
  CHECK(kind([&](Options& options) { options.port = server.port(); }) == "proxy.listen");
}
