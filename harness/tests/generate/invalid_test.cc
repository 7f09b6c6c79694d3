#include "made.h"

namespace concord::generate {

TEST_CASE("invalid values break one keyword at one place") {
  const Generator generator = generator_of(
      R"({"type":"object","required":["amount"],"additionalProperties":false,
          "properties":{"amount":{"type":"integer","minimum":3,"maximum":500,"multipleOf":3},
          "code":{"type":"string","pattern":"^[A-Z]{3}$"}}})");
  CHECK(invalid_lines(generator) == R"(a text -> "text" [type]
a number -> 7 [type]
a boolean -> true [type]
a list -> [] [type]
null -> null [type]
without /amount -> nothing [required]
with /undocumented, which is not documented -> "text" [additionalProperties]
/amount a text -> "text" [type]
/amount a fraction -> 12.5 [type]
/amount a boolean -> true [type]
/amount an object -> {} [type]
/amount a list -> [] [type]
/amount null -> null [type]
/amount "3" in quotes -> "3" [type]
/amount 0, below minimum 3 -> 0 [minimum]
/amount 501, above maximum 500 -> 501 [maximum]
/amount 4, no multiple of 3 -> 4 [multipleOf]
/code a number -> 7 [type]
/code a boolean -> true [type]
/code an object -> {} [type]
/code a list -> [] [type]
/code null -> null [type]
/code "AB!", against pattern ^[A-Z]{3}$ -> "AB!" [pattern]
)");
}

TEST_CASE("keywords about members and items are broken") {
  CHECK(invalid_lines(
            generator_of(R"({"type":"object","maxProperties":1,"minProperties":1,"properties":{"a":{"const":1}}})"),
            "maxProperties") ==
        "2 members, above maxProperties 1 -> {\"a\":1,\"undocumented\":\"text\"} [maxProperties]\n");
  CHECK(invalid_lines(
            generator_of(R"({"type":"array","items":{"type":"integer"},"minItems":2,"maxItems":2,"uniqueItems":true})"),
            "uniqueItems") == "the same item twice -> [1,1] [uniqueItems]\n");
  CHECK(
      invalid_lines(generator_of(R"({"type":"object","properties":{"a":{"const":1}},"dependentRequired":{"a":["b"]}})"),
                    "dependentRequired") == "without /b, which a asks for -> nothing [dependentRequired]\n");
  CHECK(invalid_lines(generator_of(R"({"type":"object","properties":{"a":false}})"), "properties") ==
        "with /a, which may not be there -> \"text\" [properties]\n");
  CHECK(invalid_lines(generator_of(R"({"type":"object","propertyNames":{"maxLength":3}})"), "maxLength") ==
        "with /not a name!, whose name is refused -> \"text\" [maxLength]\n");
  CHECK(invalid_lines(generator_of(R"({"type":"array","contains":{"const":5},"maxContains":1})"), "maxContains") ==
        "more than maxContains 1 -> [5,\"text\",5] [maxContains]\n");
  CHECK(invalid_lines(generator_of(R"({"type":"string","not":{"maxLength":2}})"), "not") ==
        "as not forbids it -> \"te\" [not]\n");
  CHECK(invalid_lines(generator_of(R"({"oneOf":[{"type":"integer"},{"minimum":3,"type":"number"}]})"), "oneOf") ==
        "as alternative 1 and alternative 2 at once -> 3 [oneOf]\n");
}

TEST_CASE("what was left out or could not be made is told") {
  Options few;
  few.most = 2;
  const Generator generator = generator_of(R"({"type":"integer","minimum":1,"maximum":5})", few);
  CHECK(generator.valid().size() == 2);
  CHECK(generator.invalid().size() == 2);
  std::string told;
  for (const Unmade& one : generator.unmade()) told += one.what + ": " + one.reason + "\n";
  CHECK(told == "7 more invalid values: there are more than are wanted\n");
}

}  // namespace concord::generate
