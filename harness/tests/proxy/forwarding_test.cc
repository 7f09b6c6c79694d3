// What a proxy changes of a message (RFC 9110, 7.6), and where requests go.
#include "forwarding.h"

#include <support/catch.h>

using namespace concord;
using namespace concord::proxy;

namespace {

Head request(const std::string& target, http::Headers fields = {}, const std::string& method = "GET") {
  Head head;
  head.method = method;
  head.target = target;
  head.fields = std::move(fields);
  return head;
}

std::string place(const char* to, const std::string& target, const std::string& method = "GET") {
  const Target::Place found = Target::parse(to).value().place_of(request(target, {}, method));
  return found.misdirected.empty() ? found.path : std::to_string(found.status) + ' ' + found.misdirected;
}

}  // namespace

TEST_CASE("fields of one hop go no further, nor those that Connection names; all others stay as they are") {
  const Head head = request("/", {{"Host", "proxy"},
                                  {"CONNECTION", "close, X-One , content-length"},
                                  {"x-one", "1"},
                                  {"Keep-Alive", "timeout=5"},
                                  {"Proxy-Connection", "keep-alive"},
                                  {"TE", "trailers"},
                                  {"Upgrade", "h2c"},
                                  {"Transfer-Encoding", "chunked"},
                                  {"Content-Length", "3"},
                                  {"X-Two", "a"},
                                  {"Via", "1.0 other"},
                                  {"x-two", "b"}});
  std::string text;
  for (const http::Header& one : forwarded_fields(head)) text += one.name + '=' + one.value + ';';
  CHECK(text == "Host=proxy;Content-Length=3;X-Two=a;Via=1.0 other;x-two=b;Via=1.1 concord;");
}

TEST_CASE("the request goes to the target with its Host, and its path behind that of the target") {
  const Target target = Target::parse("http://[::1]:8080/v1/").value();
  const std::string text =
      request_text(request("/a?b", {{"host", "proxy"}, {"X", "y"}}), "/v1/a?b", target, Framing::Chunked);
  CHECK(text ==
        "GET /v1/a?b HTTP/1.1\r\nHost: [::1]:8080\r\nX: y\r\nVia: 1.1 concord\r\nTransfer-Encoding: chunked\r\n\r\n");
  CHECK(Target::parse("https://api.shop.test").value().host_field() == "api.shop.test");
  CHECK(Target::parse("https://api.shop.test:8443").value().url_of("/a") == "https://api.shop.test:8443/a");
}

TEST_CASE("where a request goes") {
  CHECK(place("http://shop.test", "/a%20b?c") == "/a%20b?c");
  CHECK(place("http://shop.test/v1/", "/a") == "/v1/a");
  CHECK(place("http://shop.test", "*") == "*");
  CHECK(place("http://shop.test/v1", "http://shop.test/v1/a?b") == "/v1/a?b");
  CHECK(place("http://shop.test", "http://shop.test") == "/");
  CHECK(place("http://shop.test", "http://other.test/a") ==
        "421 this proxy passes requests on to shop.test alone, not to other.test");
  CHECK(place("http://shop.test", "other.test:443", "CONNECT") ==
        "501 this proxy passes requests on to shop.test and makes no tunnels");
  CHECK(place("http://shop.test", "ftp://shop.test/") ==
        "400 the target of the request is neither a path nor an http URL");
}

TEST_CASE("a target is the URL of a server") {
  for (const char* url : {"shop.test", "ftp://shop.test", "http://shop.test/?a=b", ""}) {
    CAPTURE(url);
    const auto target = Target::parse(url);
    REQUIRE_FALSE(target);
    CHECK(target.diagnostics().front().kind == "proxy.to");
  }
}

TEST_CASE("an upgrade is passed on, but to HTTP/2, which this proxy does not speak") {
  CHECK(wanted_upgrade(request("/", {{"Connection", "keep-alive, Upgrade"}, {"Upgrade", "websocket"}})) == "websocket");
  CHECK(wanted_upgrade(request("/", {{"Connection", "Upgrade"}, {"Upgrade", "h2c"}})) == "");
  CHECK(wanted_upgrade(request("/", {{"Upgrade", "websocket"}})) == "");
}

TEST_CASE("content is sent in chunks where its length is not known") {
  std::string text;
  append_content(text, "0123456789abcdef!", Framing::Chunked);
  append_content(text, "", Framing::Chunked);
  append_end(text, {{"Digest", "x"}}, Framing::Chunked);
  CHECK(text == "11\r\n0123456789abcdef!\r\n0\r\nDigest: x\r\n\r\n");
  text.clear();
  append_content(text, "abc", Framing::AsItIs);
  append_end(text, {}, Framing::AsItIs);
  CHECK(text == "abc");
}

TEST_CASE("messages are read as they come, byte by byte") {
  MessageReader reader(MessageReader::Kind::Answer);
  reader.next();
  std::string content;
  for (const char c :
       std::string("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nSum: 3\r\n\r\nHTTP"))
    reader.receive({&c, 1});
  CHECK(reader.state() == MessageReader::State::Whole);
  CHECK(reader.content() == "abc");
  REQUIRE(reader.trailers().size() == 1);
  CHECK(reader.trailers().front().name == "Sum");
  CHECK(reader.head().fields.size() == 1);
  CHECK(reader.keeps_alive());
  CHECK(reader.take_unread() == "HTTP");
}

TEST_CASE("what leaves open where a body ends is refused") {
  const auto refusal = [](const std::string& fields) {
    MessageReader reader(MessageReader::Kind::Request);
    reader.next();
    const auto state = reader.receive("POST / HTTP/1.1\r\n" + fields + "\r\n");
    return state == MessageReader::State::Malformed ? reader.refusal() : 0;
  };
  CHECK(refusal("Host: a\r\nContent-Length: 0\r\n") == 0);
  CHECK(refusal("Content-Length: 0\r\n") == 400);
  CHECK(refusal("Host: a\r\nHost: b\r\n") == 400);
  CHECK(refusal("Host: a\r\nTransfer-Encoding: gzip, chunked\r\n") == 501);
  CHECK(refusal("Host: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n") == 400);
  CHECK(refusal("Host: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n") == 400);
  CHECK(refusal("Host: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n") == 400);
  CHECK(refusal("Host: a\r\nX: " + std::string(70'000, 'x') + "\r\n") == 431);
}
