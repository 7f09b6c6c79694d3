#include <concord/base/text.h>
#include <support/catch.h>

using namespace concord::base;

TEST_CASE("case is folded in ASCII only") {
  CHECK(to_lower_ascii("Content-TYPE Ä[`{@Z") == "content-type Ä[`{@z");
  CHECK(equals_ignoring_case("Content-Type", "cONTENT-tYPE"));
  CHECK_FALSE(equals_ignoring_case("a", "ab"));
  CHECK_FALSE(equals_ignoring_case("[", "{"));
  CHECK(equals_ignoring_case("", ""));
}

TEST_CASE("trim takes ASCII white space") {
  CHECK(trim(" \t\r\n\v\fa b\n") == "a b");
  CHECK(trim(" \n").empty());
  CHECK(trim("").empty());
  CHECK(trim("\u00A0a") == "\u00A0a");
}

TEST_CASE("split keeps empty parts") {
  CHECK(split("a,b", ',') == std::vector<std::string_view>{"a", "b"});
  CHECK(split(",a,", ',') == std::vector<std::string_view>{"", "a", ""});
  CHECK(split("", ',') == std::vector<std::string_view>{""});
}

TEST_CASE("join puts the separator between") {
  CHECK(join(std::vector<std::string>{"a", "b", "c"}, ", ") == "a, b, c");
  CHECK(join(std::vector<std::string>{"a"}, ", ") == "a");
  CHECK(join({}, ", ").empty());
}

TEST_CASE("replace_all does not look at what it wrote") {
  CHECK(replace_all("aXbX", "X", "XX") == "aXXbXX");
  CHECK(replace_all("aaa", "aa", "b") == "ba");
  CHECK(replace_all("abc", "", "x") == "abc");
  CHECK(replace_all("abc", "b", "") == "ac");
}
