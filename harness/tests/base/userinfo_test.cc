#include <concord/base/diagnostic.h>
#include <concord/base/userinfo.h>

#include <support/catch.h>

using namespace concord::base;

TEST_CASE("credentials in URLs are found") {
  CHECK(without_userinfo("see https://me:word@h.test/a@b and ftp://you@h") ==
        "see https://***@h.test/a@b and ftp://***@h");
  CHECK(without_userinfo("'http://a:b@c@h'") == "'http://***@h'");
  CHECK(without_userinfo("http://h.test/a?b=c@d") == "http://h.test/a?b=c@d");
  CHECK(without_userinfo("http://h.test me@h.test ://@ ://") == "http://h.test me@h.test ://@ ://");
  CHECK(without_userinfo("http://me:wo/rd#1@h.test/a") == "http://***@h.test/a");
  CHECK(without_userinfo("http://h.test:80/a@b http://[::1]/a@b") == "http://h.test:80/a@b http://[::1]/a@b");
  CHECK(without_userinfo("") == "");
}

TEST_CASE("a diagnostic shows no credential of a URL, neither in its message nor in the line") {
  const Source source("a.yaml", "u: 'http://me:w\u00f6rd@h.test/a'\n");
  CHECK(render(error("k", "wrong: http://me:w\u00f6rd@h.test/a", {&source, 3, 30})) ==
        "error: wrong: http://***@h.test/a\n"
        " --> a.yaml:1:4\n"
        "  |\n"
        "1 | u: 'http://*******@h.test/a'\n"
        "  |    ^^^^^^^^^^^^^^^^^^^^^^^^^\n");
}
