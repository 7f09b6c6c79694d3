#include "typed.h"

namespace concord::message {

TEST_CASE("text is what its schema speaks of") {
  struct Row {
    const char* schema;
    const char* text;
    const char* value;
  };
  const Row rows[] = {
      {R"({"type":"integer"})", "5", "5"},
      {R"({"type":"integer"})", "1.0", "1.0"},
      {R"({"type":"integer"})", "0x5", R"("0x5")"},
      {R"({"type":"integer"})", " 5", R"(" 5")"},
      {R"({"type":"integer"})", "05", R"("05")"},
      {R"({"type":"integer"})", "", R"("")"},
      {R"({"type":"number"})", "-1.5", "-1.5"},
      {R"({"type":"number"})", "12345678901234567890123456789", "12345678901234567890123456789"},
      {R"({"type":"string"})", "5", R"("5")"},
      {R"({"type":"string"})", "null", R"("null")"},
      {R"({"type":"boolean"})", "true", "true"},
      {R"({"type":"boolean"})", "True", R"("True")"},
      {R"({"type":["integer","null"]})", "null", "null"},
      {R"({"type":["integer","null"]})", "", "null"},
      {R"({"type":["string","null"]})", "", R"("")"},
      {R"({"type":["string","integer"]})", "5", "5"},
      {R"({"anyOf":[{"type":"integer"},{"enum":["all","7"]}]})", "7", R"("7")"},
      {R"({"anyOf":[{"type":"integer"},{"enum":["all","7"]}]})", "8", "8"},
      {R"({"minimum":1})", "5", "5"},
      {R"({"const":5})", "5", "5"},
      {R"({"enum":[true]})", "true", "true"},
      {R"({"$ref":"#/$defs/n","$defs":{"n":{"type":"integer"}}})", "5", "5"},
      {R"({"allOf":[{"type":"integer"}]})", "5", "5"},
      {R"({"type":"object"})", R"({"a":1})", R"({"a":1})"},
      {R"({"type":"object"})", R"({"a":)", R"("{\"a\":")"},
      {R"({})", "5", R"("5")"},
      {R"(true)", "5", R"("5")"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.schema, row.text);
    CHECK(document::write_json(type_of(row.schema).read(row.text)) == row.value);
  }
  CHECK(type_of(R"({"type":"number"})").read(std::string(1000, '9')).is_string());
  CHECK(ValueType().read("5").is_string());
}

TEST_CASE("items and members have types of their own") {
  const ValueType type =
      type_of(R"({"type":"object","properties":{"n":{"type":"integer"},"l":{"items":{"type":"boolean"}}}})");
  CHECK(type.is_object());
  CHECK(type.member_names() == std::vector<std::string>{"n", "l"});
  CHECK(type.member("n").read("5").is_number());
  CHECK(type.member("l").is_list());
  CHECK(type.member("l").item(0).read("true").is_boolean());
  CHECK(type.member("x").read("5").is_string());
  const ValueType pair = type_of(R"({"type":"array","prefixItems":[{"type":"string"},{"type":"integer"}]})");
  CHECK(pair.item(0).read("5").is_string());
  CHECK(pair.item(1).read("5").is_number());
  CHECK(type_of(R"({"type":"string","format":"binary"})").is_binary());
}

}  // namespace concord::message
