#include "exchange_fixture.h"

#include <support/catch.h>
#include <support/self_signed.h>

using namespace concord;
using namespace concord::http;

namespace {

// Lets through who says "robot:word-of-the-proxy"; answers itself instead of going on.
support::RawServer::Script guarded(std::string answer) {
  return [answer](support::RawConnection& connection) {
    for (std::string request = connection.read_request(); !request.empty(); request = connection.read_request()) {
      const bool is_allowed = request.find("Proxy-Authorization: Basic cm9ib3Q6d29yZC1vZi10aGUtcHJveHk=\r\n") !=
                              std::string::npos;
      connection.send(is_allowed ? answer
                                 : support::http_answer(407, "", "Proxy-Authenticate: Basic realm=\"p\"\r\n"));
    }
  };
}

TransportOptions through(const support::RawServer& proxy, const std::string& user, const std::string& password) {
  TransportOptions options = quick_options();
  options.proxy = proxy.url();
  options.proxy_user = user;
  options.proxy_password = password;
  return options;
}

}  // namespace

TEST_CASE("a proxy gets its credentials, and the server does not") {
  support::RawServer proxy(guarded(support::http_answer(200, "{}")));
  const Exchange done = exchange("http://api.shop.com/orders", through(proxy, "robot", "word-of-the-proxy"));
  REQUIRE(done.response);
  CHECK(done.response->status == 200);
  REQUIRE(proxy.requests().size() == 1);
  CHECK(proxy.requests()[0].starts_with("GET http://api.shop.com/orders HTTP/1.1\r\n"));
  CHECK(http::find_header(done.request.headers, "Proxy-Authorization") == nullptr);
}

TEST_CASE("a proxy that wants credentials before it connects says so") {
  support::RawServer proxy(guarded("HTTP/1.1 200 Connection established\r\n\r\n"));
  const Exchange done = exchange("https://api.shop.com/orders", through(proxy, "robot", "wrong"));
  REQUIRE(done.error);
  CHECK(done.error->kind == ErrorKind::Proxy);
  CHECK(done.error->message == "the proxy answered 407 to CONNECT");
  CHECK(done.error->lack == Lack::ProxyCredentials);
  CHECK(done.error->delivery == Delivery::NotSent);
}
