// What clients send that are none, byte by byte: the server refuses it (tests/http), the mock says it in its own words.
#include "small_contract.h"

#include <support/raw_client.h>

namespace concord::mock {

namespace {

using support::first_line;

struct Served1 {
  explicit Served1(ServerOptions options = {}) {
    options.on_request = [this](const ServedRequest& one) {
      seen += one.method + ' ' + std::to_string(one.status) + ' ' + one.why + '\n';
    };
    auto made = Server::start({{&mock.contract, nullptr}}, options);
    if (!made) throw std::runtime_error(base::render(made.diagnostics()));
    server = std::move(made).value();
  }
  std::string exchange(const std::string& bytes) const { return support::exchange_raw(server->port(), bytes); }
  SmallMock mock;
  std::string seen;
  std::unique_ptr<Server> server;
};

const std::string post_head = "POST /carts/7/items?api_key=k HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n";

}  // namespace

TEST_CASE("what is no HTTP is refused with a problem document, and told") {
  Served1 served;
  const std::string answer = served.exchange("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: x\r\n\r\n");
  CHECK(first_line(answer) == "HTTP/1.1 400 Bad Request");
  CHECK(answer.find("Content-Type: application/problem+json\r\n") != std::string::npos);
  CHECK(answer.find("\"this is no HTTP request: bad Content-Length\"") != std::string::npos);
  served.server->stop();
  CHECK(served.seen == "POST 400 this is no HTTP request: bad Content-Length\n");
}

TEST_CASE("bodies and headers are bounded") {
  ServerOptions options;
  options.max_body_bytes = 1000;
  options.max_header_bytes = 4096;
  const Served1 served(options);
  const std::string large = served.exchange(post_head + "Content-Length: 1001\r\n\r\n");
  CHECK(first_line(large) == "HTTP/1.1 413 Content Too Large");
  CHECK(large.find("the body is larger than 1000 bytes") != std::string::npos);
  CHECK(first_line(served.exchange("GET /" + std::string(5000, 'x') + " HTTP/1.1\r\nHost: h\r\n\r\n")) ==
        "HTTP/1.1 431 Request Header Fields Too Large");
  CHECK(first_line(served.exchange("GET /carts/7/items?limit=1 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")) ==
        "HTTP/1.1 200 OK");
}

TEST_CASE("a chunked body is read") {
  const Served1 served;
  const std::string answer = served.exchange(post_head +
                                             "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                                             "5\r\n{\"nam\r\n7\r\ne\":\"a\"}\r\n0\r\n\r\n");
  CHECK(first_line(answer) == "HTTP/1.1 201 Created");
}

}  // namespace concord::mock
