#include "fixture.h"

#include <chrono>

using namespace fixture;
using schema::Regex;

namespace {

bool found(std::string_view pattern, std::string_view text) {
  const auto regex = Regex::compile(pattern);
  INFO(pattern);
  if (!regex) INFO(regex.diagnostics()[0].message);
  REQUIRE(regex);
  return regex->search(text) == Regex::Match::Yes;
}

std::string refused(std::string_view pattern) {
  const auto regex = Regex::compile(pattern);
  return regex ? "" : regex.diagnostics()[0].message;
}

}  // namespace

TEST_CASE("patterns mean what ECMA-262 says") {
  CHECK(found("b+", "abba"));
  CHECK(!found("^abc$", "abc\n"));
  CHECK(!found("^.$", "\u2028"));
  CHECK(found("^.$", "\U0001F432"));
  CHECK(found("^\\s$", "\uFEFF"));
  CHECK(!found("^\\s$", "\u0085"));
  CHECK(!found("^\\d$", "\u0967"));
  CHECK(!found("\\b\u00e9", "a\u00e9 b") == false);
  CHECK(found("^\\cJ$", "\n"));
  CHECK(!found("[]", "a"));
  CHECK(found("^[^]$", "\n"));
  CHECK(found("^\\p{Script=Greek}+$", "\u03b1\u03b2"));
  CHECK(found("^\\p{Lu}\\P{Letter}$", "A1"));
  CHECK(found("^(?<y>a)\\k<y>$", "aa"));
  CHECK(found("^\\u{1F432}\\uD83D\\uDC32$", "\U0001F432\U0001F432"));
  CHECK(found("^(?:(a)|b)\\1$", "b"));  // a group without a match refers to nothing
  CHECK(found("^[\\w\\-.]+$", "a-b.c"));
  CHECK(found("^[\\w-.]+$", "a-b.c"));
  CHECK(found("^{x}]$", "{x}]"));
  CHECK(found("^a\\/b\\_c\\@d$", "a/b_c@d"));
  CHECK(found("(?<!a)b", "cb"));
}

TEST_CASE("what is no pattern is refused with its position") {
  CHECK(refused("^(abc") == R"x(the pattern "^(abc" is no regular expression: ( is never closed (at character 2))x");
  CHECK(refused("abc)") == R"x(the pattern "abc)" is no regular expression: ) without ( (at character 4))x");
  CHECK(refused("[a-") == R"x(the pattern "[a-" is no regular expression: [ is never closed (at character 1))x");
  CHECK(refused("a**") == R"x(the pattern "a**" is no regular expression: nothing to repeat (at character 3))x");
  CHECK(refused("+a") == R"x(the pattern "+a" is no regular expression: nothing to repeat (at character 1))x");
  CHECK(refused("a{3,2}") ==
        R"x(the pattern "a{3,2}" is no regular expression: the bounds of {3,2} are out of order (at character 2))x");
  CHECK(refused("[z-a]") ==
        R"x(the pattern "[z-a]" is no regular expression: the range z-a is out of order (at character 2))x");
  CHECK(refused("\\a") ==
        R"x(the pattern "\a" is no regular expression: \a is no escape of ECMA-262 (at character 1))x");
  CHECK(refused("a\\") == R"x(the pattern "a\" is no regular expression: \ at the end (at character 2))x");
  CHECK(refused("(?i)a") ==
        R"x(the pattern "(?i)a" is no regular expression: (?i is no group of ECMA-262 (at character 1))x");
  CHECK(refused("\\2(a)") == R"x(the pattern "\2(a)" is no regular expression: there is no group 2 (at character 1))x");
  CHECK(refused("\\k<x>") ==
        R"x(the pattern "\k<x>" is no regular expression: there is no group named "x" (at character 1))x");
  CHECK(refused("(?=a)*") ==
        R"x(the pattern "(?=a)*" is no regular expression: (?=a) cannot be repeated (at character 6))x");
  CHECK(!refused("\\p{Nonsense}").empty());
  CHECK(!refused(std::string(300, '(') + std::string(300, ')')).empty());
  CHECK(!refused(std::string(30'000, 'a')).empty());
}

TEST_CASE("a catastrophic pattern gives up in time") {
  const auto regex = Regex::compile("^(a+)+$");
  REQUIRE(regex);
  const auto begin = std::chrono::steady_clock::now();
  CHECK(regex->search(std::string(40, 'a') + "!") == Regex::Match::GaveUp);
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(2));
  CHECK(regex->search(std::string(40, 'a')) == Regex::Match::Yes);

  const auto schema = compiled(R"({"pattern":"^(a+)+$"})");
  const std::string text = '"' + std::string(40, 'a') + "!\"";
  CHECK(words(schema, text) == Words{": " + text +
                                     " cannot be judged: matching it against ^(a+)+$ takes too many steps (rewrite the "
                                     "pattern without nested repetitions)"});
}

TEST_CASE("long texts need no deep stack") {
  CHECK(found("^(a|b)*$", std::string(50'000, 'a')));
  const auto regex = Regex::compile("a");
  REQUIRE(regex);
  CHECK(regex->search("\xff") == Regex::Match::No);
}
