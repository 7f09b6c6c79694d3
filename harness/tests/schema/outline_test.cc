#include <concord/schema/outline.h>

#include <concord/base/text.h>

#include <support/catch.h>

namespace concord::schema {
namespace outline_test {

namespace {

Schema compiled(std::string_view text, Options options = {}) {
  return *compile(*document::parse_answer_json(text).root, options);
}

// "type properties required" of a part, then those of what it leads to, each once: "0: type properties[1] required".
std::string told(const Outline& outline) {
  std::string out;
  std::vector<PartId> open{outline.entry()};
  for (std::size_t at = 0; at < open.size(); ++at) {
    out += std::to_string(at) + ":";
    const auto number = [&](PartId part) {
      const auto found = std::find(open.begin(), open.end(), part);
      if (found == open.end()) open.push_back(part);
      return std::to_string(std::find(open.begin(), open.end(), part) - open.begin());
    };
    for (const Rule& rule : outline.rules(open[at])) {
      out += " " + std::string(rule.keyword);
      for (const PartId part : rule.parts) out += part == kNoPart ? "(-)" : "(" + number(part) + ")";
      for (const RuleMember& member : rule.members) {
        out += "(" + std::string(member.name);
        if (member.part != kNoPart) out += " " + number(member.part);
        for (const std::string_view name : member.names) out += " needs " + std::string(name);
        out += ")";
      }
      for (const std::string_view name : rule.names) out += "(" + std::string(name) + ")";
    }
    out += "\n";
  }
  return out;
}

}  // namespace

TEST_CASE("an outline tells what a schema asks") {
  const Schema schema = compiled(
      R"({"required":["b","a"],"type":"object","properties":{"a":{"$ref":"#/$defs/n"},"b":{"oneOf":[true,{"$ref":"#"}]}},
          "patternProperties":{"^x":{"enum":[1,2]}},"additionalProperties":false,"dependentRequired":{"a":["b"]},
          "if":{"minProperties":2},"else":{"maxLength":3},"$defs":{"n":{"exclusiveMinimum":2,"format":"int32"}}})");
  const Outline outline(schema);
  CHECK(told(outline) ==
        "0: required(b)(a) type properties(a 1)(b 2) patternProperties(^x 3) additionalProperties(4) "
        "dependentRequired(a needs b) if(5)(-)(6)\n"
        "1: $ref(7)\n2: oneOf(8)(9)\n3: enum\n4: false\n5: minProperties\n6: maxLength\n"
        "7: exclusiveMinimum format\n8:\n9: $ref(0)\n");
  const PartId number = outline.rules(outline.rules(outline.entry())[2].members[0].part)[0].parts[0];
  CHECK(outline.location(number, "format") == "#/$defs/n/format");
  CHECK(outline.accepts(number, 3));
  CHECK_FALSE(outline.accepts(number, 2));
  CHECK(outline.text(number).size() == 2);
}

TEST_CASE("an outline is the same for all dialects, and of one direction") {
  Options options;
  options.default_dialect = Dialect::OpenApi30;
  options.direction = Direction::Request;
  const Schema schema = compiled(
      R"({"type":"object","required":["id","n"],"properties":{"id":{"readOnly":true},
          "n":{"type":"number","nullable":true,"minimum":3,"exclusiveMinimum":true}}})",
      options);
  const Outline outline(schema);
  const auto& rules = outline.rules(outline.entry());
  CHECK(rules[1].names == std::vector<std::string_view>{"n"});
  const auto& number = outline.rules(rules[2].members[1].part);
  CHECK(number[0].types == (kNumberType | kNullType));
  CHECK(number[1].asks == Asks::ExclusiveMinimum);
  CHECK(number[1].keyword == "minimum");
}

TEST_CASE("an outline tells the names of alternatives") {
  Options options;
  options.default_dialect = Dialect::OpenApi31;
  const Schema schema = compiled(
      R"({"oneOf":[{"$ref":"#/$defs/Card"},{"$ref":"#/$defs/Bank"},{"title":"Cash"}],
          "discriminator":{"propertyName":"kind","mapping":{"card":"#/$defs/Card","debit":"#/$defs/Card"}},
          "$defs":{"Card":{"type":"object"},"Bank":{"type":"object"}}})",
      options);
  const Outline outline(schema);
  CHECK(outline.discriminator(outline.entry()) == "kind");
  CHECK(base::join(outline.values_of(outline.entry(), "oneOf", 0), " ") == "card debit");
  CHECK(base::join(outline.values_of(outline.entry(), "oneOf", 1), " ") == "Bank");
  CHECK(outline.values_of(outline.entry(), "oneOf", 2).empty());
  CHECK(outline.name_of(outline.entry(), "oneOf", 0) == "Card");
  CHECK(outline.name_of(outline.entry(), "oneOf", 2) == "Cash");
  REQUIRE(outline.named_by(outline.entry()).size() == 2);
  CHECK(outline.named_by(outline.entry())[1].value == "debit");
}

}  // namespace outline_test
}  // namespace concord::schema
