// Regular expressions.
#include "linting.h"

#include "pattern_cost.h"

using namespace concord;
using namespace concord::lint;

TEST_CASE("patterns that are none, foreign, or slow") {
  CHECK(lint_text(schemas("3.0.3", R"(
A: {type: string, pattern: '[a-'}, B: {type: string, pattern: '(?i)abc'}, C: {type: string, pattern: '([\/\w \.-]*)*\/?$'},
D: {type: string, pattern: '^[a-z]+(-[a-z]+)*$'}
)"),
                  {"pattern-foreign", "pattern-catastrophic"}) ==
        "6:63 pattern-foreign: the pattern \"(?i)abc\" uses an inline flag ((?i)), which ECMA-262 does "
        "not have [JSON Schema asks for the regular expressions of ECMA-262]\n"
        "6:102 pattern-catastrophic: the pattern \"([\\/\\w \\.-]*)*\\/?$\" can take exponential time: "
        "in \"([\\/\\w \\.-]*)*\" a repetition is repeated [a program that backtracks hangs on it]\n");
  CHECK(lint_text(schemas("3.0.3", "A: {type: string, pattern: '[a-'}"), {"pattern-invalid"})
            .starts_with("5:28 pattern-invalid: the pattern \"[a-\" is no regular expression: "));
}

TEST_CASE("enum members that the pattern refuses") {
  CHECK(lint_text(schemas("3.0.3", "A: {type: string, pattern: '^[A-Z]+$', enum: [A, b]}"), {"pattern-values"}) ==
        "5:50 pattern-values: enum member \"b\" does not match the pattern \"^[A-Z]+$\" (5:28)\n");
}

TEST_CASE("what is certain to explode, and what is not") {
  for (const char* pattern : {"(a+)+$", "^(a*)*$", "^(\\w+\\s?)*$", "((a+)?)+$", "(?:x|a+)*$", "(a{2,})*b$"}) {
    INFO(pattern);
    CHECK(find_catastrophe(pattern).has_value());
  }
  for (const char* pattern : {"a+$", "(ab+)+$", "(a+,)*$", "^(\\d{3}-)+\\d$", "(a+)+", "[(a+)+]$", "\\(a+\\)+$",
                              "(a+){2,5}$", "((((", "a)b$", "(", "[", "\\"}) {
    INFO(pattern);
    CHECK_FALSE(find_catastrophe(pattern).has_value());
  }
  CHECK_FALSE(find_catastrophe(std::string(100'000, '(')).has_value());
}

TEST_CASE("syntax of other engines is named") {
  CHECK(foreign_syntax("(?P<a>x)") == "a group named as in Python ((?P<name>…))");
  CHECK(foreign_syntax("a++") == "a possessive quantifier");
  CHECK(foreign_syntax("[[:alpha:]]") == "a POSIX class ([:alpha:])");
  CHECK(foreign_syntax("\\Aabc\\z") == "an anchor of PCRE (\\A, \\z)");
  CHECK(foreign_syntax("(?<name>a)(?=b)[a++]") == "");
}
