#include "made.h"

#include <algorithm>

namespace concord::generate {

TEST_CASE("a value obeys keywords together") {
  CHECK(made(R"({"type":"string","pattern":"^[A-Z]+-[0-9]+$","maxLength":4})") == R"("AB-1")");
  CHECK(made(R"({"type":"string","pattern":"^[a-z]*$","minLength":7,"maxLength":7})") == R"("abcdefg")");
  CHECK(made(R"({"type":"integer","minimum":0.5})") == "1");
  CHECK(made(R"({"minimum":3,"multipleOf":5})") == "5");
  CHECK(made(R"({"type":"number","exclusiveMinimum":0,"maximum":0.02})") == "0.001");
  CHECK(made(R"({"allOf":[{"type":"number","minimum":2},{"multipleOf":0.3},{"maximum":2.2}]})") == "2.1");
  CHECK(made(R"({"type":"array","minItems":3,"uniqueItems":true,"items":{"enum":["a","b","c"]}})") ==
        R"(["a","b","c"])");
  CHECK(made(R"({"type":"array","minItems":2,"uniqueItems":true,"items":{"type":"boolean"}})") == "[true,false]");
  CHECK(made(R"({"type":"array","prefixItems":[{"type":"integer"},{"type":"boolean"}],"items":false})") == "[1,true]");
  CHECK(made(R"({"type":"array","contains":{"const":"x"},"minContains":2,"items":{"type":"string"}})") ==
        R"(["x","x"])");
  CHECK(made(R"({"type":"object","required":["a"]})") == R"({"a":"text"})");
  CHECK(made(R"({"type":"object","propertyNames":{"pattern":"^k[0-9]$"},"minProperties":2})") ==
        R"({"k1":"text","k3":"text"})");
  CHECK(made(R"({"type":"object","patternProperties":{"^x-":{"type":"integer"}},"additionalProperties":false})") ==
        R"({"x-":1})");
  CHECK(made(R"({"properties":{"a":{"type":"string"}},"dependentRequired":{"a":["b"]},"required":["a"]})") ==
        R"({"a":"text","b":"text"})");
  CHECK(made(R"({"properties":{"a":{"const":1}},"required":["a"],"dependentSchemas":{"a":{"required":["c"]}}})") ==
        R"({"a":1,"c":"text"})");
  CHECK(made(R"({"properties":{"a":{"const":1},"b":{"const":2}},"oneOf":[{"required":["a"]},{"required":["b"]}]})") ==
        R"({"a":1})");
  CHECK(made(R"({"properties":{"kind":{"enum":["a","b"]}},"required":["kind"],
                 "if":{"properties":{"kind":{"const":"a"}}},"then":{"required":["x"]},"else":{"required":["y"]}})") ==
        R"({"kind":"a","x":"text"})");
  CHECK(made(R"({"type":"string","not":{"const":"text"}})") == R"("another text")");
  CHECK(
      made(
          R"({"properties":{"a":{"const":1}},"unevaluatedProperties":false,"allOf":[{"properties":{"b":{"const":2}}}]})") ==
      R"({"a":1,"b":2})");
}

TEST_CASE("of alternatives that overlap a value fits one") {
  CHECK(made(R"({"oneOf":[{"type":"object","properties":{"a":{"type":"string"}}},
                          {"type":"object","properties":{"a":{"type":"string"},"b":{"type":"object"}}}]})") ==
        R"({"a":"text","b":"text"})");
  CHECK(made(R"({"oneOf":[{"type":"object","required":["a"]},{"type":"object","required":["a","b"]}]})") ==
        R"({"a":"text"})");
  CHECK(made(R"({"type":"object","properties":{"a":{"const":1}},"not":{"required":["a"]}})") == "{}");
  CHECK(made(R"({"type":"object","not":{"properties":{"a":{"type":"string"}}}})") == R"({"a":1})");
}

TEST_CASE("a value without end ends") {
  CHECK(made(R"({"type":"object","properties":{"next":{"$ref":"#"},"n":{"const":1}}})") == R"({"n":1})");
  CHECK(made(R"({"required":["next"],"properties":{"next":{"anyOf":[{"$ref":"#"},{"type":"null"}]}}})") ==
        R"({"next":null})");
  CHECK(made(R"({"type":"array","items":{"$ref":"#"}})") == "[]");
  CHECK(made(R"({"type":"object","required":["next"],"properties":{"next":{"$ref":"#"}}})")
            .ends_with("/next/next a value: its members that must be there never end"));
  CHECK(made(R"({"type":"array","minItems":1000000000,"items":{"type":"null"}})") ==
        " a value: it must have more items than are made");
}

TEST_CASE("names say what is usual") {
  CHECK(made(R"({"properties":{"email":{"type":"string"},"billing_city":{"type":"string"},"createdAt":{"type":"string"},
                 "unitPrice":{"type":"number"},"quantity":{"type":"integer"},"tags":{"type":"array","items":{"type":"string"}},
                 "country":{"type":"string","minLength":3,"maxLength":3}}})") ==
        R"({"email":"anna.berg@example.com","billing_city":"Berlin","createdAt":"2026-03-01T10:00:00.000Z",)"
        R"("unitPrice":12.5,"quantity":2,"tags":["new"],"country":"DEU"})");
}

TEST_CASE("what is documented comes first where it is valid") {
  CHECK(made(R"({"type":"string","maxLength":3,"example":"too long","examples":["abc"]})") == R"("abc")");
  CHECK(made(R"({"type":"object","properties":{"a":{"default":5}},"example":{"a":7}})") == R"({"a":7})");
  CHECK(made(R"({"type":"object","properties":{"a":{"default":5}},"example":{"a":7}})", Shape::Fullest) ==
        R"({"a":5})");
}

TEST_CASE("members go in their direction") {
  constexpr std::string_view schema =
      R"({"type":"object","required":["id","pin"],"properties":{"id":{"const":1,"readOnly":true},
          "pin":{"const":2,"writeOnly":true},"n":{"const":3}}})";
  CHECK(made(schema) == R"({"pin":2,"n":3})");
  Options answers;
  answers.direction = schema::Direction::Response;
  CHECK(made(schema, Shape::Typical, answers) == R"({"id":1,"n":3})");
}

TEST_CASE("a discriminator names the schema that is meant") {
  CHECK(made(R"({"oneOf":[{"$ref":"#/$defs/Card"},{"$ref":"#/$defs/Bank"}],"discriminator":{"propertyName":"kind"},
                 "$defs":{"Card":{"required":["kind"],"properties":{"kind":{"type":"string"}}},
                          "Bank":{"required":["kind","b"],"properties":{"kind":{"type":"string"}}}}})") ==
        R"({"kind":"Card"})");
}

TEST_CASE("every format has its texts") {
  for (const std::string& format : schema::known_formats()) {
    CAPTURE(format);
    for (const std::string_view type : {R"("string")", R"("number")"}) {
      const Generator generator = generator_of(R"({"type":)" + std::string(type) + R"(,"format":")" + format + "\"}");
      CHECK(generator.value(Shape::Typical).has_value());
      CHECK(generator.unmade().empty());
    }
    const bool is_broken = !generator_of(R"({"type":"string","format":")" + format + "\"}").invalid().empty();
    CHECK(is_broken);
  }
}

TEST_CASE("a format in no registry is a name") {
  CHECK(made(R"({"type":"string","format":"iso-country-code"})") == R"("DE")");
  CHECK(made(R"({"type":"string","format":"string"})") == R"("text")");
}

TEST_CASE("a seed makes the same values, another seed others") {
  constexpr std::string_view schema =
      R"({"type":"object","properties":{"id":{"format":"uuid"},"n":{"type":"integer"}}})";
  Options one, two;
  one.seed = two.seed = 7;
  CHECK(made(schema, Shape::Typical, one) == made(schema, Shape::Typical, two));
  CHECK(made(schema, Shape::Typical, one) == R"({"id":"a7d966eb-3165-4fc1-a2c1-347a546705f3","n":1})");
  two.seed = 8;
  CHECK(made(schema, Shape::Typical, one) != made(schema, Shape::Typical, two));
}

TEST_CASE("of texts that are drawn some are of other letters, quotes and lines, where nothing says of which") {
  const Generator open = generator_of(R"({"type":"string"})");
  const Generator closed = generator_of(R"({"type":"string","pattern":"^[a-z]+$"})");
  base::Random random(11);
  int other = 0, lines = 0, markup = 0;
  for (int i = 0; i < 400; ++i) {
    const std::string text = open.random(random)->as_string();
    other += std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) > 0x7F; });
    lines += text.find('\n') != std::string::npos;
    markup += text.find('<') != std::string::npos;
    CHECK(closed.random(random)->as_string().find('<') == std::string::npos);
  }
  CHECK(other > 20);
  CHECK(other < 200);
  CHECK(lines > 0);
  CHECK(markup > 0);
}

}  // namespace concord::generate
