#include "route.h"

#include <support/catch.h>

namespace concord::mock {

namespace {

std::string matched(const std::string& pattern, const std::string& path) {
  const auto parsed = PathPattern::parse(pattern);
  REQUIRE(parsed.has_value());
  const auto values = parsed->match(path_segments(path));
  if (!values) return "no";
  std::string text = "yes";
  for (const auto& [name, value] : *values) text += ' ' + name + '=' + value;
  return text;
}

}  // namespace

TEST_CASE("paths match their patterns") {
  CHECK(matched("/a/b", "/a/b") == "yes");
  CHECK(matched("/a/b", "/a/b/") == "no");
  CHECK(matched("/a/b", "/a/B") == "no");
  CHECK(matched("/a/{x}/c", "/a/7/c") == "yes x=7");
  CHECK(matched("/a/{x}", "/a/") == "no");
  CHECK(matched("/a/{x}", "/a/b/c") == "no");
  CHECK(matched("/a/{x}", "/a/b%2Fc%20d") == "yes x=b/c d");
  CHECK(matched("/a%20b/{x}.json", "/a b/c.json") == "yes x=c");
  CHECK(matched("/a/{x}.json", "/a/.json") == "no");
}

TEST_CASE("patterns that cannot be served are refused") {
  const auto two = PathPattern::parse("/a/{x}-{y}");
  REQUIRE_FALSE(two.has_value());
  CHECK(two.diagnostics()[0].message == "the path /a/{x}-{y} cannot be served: a segment may have one {parameter}");
  for (const char* path : {"/a/{x", "/a/x}", "/{}", "/a/}{x}"}) CHECK_FALSE(PathPattern::parse(path).has_value());
}

TEST_CASE("literal text is asked before parameters") {
  const auto literal = PathPattern::parse("/users/me"), any = PathPattern::parse("/users/{id}"),
             other = PathPattern::parse("/users/{name}");
  CHECK(literal->is_more_specific(*any));
  CHECK_FALSE(any->is_more_specific(*literal));
  CHECK_FALSE(any->is_more_specific(*other));
  CHECK(any->shape() == other->shape());
  CHECK(literal->shape() == "/users/me");
}

}  // namespace concord::mock
