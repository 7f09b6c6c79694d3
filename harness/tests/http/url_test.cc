#include <concord/http.h>
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
