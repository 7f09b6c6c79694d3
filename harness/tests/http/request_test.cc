#include "exchange_fixture.h"

#include <concord/base/text.h>
#include <support/catch.h>

using namespace concord;
using namespace concord::http;

namespace {

// What the server received for `request`, whose URL is the path only.
std::string received(Request request, const TransportOptions& options = quick_options()) {
  support::RawServer server(support::RawServer::always(support::http_answer(200, "")));
  request.url = server.url() + request.url;
  const Exchange done = exchange(std::move(request), options);
  CHECK_FALSE(done.error);
  REQUIRE(server.requests().size() == 1);
  return base::replace_all(server.requests()[0], std::to_string(server.port()), "PORT");
}

// Without the encodings, which depend on how libcurl was built.
std::string received_without_encodings(Request request) {
  std::string text = received(std::move(request));
  const std::size_t begin = text.find("Accept-Encoding: ");
  REQUIRE(begin != std::string::npos);
  return text.erase(begin, text.find("\r\n", begin) + 2 - begin);
}

TransportError refusal(Request request) {
  Exchange done = exchange(std::move(request));
  CHECK_FALSE(done.response);
  REQUIRE(done.error);
  CHECK(done.error->kind == ErrorKind::Internal);
  CHECK(done.error->phase == "waiting");
  return *done.error;
}

}  // namespace

TEST_CASE("only the headers that every request needs are added") {
  CHECK(received_without_encodings(get("/a")) ==
        "GET /a HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nUser-Agent: concord/0.1\r\nAccept: application/json\r\n\r\n");
  CHECK(received_without_encodings({"POST", "/a", {}, "{}"}) ==
        "POST /a HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nUser-Agent: concord/0.1\r\nAccept: application/json\r\n"
        "Content-Length: 2\r\n\r\n{}");
}

TEST_CASE("headers given are sent as they are and in order") {
  const Headers headers{
      {"x-B", "2"},        {"X-Empty", ""},   {"X-A", "1; \"q\", \xC3\xBC"},   {"x-b", "3"},
      {"User-Agent", "u"}, {"accept", "*/*"}, {"Accept-Encoding", "identity"}, {"Content-Type", "a/b"}};
  CHECK(received({"POST", "/", headers, "x"}) ==
        "POST / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nx-B: 2\r\nX-Empty:\r\nX-A: 1; \"q\", \xC3\xBC\r\nx-b: "
        "3\r\nUser-Agent: u\r\n"
        "accept: */*\r\nAccept-Encoding: identity\r\nContent-Type: a/b\r\nContent-Length: 1\r\n\r\nx");
}

TEST_CASE("a Host header given replaces the one of the URL") {
  const std::string text = received({"GET", "/", {{"Host", "api.example"}}, {}});
  CHECK(text.starts_with("GET / HTTP/1.1\r\nHost: api.example\r\n"));
  CHECK(text.find("PORT") == std::string::npos);
}

TEST_CASE("any method may have a body") {
  for (const char* method : {"GET", "DELETE", "OPTIONS", "PURGE", "put"}) {
    const std::string text = received({method, "/", {}, "{\"a\":1}"});
    CHECK(text.starts_with(std::string(method) + " / HTTP/1.1\r\n"));
    CHECK(text.find("\r\nContent-Length: 7\r\n") != std::string::npos);
    CHECK(text.ends_with("\r\n\r\n{\"a\":1}"));
  }
}

TEST_CASE("methods that mean to send something say that there is nothing") {
  for (const char* method : {"POST", "PUT", "PATCH"}) {
    CHECK(received({method, "/", {}, {}}).find("\r\nContent-Length: 0\r\n") != std::string::npos);
  }
  for (const char* method : {"GET", "DELETE", "HEAD"}) {
    CHECK(received({method, "/", {}, {}}).find("Content-Length") == std::string::npos);
  }
}

TEST_CASE("the path and query are sent as they are written") {
  // An empty query ("/?") is not among them: libcurl sends its question mark up to 8.7 only.
  for (const char* path : {"/a/../b/./c", "/%2e%2E/%zz?a=[b]&c=%20", "/a//b", "/a;b=c?d?e"}) {
    INFO(path);
    CHECK(received(get(path)).starts_with("GET " + std::string(path) + " HTTP/1.1\r\n"));
  }
  CHECK(received(get("?a=b#c")).starts_with("GET /?a=b HTTP/1.1\r\n"));
}

TEST_CASE("a body of many bytes goes out whole and without asking first") {
  const std::string body = std::string(3u << 20, 'x') + std::string("\0\r\n\r\ny", 6);
  const std::string text = received({"POST", "/", {}, body});
  CHECK(text.find("Expect") == std::string::npos);
  CHECK(text.ends_with(body));
}

TEST_CASE("a header that would become two is refused") {
  support::RawServer server(support::RawServer::always(support::http_answer(200, "")));
  for (const std::string& value :
       {std::string("a\r\nX-Evil: 1"), std::string("a\n"), std::string("\rb"), std::string("a\0b", 3)}) {
    const TransportError error = refusal({"GET", server.url(), {{"X-Id", value}}, {}});
    CHECK(error.message == "the value of header \"X-Id\" holds a line break or NUL, which would change the request");
  }
  CHECK(refusal({"GET", server.url(), {{"X-Id: 1\r\nX-Evil", "1"}}, {}}).message ==
        "\"X-Id: 1\\r\\nX-Evil\" is not a header name");
  CHECK(refusal({"GET", server.url(), {{"", "1"}}, {}}).message == "\"\" is not a header name");
  CHECK(server.connection_count() == 0);
}

TEST_CASE("a method that is no token is refused") {
  CHECK(refusal({"", "http://127.0.0.1:1/", {}, {}}).message == "\"\" is not a method");
  CHECK(refusal({"GET / HTTP/1.1\r\nX: y", "http://127.0.0.1:1/", {}, {}}).message ==
        "\"GET / HTTP/1.1\\r\\nX: y\" is not a method");
}

TEST_CASE("a URL that is not http is refused without being shown") {
  CHECK(refusal(get("/flow")).message == "the URL is not absolute: it must begin with http:// or https://");
  CHECK(refusal(get("file:///etc/hosts?key=secret")).message == "only http and https URLs are sent, not \"file\"");
  CHECK(refusal(get("http://user:secret@h/")).message == "the URL must not hold a user name or password");
  CHECK(refusal(get("http://h/a b")).message ==
        "the URL holds a blank or control character that is not percent-encoded");
  CHECK(refusal(get("http://h:99999/?key=secret")).message == "the URL has no valid host and port: \"h:99999\"");
}
