#include "prose_facts.h"

#include <support/catch.h>

namespace concord::derive {
namespace {

std::string facts(std::string_view description, const std::string& schema = R"({"type": "string"})") {
  const auto parsed = document::parse_answer_json(schema);
  REQUIRE(parsed.root);
  std::string out;
  for (const ProseFact& fact : prose_facts(description, "this", *parsed.root)) {
    out += (out.empty() ? "" : " ") + std::string(fact.on_parent ? "parent:" : "") + document::write_json(fact.update);
  }
  return out;
}

struct Row {
  const char* description;
  const char* facts;
};

}  // namespace

TEST_CASE("what sentences state about strings") {
  const Row row = GENERATE(values<Row>({
      {"The number in E.164 format.", R"({"format":"e164"})"},
      {"A country, ISO 3166-1 alpha-3.", R"({"format":"iso-3166-alpha-3"})"},
      {"A country, ISO-3166 alpha-2.", R"({"pattern":"^[A-Z]{2}$"})"},
      {"The currency (ISO 4217).", R"({"pattern":"^[A-Z]{3}$"})"},
      {"The time in ISO 8601.", R"({"format":"date-time"})"},
      {"A date, ISO 8601.", R"({"format":"date"})"},
      {"The date as YYYY-MM-DD", R"({"format":"date"})"},
      {"UUID of the shop.", R"({"format":"uuid"})"},
      {"A ULID.", R"({"format":"ulid"})"},
      {"Their email address", R"({"format":"email"})"},
      {"The nuuidle of it", ""},
      {"One of SMALL, LARGE or X_LARGE.", R"({"enum":["SMALL","LARGE","X_LARGE"]})"},
      {"Valid values are: `a`, `b` and `c`.", R"({"enum":["a","b","c"]})"},
      {"Allowed values:\n- `on`\n- `off`", R"({"enum":["on","off"]})"},
      {"Can be \"new\" or \"used\"", R"({"enum":["new","used"]})"},
      {"One of the best things.", ""},
      {"Can be empty.", ""},
      {"Max length 20.", R"({"maxLength":20})"},
      {"Maximum length of 12 characters", R"({"maxLength":12})"},
      {"up to 64 characters", R"({"maxLength":64})"},
      {"up to 3 retries", ""},
      {"At least 8 characters, at most 32 characters", R"({"maxLength":32} {"minLength":8})"},
      {"An array of names", R"({"type":"array","items":{"type":"string"}})"},
      {"Defaults to `en`.", R"({"default":"en"})"},
      {"Defaults to whatever you like", ""},
      {"Required if type = card.",
       R"(parent:{"allOf":[{"if":{"properties":{"type":{"const":"card"}},"required":["type"]},"then":{"required":["this"]}}]})"},
      {"Required when `mode` is `live`",
       R"(parent:{"allOf":[{"if":{"properties":{"mode":{"const":"live"}},"required":["mode"]},"then":{"required":["this"]}}]})"},
      {"Required if the country is AU or NZ.", ""},
      {"Required if type is not card.", ""},
      {"Required if you have one.", ""},
      {"", ""},
  }));
  INFO(row.description);
  CHECK(facts(row.description) == row.facts);
}

TEST_CASE("what is stated already, of another type, or broken by an example is not proposed") {
  CHECK(facts("A UUID", R"({"type":"string","format":"uuid"})").empty());
  CHECK(facts("A UUID", R"({"type":"string","pattern":"x"})").empty());
  CHECK(facts("A UUID", R"({"type":"integer"})").empty());
  CHECK(facts("A UUID", R"({"type":"string","examples":["tenant-1"]})").empty());
  CHECK(facts("One of UP, DOWN", R"({"type":"string","enum":["UP"]})").empty());
  CHECK(facts("One of UP, DOWN", R"({"type":"string","examples":["SIDEWAYS"]})").empty());
  CHECK(facts("up to 3 characters", R"({"type":"string","maxLength":3})").empty());
}

TEST_CASE("numbers and booleans") {
  CHECK(facts("Between 1 and 100", R"({"type":"integer"})") == R"({"minimum":1,"maximum":100})");
  CHECK(facts("Between 9 and 1", R"({"type":"integer"})").empty());
  CHECK(facts("between friends and enemies", R"({"type":"integer"})").empty());
  CHECK(facts("Defaults to 20.", R"({"type":"integer"})") == R"({"default":20})");
  CHECK(facts("When absent it defaults to **false**", R"({"type":"boolean"})") == R"({"default":false})");
  CHECK(facts("Defaults to 99999999999999999999999", R"({"type":"integer"})").empty());
}

TEST_CASE("texts of any kind and size are read in time") {
  std::string long_list = "One of ";
  for (int i = 0; i < 100'000; ++i) long_list += "AB" + std::to_string(i) + ", ";
  CHECK(facts(long_list).size() < 5'000);
  CHECK(facts("One of `").empty());
  CHECK(facts("Max length").empty());
  CHECK(facts("Required if ").empty());
  CHECK(facts(std::string("one of \xff\xfe, \"\"")).empty());
}

}  // namespace concord::derive
