#include "tag_expression.h"

#include <support/catch.h>

using concord::suite::TagExpression;

namespace {

bool matches(const std::string& text, const std::vector<std::string>& tags) {
  auto expression = TagExpression::parse(text);
  REQUIRE(expression.has_value());
  return expression->matches(tags);
}

std::string problem(const std::string& text) {
  auto expression = TagExpression::parse(text);
  REQUIRE_FALSE(expression.has_value());
  return expression.diagnostics().at(0).message;
}

}  // namespace

TEST_CASE("an empty tag expression selects everything") {
  CHECK(matches("", {}));
  CHECK(matches("  ", {"slow"}));
}

TEST_CASE("not binds tighter than and, and tighter than or") {
  CHECK(matches("smoke and not slow", {"smoke"}));
  CHECK_FALSE(matches("smoke and not slow", {"smoke", "slow"}));
  CHECK(matches("a or b and c", {"a"}));
  CHECK_FALSE(matches("(a or b) and c", {"a"}));
  CHECK(matches("not not a", {"a"}));
  CHECK(matches("not (a or b)", {"c"}));
}

TEST_CASE("a tag expression that cannot be read says what was expected and where") {
  CHECK(problem("smoke and") == "cannot read the tags \"smoke and\": expected a tag at the end");
  CHECK(problem("(smoke") == "cannot read the tags \"(smoke\": expected \")\" at the end");
  CHECK(problem("a b") == "cannot read the tags \"a b\": expected \"and\" or \"or\" at \"b\"");
  CHECK(problem("or a") == "cannot read the tags \"or a\": expected a tag at \"or\"");
}

TEST_CASE("a very deep tag expression is refused, not recursed into") {
  const std::string text(100'000, '(');
  auto expression = TagExpression::parse(text);
  REQUIRE_FALSE(expression.has_value());
  CHECK(expression.diagnostics().at(0).message.find("at most 200 words") != std::string::npos);
}
