#include <concord/pattern.h>
#include <support/catch.h>

#include <string>

using namespace concord;
using pattern::Regex;

namespace {

// What the group has; "-" when nothing, "?" when that is not known.
std::string found(std::string_view pattern, std::string_view text, std::uint32_t group) {
  const auto regex = Regex::compile(pattern);
  REQUIRE(regex);
  const Regex::Found found = regex->find(text, group);
  if (found.match == Regex::Match::GaveUp) return "?";
  return found.text ? std::string(*found.text) : "-";
}

}  // namespace

TEST_CASE("a group has what it has in the first match") {
  CHECK(found("id=(\\d+)", "a id=17 id=18", 0) == "id=17");
  CHECK(found("id=(\\d+)", "a id=17 id=18", 1) == "17");
  CHECK(found("/orders/([^/]+)/(\\w+)$", "/orders/ü-1/items", 1) == "ü-1");
  CHECK(found("/orders/([^/]+)/(\\w+)$", "/orders/ü-1/items", 2) == "items");
  CHECK(found("(a)|(b)", "b", 1) == "-");
  CHECK(found("(a)|(b)", "b", 2) == "b");
  CHECK(found("(?<x>a+)b\\k<x>", "aabaa", 1) == "aa");
  CHECK(found("(?<=\\p{L}=)(.*)", "é=ö", 1) == "ö");
  CHECK(found("c", "ab", 0) == "-");
}

TEST_CASE("a search for a group is bounded") {
  CHECK(found("(a*)*(a*)*(a*)*\\1b", std::string(300, 'a') + "c", 1) != "");
  CHECK(Regex::compile("(a)(?:b)(?<c>c)")->group_count() == 2);
}
