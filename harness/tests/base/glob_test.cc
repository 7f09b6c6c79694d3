#include <concord/base/glob.h>

#include <support/catch.h>

#include <string>

namespace concord::base {

TEST_CASE("a star stops at the separator, two do not") {
  const auto matches = [](std::string_view glob, std::string_view text) { return matches_glob(glob, text, '/'); };
  CHECK(matches("/a/*/c", "/a/b/c"));
  CHECK_FALSE(matches("/a/*", "/a/b/c"));
  CHECK(matches("/a/**", "/a/b/c"));
  CHECK(matches("/**/x*z/end", "/a/b/xyz/c/xz/end"));
  CHECK(matches("**", ""));
  CHECK(matches("", ""));
  CHECK_FALSE(matches("", "a"));
  CHECK_FALSE(matches("a", ""));
  CHECK(matches("GET /users/*", "GET /users/{id}"));
  CHECK(matches("*a", "aaa"));
  CHECK(matches("**/a*", "b/c/a"));
  CHECK_FALSE(matches("**/a*", "b/c/a/"));
}

TEST_CASE("without a separator a star is any text") {
  CHECK(matches_glob("/body/*", "/body/card/blocked"));
  CHECK(matches_glob("*/x/*", "/a/x/b/c"));
  CHECK(matches_glob("***", ""));
  CHECK_FALSE(matches_glob("/body/*", "/query/a"));
}

TEST_CASE("many stars do not take long") {
  std::string stars, twice;
  for (int i = 0; i < 40; ++i) stars += "*a", twice += "**a";
  CHECK_FALSE(matches_glob(stars + "b", std::string(20'000, 'a')));
  CHECK_FALSE(matches_glob(stars + "b", std::string(20'000, 'a'), '/'));
  CHECK_FALSE(matches_glob(twice + "b", std::string(20'000, 'a'), '/'));
}

}  // namespace concord::base
