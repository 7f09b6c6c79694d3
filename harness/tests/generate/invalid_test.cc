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

}  // namespace concord::generate
