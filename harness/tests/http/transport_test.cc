#include "exchange_fixture.h"
#include <support/catch.h>

using namespace concord;
using namespace concord::http;

TEST_CASE("a plain answer arrives whole") {
  support::RawServer server(support::RawServer::always(support::http_answer(200, "{\"a\":1}", "X-One: 1\r\nX-One: 2\r\n")));
  const Exchange exchange = http::exchange(server.url() + "/flow?x=1");
  REQUIRE(exchange.response);
  CHECK(exchange.response->body == "{\"a\":1}");
}
