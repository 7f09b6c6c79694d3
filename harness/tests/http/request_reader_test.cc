// The framing of requests, however the bytes arrive.
#include "server/request_reader.h"

#include <support/catch.h>

using namespace concord;
using namespace concord::http;
using State = RequestReader::State;

namespace {

ServerLimits small_limits() {
  ServerLimits limits;
  limits.max_header_bytes = 1024;
  limits.max_body_bytes = 100;
  limits.max_headers = 10;
  return limits;
}

// Every request of a connection, and what ended it: "POST /a [abc] · 400 …".
std::string read_all(std::string_view bytes, std::size_t piece) {
  RequestReader reader(small_limits());
  std::string text;
  State state = reader.next();
  while (true) {
    if (state == State::Refused) return text + std::to_string(reader.refusal()) + ' ' + reader.why();
    if (state == State::Whole) {
      const bool is_kept = reader.keeps_alive();
      const ParsedRequest request = reader.take_request();
      text += request.method + ' ' + request.target + " [" + request.body + "]" + (is_kept ? " · " : " end");
      if (!is_kept) return text;
      state = reader.next();
    } else if (bytes.empty()) {
      return text + (state == State::Head ? "head…" : "body…");
    } else {
      state = reader.receive(bytes.substr(0, piece));
      bytes.remove_prefix(std::min(piece, bytes.size()));
    }
  }
}

std::string read_all(std::string_view bytes) {
  const std::string whole = read_all(bytes, std::string::npos);
  for (const std::size_t piece : {1u, 2u, 3u, 7u}) {
    INFO("in pieces of " << piece);
    CHECK(read_all(bytes, piece) == whole);
  }
  return whole;
}

std::string post(const std::string& fields, const std::string& rest = "") {
  return "POST / HTTP/1.1\r\nHost: h\r\n" + fields + "\r\n" + rest;
}

std::string refused(const char* why) { return std::string("400 this is no HTTP request: ") + why; }

}  // namespace

TEST_CASE("requests follow each other, whatever the pieces") {
  CHECK(read_all("GET /a HTTP/1.1\r\nHost: h\r\n\r\nGET /b HTTP/1.1\r\nHost: h\r\n\r\n") ==
        "GET /a [] · GET /b [] · head…");
  CHECK(read_all(post("Content-Length: 3\r\n", "abc\r\n\r\nGET /b HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")) ==
        "POST / [abc] · GET /b [] end");
  CHECK(read_all("GET /a HTTP/1.0\r\n\r\n") == "GET /a [] end");
  CHECK(read_all("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n") == "GET /a [] · head…");
  CHECK(read_all("OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n") == "OPTIONS * [] · head…");
  CHECK(read_all("QUERY http://h/a HTTP/1.1\r\nHost: h\r\n\r\n") == "QUERY http://h/a [] · head…");
  CHECK(read_all(post("Content-Length: 0\r\n")) == "POST / [] · head…");
  CHECK(read_all(post("Content-Length: 3, 3\r\nContent-Length: 3\r\n", "abc")) == "POST / [abc] · head…");
  CHECK(read_all(post("Content-Length: 4\r\n", "0abc")) == "POST / [0abc] · head…");
  CHECK(read_all("") == "head…");
  CHECK(read_all("GET /a HT") == "head…");
  CHECK(read_all(post("Content-Length: 3\r\n", "ab")) == "body…");
}

TEST_CASE("chunks are put together, and what they carry beside is dropped") {
  const std::string chunked = "Transfer-Encoding: chunked\r\n";
  CHECK(read_all(post(chunked, "0\r\n\r\n")) == "POST / [] · head…");
  CHECK(read_all(post(chunked, "00\r\n\r\n")) == "POST / [] · head…");
  CHECK(read_all(post(chunked, "3\r\nabc\r\n2;x=\"y\"\r\nde\r\n0\r\n\r\n")) == "POST / [abcde] · head…");
  CHECK(read_all(post(chunked, "3\r\n0\r\n\r\n0\r\n\r\n")) == "POST / [0\r\n] · head…");
  CHECK(read_all(post(chunked, "1\r\na\r\n0\r\nX-Trailer: 1\r\n\r\nGET /b HTTP/1.1\r\nHost: h\r\n\r\n")) ==
        "POST / [a] · GET /b [] · head…");
  CHECK(read_all(post(chunked, "3\r\nab")) == "body…");
  RequestReader reader{ServerLimits{}};
  reader.next();
  const std::string bytes =
      post("Transfer-Encoding: Chunked\r\nX-A: 1\r\nX-A: 2\r\n", "1\r\na\r\n0\r\nHost: evil\r\nX-A: 3\r\n\r\n");
  REQUIRE(reader.receive(bytes) == State::Whole);
  const ParsedRequest request = reader.take_request();
  std::string fields;
  for (const Header& one : request.headers) fields += one.name + '=' + one.value + ' ';
  CHECK(fields == "Host=h Transfer-Encoding=Chunked X-A=1 X-A=2 ");
}

TEST_CASE("framing that two readers could take differently is refused") {
  CHECK(read_all(post("Content-Length: 3\r\nContent-Length: 4\r\n", "abcd")) == refused("multiple Content-Length"));
  CHECK(read_all(post("Content-Length: 3, 4\r\n", "abcd")) == refused("multiple Content-Length"));
  CHECK(read_all(post("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")) ==
        refused("bad Transfer-Encoding"));
  CHECK(read_all(post("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n", "0\r\n\r\n")) ==
        refused("bad Content-Length"));
  CHECK(read_all(post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")) ==
        refused("bad Transfer-Encoding"));
  for (const char* length : {"+3", "-1", "0x3", "3 3", "", "3;", "18446744073709551616", "3,", "three"}) {
    CAPTURE(length);
    CHECK(read_all(post("Content-Length: " + std::string(length) + "\r\n", "abc")) == refused("bad Content-Length"));
  }
  const char* const open_end = "nobody can know where its body ends";
  CHECK(read_all(post("Transfer-Encoding: gzip\r\n", "abc")) == refused(open_end));
  CHECK(read_all(post("Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n")) == refused(open_end));
  CHECK(read_all(post("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n")) == refused(open_end));
  CHECK(read_all("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n") == refused(open_end));
  CHECK(read_all(post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n")) ==
        "501 no transfer coding but chunked is understood");
  CHECK(read_all(post("Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")) ==
        "501 no transfer coding but chunked is understood");
  CHECK(read_all("GET / HTTP/1.1\r\n\r\n") == refused("a request has one Host"));
  CHECK(read_all("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n") == refused("a request has one Host"));
  CHECK(read_all("GET / HTTP/1.1\r\nHost : h\r\n\r\n") == refused("bad field"));
  CHECK(read_all("GET / HTTP/1.1\nHost: h\n\n", std::string::npos) == refused("bad version"));
  CHECK(read_all("GET / HTTP/1.1\nHost: h\n\n", 1) == "head…");  // as long as a line may still end
  CHECK(read_all("GET / HTTP/1.1\r\nHost: h\r\nX: a\rb\r\n\r\n") == refused("bad line ending"));
  CHECK(read_all("GET / HTTP/1.1\r\nHost: h\r\nX: a\nb\r\n\r\n") == refused("bad value"));
  CHECK(read_all("GET /a b HTTP/1.1\r\nHost: h\r\n\r\n") == refused("bad version"));
  CHECK(read_all("GET /\x01 HTTP/1.1\r\nHost: h\r\n\r\n") == refused("bad target"));
  CHECK(read_all("GET / HTTP/2.0\r\nHost: h\r\n\r\n") == refused("bad version"));
  CHECK(read_all("G\x80T / HTTP/1.1\r\nHost: h\r\n\r\n") == refused("bad method"));
  CHECK(read_all(post("Transfer-Encoding: chunked\r\n", "zz\r\n")) == refused("bad chunk"));
  CHECK(read_all(post("Transfer-Encoding: chunked\r\n", "1\r\nab\r\n0\r\n\r\n")) == refused("bad chunk"));
  CHECK(read_all(post("Transfer-Encoding: chunked\r\n", "10000000000000000\r\n")) == refused("bad chunk"));
}

TEST_CASE("bodies, headers, and the lines between chunks are bounded") {
  const std::string chunked = "Transfer-Encoding: chunked\r\n";
  CHECK(read_all(post("Content-Length: 101\r\n")) == "413 the body is larger than 100 bytes");
  std::string many;
  for (int i = 0; i < 101; ++i) many += "1\r\n \r\n";
  CHECK(read_all(post(chunked, many)) == "413 the body is larger than 100 bytes");
  CHECK(read_all("GET /" + std::string(2000, 'x') + " HTTP/1.1\r\n") == "431 the header is larger than 1024 bytes");
  CHECK(read_all(post("X: " + std::string(2000, 'x') + "\r\n")) == "431 the header is larger than 1024 bytes");
  std::string fields;
  for (int i = 0; i < 10; ++i) fields += "X: 1\r\n";
  CHECK(read_all(post(fields)) == "431 the header has more than 10 fields");
  CHECK(read_all(post(chunked, "1;" + std::string(2000, 'x')), 7) == "431 the header is larger than 1024 bytes");
  CHECK(read_all(post(chunked, "0\r\nX: " + std::string(2000, 'x')), 7) == "431 the header is larger than 1024 bytes");
}
