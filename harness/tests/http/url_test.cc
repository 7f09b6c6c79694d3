#include <concord/http.h>
#include <concord/http/resolve_url.h>
#include <support/catch.h>

using namespace concord::http;

namespace {

std::string dump(std::string_view url) {
  const auto parts = parse_url(url);
  if (!parts) return "none";
  return parts->scheme + " " + parts->host + " " + std::to_string(parts->port) + " <" + parts->path + "> <" +
         parts->query + ">";
}

}  // namespace

TEST_CASE("URLs are taken apart") {
  const std::pair<const char*, const char*> table[] = {
      {"http://h", "http h 80 <> <>"},
      {"HTTPS://Example.com/a/b?c=d#e", "https Example.com 443 </a/b> <c=d>"},
      {"http://h:8080?x=/y?z", "http h 8080 <> <x=/y?z>"},
      {"http://h:/", "http h 80 </> <>"},
      {"http://[::1]:81/a", "http ::1 81 </a> <>"},
      {"http://[::1]", "http ::1 80 <> <>"},
      {"http://h#f?x", "http h 80 <> <>"},
      {"http://m\xC3\xBCnchen.example/", "http m\xC3\xBCnchen.example 80 </> <>"},
  };
  for (const auto& [url, expected] : table) {
    CAPTURE(url);
    CHECK(dump(url) == expected);
  }
}

TEST_CASE("what is no http URL with a host is refused") {
  for (const char* url : {"",
                          "h",
                          "/a",
                          "//h/a",
                          "http:",
                          "http://",
                          "http:///a",
                          "http://:80/",
                          "ftp://h/",
                          "file:///etc/hosts",
                          "http://user@h/",
                          "http://user:word@h/",
                          "http://h:0/",
                          "http://h:65536/",
                          "http://h:8x/",
                          "http://h:-1/",
                          "http://[::1/",
                          "http://[h]/",
                          "http://[::1]x/",
                          "http://::1/",
                          "http://a b/",
                          "http://h/a b",
                          "http://h/\r\nX: y",
                          "http://h/\x7F",
                          "http://%68/",
                          "http://h\\@x/"}) {
    CAPTURE(url);
    CHECK(dump(url) == "none");
  }
}

TEST_CASE("references are resolved against a base URL, which is a folder") {
  struct Row {
    const char* base;
    const char* reference;
    const char* url;  // "": none
  };
  const Row rows[] = {
      {"http://h:81/v1", "/token", "http://h:81/token"},
      {"http://h:81/v1", "token", "http://h:81/v1/token"},
      {"http://h:81/v1/", "a/b?c=d", "http://h:81/v1/a/b?c=d"},
      {"http://h/v1?q=1#f", "../token", "http://h/token"},
      {"http://h", "", "http://h/"},
      {"https://[::1]:8443/x", "//other.test/y", "https://other.test/y"},
      {"http://h/v1", "https://id.test/token", "https://id.test/token"},
      {"http://h/v1", "ftp://id.test/token", ""},
      {"http://h/v1", "mailto:me", ""},
      {"", "/token", ""},
      {"file:///etc", "/token", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.base, row.reference);
    CHECK(resolve_url(row.base, row.reference).value_or("") == row.url);
  }
}
