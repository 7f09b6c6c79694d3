#include "made.h"

namespace concord::generate {

TEST_CASE("valid values differ from a usual one at one place") {
  const Generator generator = generator_of(
      R"({"type":"object","required":["amount","kind"],"properties":{"amount":{"type":"integer","minimum":3,"exclusiveMaximum":500},
          "kind":{"enum":["gold","silver"]},"note":{"type":["string","null"],"maxLength":10},
          "tags":{"type":"array","items":{"const":"a"},"maxItems":2}}})");
  CHECK(valid_lines(generator) == R"(only what is required -> {"amount":3,"kind":"gold"}
as is usual -> {"amount":3,"kind":"gold","note":"text","tags":["a"]}
everything -> {"amount":3,"kind":"gold","note":"text","tags":["a","a"]}
without /note -> {"amount":3,"kind":"gold","tags":["a"]}
without /tags -> {"amount":3,"kind":"gold","note":"text"}
/amount 499, next to exclusiveMaximum 500 -> {"amount":499,"kind":"gold","note":"text","tags":["a"]}
/kind "silver" -> {"amount":3,"kind":"silver","note":"text","tags":["a"]}
null at /note -> {"amount":3,"kind":"gold","note":null,"tags":["a"]}
/note at maxLength 10 -> {"amount":3,"kind":"gold","note":"Please rin","tags":["a"]}
/tags empty -> {"amount":3,"kind":"gold","note":"text","tags":[]}
)");
}

TEST_CASE("alternatives are values of their own") {
  const Generator generator = generator_of(
      R"({"oneOf":[{"$ref":"#/$defs/Card"},{"$ref":"#/$defs/Bank"},{"type":"null"}],
          "$defs":{"Card":{"type":"object","required":["card"],"properties":{"card":{"const":1}}},
                   "Bank":{"type":"object","required":["bank"],"properties":{"bank":{"enum":[2,3]}}}}})");
  CHECK(valid_lines(generator) == R"(only what is required -> {"card":1}
as Bank -> {"bank":2}
null -> null
/bank 3 -> {"bank":3}
)");
}

}  // namespace concord::generate
