#include "specimen.h"

#include <support/catch.h>
#include <support/manual_clock.h>

namespace concord::mock {

namespace {

document::Node made(const char* schema_text) {
  auto root = std::make_shared<const document::Node>(*document::parse_answer_json(schema_text).root);
  base::Random random(3);
  return make_specimen({root, {}, "test"}, support::ManualClock().now(), random);
}

}  // namespace

TEST_CASE("a value made from a schema conforms to it") {
  for (
      const char* text :
      {R"({"type":"object","properties":{"a":{"type":"string","format":"uuid"},"b":{"type":"integer","minimum":5},"c":{"enum":["x"]}},"required":["a"]})",
       R"({"type":"array","minItems":3,"items":{"type":"number","exclusiveMinimum":7}})",
       R"({"type":"string","minLength":9})", R"({"type":"string","maxLength":2})",
       R"({"type":["string","null"],"format":"date-time"})",
       R"({"allOf":[{"type":"object","required":["a"],"properties":{"a":{"type":"boolean"}}},{"properties":{"b":{"format":"email"}},"required":["b"]}]})",
       R"({"$ref":"#/$defs/x","$defs":{"x":{"type":"string","format":"ulid"}}})",
       R"({"oneOf":[{"const":3},{"const":4}]})", R"({"type":"null"})", R"({"type":"integer","multipleOf":4})",
       R"({"type":"number","maximum":-2})", R"({"format":"ipv6"})"}) {
    CAPTURE(text);
    const document::Node value = made(text);
    CAPTURE(document::write_json(value));
    auto schema = schema::compile(*document::parse_answer_json(text).root);
    REQUIRE(schema.has_value());
    CHECK(schema->accepts(value));
  }
}

TEST_CASE("what was written down comes first") {
  CHECK(document::write_json(made(R"({"type":"string","example":"e"})")) == "\"e\"");
  CHECK(document::write_json(made(R"({"type":"string","examples":["f"],"enum":["g"]})")) == "\"f\"");
  CHECK(document::write_json(made(
            R"({"type":"object","properties":{"a":{"writeOnly":true,"type":"string"},"b":{"type":"boolean"}}})")) ==
        R"({"b":true})");
}

TEST_CASE("schemas without end do not end the mock") {
  CHECK(made(R"({"$ref":"#"})").is_null());
  CHECK_NOTHROW(made(R"({"oneOf":[{"$ref":"#"}]})"));
  CHECK_NOTHROW(
      made(R"({"allOf":[{"$ref":"#"},{"$ref":"#"},{"$ref":"#"}],"properties":{"a":{"$ref":"#"},"b":{"$ref":"#"}}})"));
  const document::Node tree = made(
      R"({"type":"object","properties":{"left":{"$ref":"#"},"right":{"$ref":"#"},"list":{"type":"array","items":{"$ref":"#"}}}})");
  CHECK(document::write_json(tree).size() < 1'000'000);
  CHECK(made(R"({"type":"array","minItems":1000000000,"items":{"type":"null"}})").size() == 20);
}

}  // namespace concord::mock
