#include "exchange_fixture.h"

#include <support/catch.h>

#include <cstdio>
#include <fstream>

using namespace concord;
using namespace concord::http;
using namespace std::chrono_literals;

namespace {

// What gzip(1) makes of the output of a shell command.
std::string gzip(const std::string& command) {
  std::FILE* pipe = popen((command + " | gzip -9").c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string packed;
  char buffer[65536];
  while (const std::size_t got = std::fread(buffer, 1, sizeof buffer, pipe)) packed.append(buffer, got);
  REQUIRE(pclose(pipe) == 0);
  return packed;
}

// Of this process now, in bytes.
long resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  long all = 0;
  long resident = 0;
  statm >> all >> resident;
  return resident * 4096;
}

std::string dump(const Exchange& exchange) {
  if (!exchange.error) return "no error";
  return std::string(error_kind_name(exchange.error->kind)) + ": " + exchange.error->message + " [" +
         exchange.error->phase + "]";
}

// A server that sends `head` and then `piece` for ever, and what comes of it.
Exchange flooded(std::string head, std::string piece, TransportOptions options, std::uint64_t* sent = nullptr) {
  std::uint64_t count = 0;
  Exchange done;
  {
    support::RawServer server([&](support::RawConnection& connection) {
      connection.read_request();
      connection.send(head);
      count = connection.send_endlessly(piece, 1u << 30);
    });
    done = exchange(server.url(), options);
  }
  if (sent) *sent = count;
  return done;
}

}  // namespace

TEST_CASE("a body of a gigabyte ends at the limit") {
  TransportOptions options = quick_options();
  options.max_body_bytes = 1u << 20;
  const long before = resident_bytes();
  std::uint64_t sent = 0;
  const Exchange done =
      flooded("HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n", std::string(65536, 'x'), options, &sent);
  CHECK(dump(done) == "too-large: the response body is larger than 1048576 bytes [response body]");
  REQUIRE(done.response);
  CHECK(done.response->body == std::string(1u << 20, 'x'));
  CHECK(sent < (64u << 20));
  CHECK(resident_bytes() - before < (32 << 20));
}

TEST_CASE("a body of the size of the limit passes") {
  TransportOptions options = quick_options();
  options.max_body_bytes = 1000;
  const auto answer = [&](std::size_t size) {
    support::RawServer server(support::RawServer::always(support::http_answer(200, std::string(size, 'x'))));
    return dump(exchange(server.url(), options));
  };
  CHECK(answer(1000) == "no error");
  CHECK(answer(1001) == "too-large: the response body is larger than 1000 bytes [response body]");
}

TEST_CASE("endless headers end at the limit") {
  TransportOptions options = quick_options();
  options.max_header_bytes = 10'000;
  CHECK(dump(flooded("HTTP/1.1 200 OK\r\n", "X-More: and more\r\n", options)) ==
        "too-large: the response headers are larger than 10000 bytes [response headers]");
}

TEST_CASE("endless interim responses end at the limit") {
  CHECK(dump(flooded("", "HTTP/1.1 103 Early Hints\r\n\r\n", quick_options())) ==
        "too-large: the response headers are larger than 262144 bytes [response headers]");
}

TEST_CASE("an endless header line ends") {
  const Exchange done = flooded("HTTP/1.1 200 OK\r\nX-More: ", std::string(1000, 'x'), quick_options());
  CHECK(dump(done) ==
        "too-large: the response has a header line that is too long, or too many of them [response headers]");
}

TEST_CASE("endless trailers end") {
  const Exchange done =
      flooded("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", "X-More: and more\r\n", quick_options());
  REQUIRE(done.error);
  CHECK(done.error->kind == ErrorKind::TooLarge);
}

TEST_CASE("a packed body is unpacked") {
  const std::string text = "{\"a\": \"" + std::string(1000, 'x') + "\"}";
  const std::string packed = gzip("printf '" + text + "'");
  support::RawServer server(
      support::RawServer::always(support::http_answer(200, packed, "Content-Encoding: gzip\r\n")));
  const Exchange done = exchange(server.url());
  CHECK_FALSE(done.error);
  REQUIRE(done.response);
  CHECK(done.response->body == text);
  CHECK(done.response->wire_bytes == packed.size());
  CHECK(*find_header(done.response->headers, "Content-Encoding") == "gzip");
  CHECK(server.requests()[0].find("\r\nAccept-Encoding: gzip, deflate") != std::string::npos);
}

TEST_CASE("a request that asks for an encoding gets the body as it is") {
  const std::string packed = gzip("printf text");
  support::RawServer server(
      support::RawServer::always(support::http_answer(200, packed, "Content-Encoding: gzip\r\n")));
  const Exchange done = exchange(Request{"GET", server.url(), {{"accept-encoding", "gzip"}}, {}});
  REQUIRE(done.response);
  CHECK(done.response->body == packed);
}

TEST_CASE("a packed bomb ends at the limit") {
  TransportOptions options = quick_options();
  options.max_body_bytes = 1u << 20;
  const std::string bomb = gzip("head -c 200000000 /dev/zero");
  REQUIRE(bomb.size() < (1u << 20));
  const long before = resident_bytes();
  support::RawServer server(support::RawServer::always(support::http_answer(200, bomb, "Content-Encoding: gzip\r\n")));
  CHECK(dump(exchange(server.url(), options)) ==
        "too-large: the response body is larger than 1048576 bytes [response body]");
  CHECK(resident_bytes() - before < (32 << 20));
}

TEST_CASE("a packed body that never becomes anything ends") {
  TransportOptions options = quick_options();
  options.max_body_bytes = 1u << 20;
  // After the header of gzip: stored blocks of no bytes.
  const std::string header("\x1f\x8b\x08\0\0\0\0\0\0\x03", 10);
  std::string blocks;
  for (int i = 0; i < 10'000; ++i) blocks.append("\0\0\0\xFF\xFF", 5);
  const Exchange done = flooded("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + header, blocks, options);
  CHECK(dump(done) == "too-large: the response body is larger than 1048576 bytes [response body]");
}
