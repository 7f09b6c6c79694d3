#include <concord/base/clock.h>
#include <concord/http/cookie_jar.h>

#include <support/catch.h>

using namespace concord;
using namespace concord::http;

namespace {

const base::SystemTime now = *base::parse_rfc3339("2026-03-01T10:00:00Z");

std::string sent(CookieJar& jar, const std::string& url, base::SystemTime time = now) {
  return jar.header_for(*parse_url(url), time);
}

// What goes to `to` after an answer from `from` set `line`.
std::string kept(const std::string& line, const std::string& from, const std::string& to, base::SystemTime time = now) {
  CookieJar jar;
  jar.take({{"Set-Cookie", line}}, *parse_url(from), now);
  return sent(jar, to, time);
}

}  // namespace

TEST_CASE("cookies go back to the host that set them, and with Domain to those below it") {
  CHECK(kept("a=1", "http://api.test/", "http://api.test/x") == "a=1");
  CHECK(kept("a=1", "http://api.test/", "http://API.test/x") == "a=1");
  CHECK(kept("a=1", "http://api.test/", "http://www.api.test/").empty());
  CHECK(kept("a=1; Domain=.api.test", "http://www.api.test/", "http://other.api.test/") == "a=1");
  CHECK(kept("a=1; domain=api.test", "http://api.test/", "http://notapi.test/").empty());
  CHECK(kept("a=1; Domain=test", "http://api.test/", "http://api.test/").empty());
  CHECK(kept("a=1; Domain=other.test", "http://api.test/", "http://api.test/").empty());
  CHECK(kept("a=1; Domain=0.0.1", "http://127.0.0.1/", "http://127.0.0.1/").empty());
  CHECK(kept("a=1; Domain=127.0.0.1", "http://127.0.0.1/", "http://127.0.0.1:81/") == "a=1");
}

TEST_CASE("cookies are kept to their paths") {
  CHECK(kept("a=1", "http://h/v1/login", "http://h/v1/orders") == "a=1");
  CHECK(kept("a=1", "http://h/v1/login", "http://h/v2").empty());
  CHECK(kept("a=1", "http://h/v1/login", "http://h/v11").empty());
  CHECK(kept("a=1; Path=/", "http://h/v1/login", "http://h/v2") == "a=1");
  CHECK(kept("a=1; Path=v2", "http://h/v1/login", "http://h/v1") == "a=1");
  CHECK(kept("a=1; Path=/v2", "http://h", "http://h").empty());
}

TEST_CASE("cookies expire, and Secure ones keep to https") {
  using std::chrono::seconds;
  CHECK(kept("a=1; Max-Age=10", "http://h/", "http://h/", now + seconds(9)) == "a=1");
  CHECK(kept("a=1; Max-Age=10", "http://h/", "http://h/", now + seconds(10)).empty());
  CHECK(kept("a=1; Max-Age=0", "http://h/", "http://h/").empty());
  CHECK(kept("a=1; Max-Age=-5", "http://h/", "http://h/").empty());
  CHECK(kept("a=1; Max-Age=ten", "http://h/", "http://h/") == "a=1");
  CHECK(kept("a=1; Expires=Sun, 01 Mar 2026 10:00:05 GMT", "http://h/", "http://h/", now + seconds(4)) == "a=1");
  CHECK(kept("a=1; Expires=Sun, 01 Mar 2026 10:00:05 GMT", "http://h/", "http://h/", now + seconds(5)).empty());
  CHECK(kept("a=1; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "http://h/", "http://h/") == "a=1");
  CHECK(kept("a=1; Secure", "https://h/", "http://h/").empty());
  CHECK(kept("a=1; Secure; HttpOnly; SameSite=Lax", "https://h/", "https://h/") == "a=1");
}

TEST_CASE("one of a name, domain and path; longest paths first; what cannot be read is left out") {
  CookieJar jar;
  const UrlParts url = *parse_url("http://h/v1/a");
  jar.take({{"Set-Cookie", "a=1; Path=/"},
            {"set-cookie", "b=x=y"},
            {"Set-Cookie", "=nothing"},
            {"Set-Cookie", "alone"},
            {"Cookie", "c=3"},
            {"Set-Cookie", "long=" + std::string(5'000, 'x')}},
           url, now);
  CHECK(sent(jar, "http://h/v1/b") == "b=x=y; a=1");
  jar.take({{"Set-Cookie", "a=2; Path=/"}}, url, now);
  CHECK(sent(jar, "http://h/v1/b") == "b=x=y; a=2");
  jar.take({{"Set-Cookie", "b=; Max-Age=0"}}, url, now);
  CHECK(sent(jar, "http://h/v1/b") == "a=2");
  REQUIRE(jar.values().size() == 1);
  CHECK(jar.values()[0].value == "2");
  for (int i = 0; i < 1'000; ++i) jar.take({{"Set-Cookie", "n" + std::to_string(i) + "=1"}}, url, now);
  CHECK(jar.values().size() == 200);
}
