// Each of the shortcuts of the lowered form has cases here that a wrong one would get wrong. The oracle is the
// ReferenceEvaluator, which takes none.
#include "fixture.h"

#include "reference_evaluator.h"

#include <algorithm>

using namespace fixture;

namespace {

// A digit for each instance: 1 valid, 0 not, ? when the evaluations do not agree.
std::string verdicts(const schema::Schema& subject, const std::vector<std::string>& instances) {
  std::string out;
  for (const auto& text : instances) {
    const Node node = json(text);
    document::Compact compact;
    REQUIRE(compact.read(text));
    const bool unlowered = schema::ReferenceEvaluator(*subject.program().all).accepts(subject.program().entry, node);
    const bool do_agree = subject.accepts(node) == unlowered && subject.accepts(compact) == unlowered &&
                          (subject.failures(node).size() == 0) == unlowered &&
                          (subject.failures(compact).size() == 0) == unlowered &&
                          subject.explain(node).violations.empty() == unlowered;
    out += !do_agree ? '?' : unlowered ? '1' : '0';
  }
  return out;
}

std::string verdicts(std::string_view schema, const std::vector<std::string>& instances,
                     schema::Dialect dialect = schema::Dialect::Draft2020_12) {
  schema::Options options;
  options.default_dialect = dialect;
  return verdicts(compiled(schema, options), instances);
}

}  // namespace

TEST_CASE("tables of members are merged through allOf and $ref") {
  const std::string_view schema = R"({"allOf":[
      {"properties":{"a":{"minimum":1},"b":true},"required":["a"]},
      {"properties":{"a":{"maximum":5}},"required":["a","b"],"additionalProperties":{"type":"integer"}},
      {"$ref":"#/$defs/p"}],
    "$defs":{"p":{"patternProperties":{"^a":{"multipleOf":2}},"additionalProperties":{"maximum":9}}}})";
  CHECK(verdicts(schema, {R"({"a":2,"b":1})", R"({"a":0,"b":1})", R"({"a":6,"b":1})", R"({"a":3,"b":1})", R"({"a":2})",
                          R"({"b":1})", R"({"a":2,"b":"x"})", R"({"a":2,"b":10})", R"({"a":2,"b":1,"c":9})",
                          R"({"a":2,"b":1,"c":10})", R"({"a":2,"b":1,"ax":10})", R"({"a":2,"b":1,"ax":11})",
                          R"({"a":2,"b":1,"ax":"x"})"}) == "1000000010100");
}

TEST_CASE("a name that is only required meets additionalProperties") {
  CHECK(verdicts(R"({"required":["a"],"additionalProperties":false})", {"{}", R"({"a":1})", R"({"b":1})"}) == "000");
  CHECK(verdicts(R"({"required":["a","b","c","d","e"],"additionalProperties":{"type":"string"}})",
                 {R"({"a":"","b":"","c":"","d":"","e":""})", R"({"a":"","b":"","c":"","d":"","e":1})",
                  R"({"e":"","d":"","c":"","b":"","x":""})", R"({"e":"","d":"","c":"","b":"","a":"","x":""})"}) ==
        "1001");
}

TEST_CASE("names are found in any order, near or far, with the same ends") {
  std::string schema = R"({"additionalProperties":false,"required":["name 7 of the schema"],"properties":{)";
  for (int i = 0; i < 40; ++i) {
    schema += (i ? "," : "") + std::string("\"name ") + std::to_string(i) +
              " of the schema\":{\"const\":" + std::to_string(i) + "}";
  }
  schema += "}}";
  std::vector<std::string> instances;
  for (const int step : {1, 3, 7, 39}) {
    std::string all = "{";
    for (int i = 0; i < 40; ++i) {
      const std::string number = std::to_string(i * step % 40);
      all += (i ? "," : "") + std::string("\"name ") + number + " of the schema\":" + number;
    }
    instances.push_back(all + "}");
    instances.push_back(all + R"(,"name 40 of the schema":40})");
  }
  CHECK(verdicts(schema, instances) == "10101010");
  CHECK(verdicts(schema, {R"({"name 7 of the schemx":7})", R"({"name 7 of the schema":8})",
                          R"({"name 07 of the schema":7})"}) == "000");
}

TEST_CASE("cousins do not see what the other evaluated") {
  CHECK(verdicts(R"({"allOf":[{"properties":{"a":true}},{"unevaluatedProperties":false}]})", {"{}", R"({"a":1})"}) ==
        "10");
  CHECK(verdicts(R"({"allOf":[{"properties":{"a":true}},{"properties":{"b":true},"unevaluatedProperties":false}],
                     "properties":{"c":true}})",
                 {R"({"b":1})", R"({"a":1})", R"({"c":1})"}) == "100");
  CHECK(verdicts(R"({"$ref":"#/$defs/a","allOf":[{"$ref":"#/$defs/a","unevaluatedProperties":false}],
                     "$defs":{"a":{"properties":{"a":{"type":"integer"}}}}})",
                 {R"({"a":1})", R"({"a":""})", R"({"b":1})"}) == "100");
  CHECK(verdicts(R"({"allOf":[{"prefixItems":[true]},{"unevaluatedItems":false}]})", {"[]", "[1]"}) == "10");
}

TEST_CASE("what is not evaluated is known beforehand where nothing is conditional") {
  const std::string_view schema = R"({"$ref":"#/$defs/base","properties":{"b":true},"patternProperties":{"^x-":true},
    "unevaluatedProperties":{"type":"null"},"$defs":{"base":{"properties":{"a":{"type":"integer"}}}}})";
  CHECK(verdicts(schema, {R"({"a":1,"b":2,"x-c":3,"d":null})", R"({"a":1,"d":4})", R"({"a":""})", R"({"y-x-":1})"}) ==
        "1000");
  const std::string_view nested = R"({"allOf":[{"properties":{"a":true},"unevaluatedProperties":{"type":"integer"}}],
                                      "unevaluatedProperties":false})";
  CHECK(verdicts(nested, {R"({"a":""})", R"({"b":1})", R"({"b":""})"}) == "110");
  CHECK(verdicts(R"({"properties":{"a":true},"additionalProperties":{"type":"string"},"unevaluatedProperties":false})",
                 {R"({"b":""})", R"({"b":1})"}) == "10");
  CHECK(
      verdicts(R"({"prefixItems":[true,true],"allOf":[{"prefixItems":[{"type":"string"}]}],"unevaluatedItems":false})",
               {R"(["",1])", R"([1])", R"(["",1,2])", R"([""])"}) == "1001");
  CHECK(verdicts(R"({"allOf":[{"prefixItems":[true],"items":{"type":"integer"}}],"unevaluatedItems":false})",
                 {"[null,1,2]", R"([null,""])"}) == "10");
}

TEST_CASE("what is conditional is marked at run time") {
  const std::string_view any =
      R"({"anyOf":[{"properties":{"a":true},"required":["a"]},{"properties":{"b":true},"required":["b"]}],
                                   "unevaluatedProperties":false})";
  CHECK(verdicts(any, {R"({"a":1})", R"({"b":1})", R"({"a":1,"b":2})", R"({"a":1,"c":2})", "{}"}) == "11100");
  const std::string_view required_only =
      R"({"properties":{"a":true,"b":true},"anyOf":[{"required":["a"]},{"required":["b"]}],
                                             "unevaluatedProperties":false})";
  CHECK(verdicts(required_only, {R"({"a":1})", R"({"b":1})", R"({"a":1,"c":2})", "{}"}) == "1100");
  const std::string_view condition = R"({"if":{"properties":{"kind":{"const":"x"}},"required":["kind"]},
    "then":{"properties":{"x":true}},"else":{"properties":{"y":true}},"unevaluatedProperties":false})";
  CHECK(verdicts(condition, {R"({"kind":"x","x":1})", R"({"kind":"x","y":1})", R"({"y":1})", R"({"x":1})",
                             R"({"kind":"y"})"}) == "10100");
  CHECK(verdicts(R"({"if":{"properties":{"a":{"type":"integer"}}},"unevaluatedProperties":false})",
                 {R"({"a":1})", R"({"a":""})", "{}"}) == "101");
  CHECK(verdicts(R"({"not":{"not":{"properties":{"a":true}}},"unevaluatedProperties":false})", {R"({"a":1})", "{}"}) ==
        "01");
  CHECK(verdicts(R"({"contains":{"type":"string"},"unevaluatedItems":{"type":"integer"}})",
                 {R"(["",1])", R"(["",null])", "[1]"}) == "100");
  CHECK(verdicts(R"({"anyOf":[true,{"properties":{"a":true}}],"unevaluatedProperties":false})",
                 {R"({"a":1})", R"({"b":1})"}) == "10");
  CHECK(verdicts(R"({"dependentSchemas":{"a":{"properties":{"a":true,"b":true}}},"unevaluatedProperties":false})",
                 {R"({"a":1,"b":2})", R"({"b":2})"}) == "10");
}

TEST_CASE("alternatives are chosen by a constant member only where that is exact") {
  const auto kinds = [](std::string_view more) {
    return R"({"oneOf":[{"properties":{"k":{"const":"a"},"x":{"type":"integer"}}REQ},
                        {"properties":{"k":{"enum":["b","c"]},"x":{"type":"string"}}REQ},
                        {"properties":{"k":{"const":"c"},"x":{"type":"null"}}REQ}]})" +
           std::string(more);
  };
  const auto with = [&](std::string_view text) {
    std::string schema = kinds("");
    for (auto at = schema.find("REQ"); at != std::string::npos; at = schema.find("REQ")) schema.replace(at, 3, text);
    return schema;
  };
  const std::vector<std::string> instances = {R"({"k":"a","x":1})",
                                              R"({"k":"a","x":""})",
                                              R"({"k":"b","x":""})",
                                              R"({"k":"b","x":1})",
                                              R"({"x":1})",
                                              "{}",
                                              R"({"k":1,"x":1})",
                                              R"({"k":"d","x":1})",
                                              R"({"k":"c","x":null})",
                                              R"({"k":"c","x":""})",
                                              R"({"k":"c"})",
                                              R"({"k":null})",
                                              "1",
                                              R"({"x":1,"y":2,"k":"a"})"};
  // Two branches share "c": with no x both match. Without `required`, no k matches all, so x decides.
  CHECK(verdicts(with(R"(,"required":["k"])"), instances) == "10100000110001");
  CHECK(verdicts(with(""), instances) == "10101000110001");
  CHECK(
      verdicts(
          R"({"anyOf":[{"properties":{"k":{"const":"a"}},"required":["k"]},
                       {"properties":{"k":{"const":1}},"required":["k"]}]})",
          {R"({"k":"a"})", R"({"k":1})", R"({"k":1.0})", R"({"k":2})", "{}", "[]"}) == "111001");
  CHECK(verdicts(R"({"oneOf":[{"properties":{"k":{"const":"a"}}},{"required":["z"]}]})",
                 {R"({"k":"a"})", R"({"k":"a","z":1})", R"({"k":"b","z":1})", R"({"k":"b"})", "{}"}) == "10101");
  CHECK(
      verdicts(
          R"({"oneOf":[{"properties":{"k":{"enum":["a",null]}},"required":["k"]},
                       {"properties":{"k":{"const":"b"}},"required":["k"]}]})",
          {R"({"k":"a"})", R"({"k":null})", R"({"k":"b"})", R"({"k":""})"}) == "1110");
}

TEST_CASE("alternatives are chosen by type") {
  CHECK(verdicts(R"({"oneOf":[{"type":"integer"},{"type":"number"},{"type":"string"}]})",
                 {"1", "1.0", "1.5", R"("")", "null"}) == "00110");
  CHECK(verdicts(R"({"anyOf":[{"type":"null"},{"type":"string","minLength":2}]})",
                 {"null", R"("a")", R"("ab")", "1"}) == "1010");
  CHECK(verdicts(R"({"not":{"type":["string","object"]}})", {"1", R"("")", "{}", "[]"}) == "1001");
  CHECK(verdicts(R"({"if":{"type":"string"},"then":{"minLength":1},"else":{"type":"null"}})",
                 {R"("")", R"("a")", "null", "1"}) == "0110");
}

TEST_CASE("bounds of numbers, whatever holds them") {
  CHECK(verdicts(R"({"minimum":1.5,"maximum":3.5})", {"1", "2", "3", "4", "1.5", "3.5", "1.4", "3.6", "2.0"}) ==
        "011011001");
  CHECK(verdicts(R"({"exclusiveMinimum":1,"exclusiveMaximum":3})", {"1", "2", "3", "1.0", "1.1", "2.9", "3.0"}) ==
        "0100110");
  CHECK(verdicts(R"({"exclusiveMinimum":1.5,"exclusiveMaximum":2.5})", {"1", "2", "3", "1.5", "2.5", "2.4"}) ==
        "010001");
  CHECK(verdicts(R"({"minimum":9223372036854775807})", {"9223372036854775806", "9223372036854775807",
                                                        "9223372036854775808", "1e30", "9223372036854775806.5"}) ==
        "01110");
  CHECK(verdicts(R"({"exclusiveMinimum":9223372036854775807})", {"9223372036854775807", "9223372036854775808"}) ==
        "01");
  CHECK(verdicts(R"({"maximum":18446744073709551615})", {"18446744073709551615", "18446744073709551616", "1"}) ==
        "101");
  CHECK(verdicts(R"({"exclusiveMaximum":-9223372036854775808})", {"-9223372036854775808", "-9223372036854775809"}) ==
        "01");
  CHECK(verdicts(R"({"maximum":9007199254740992})",
                 {"9007199254740992", "9007199254740993", "9007199254740993.0", "9007199254740992.0"}) == "1001");
  CHECK(verdicts(R"({"maximum":0.1})", {"0.1", "0.1000000000000000055511151231257827", "0.09999999999999999999999"}) ==
        "101");
  CHECK(verdicts(R"({"maximum":1e400})", {"1e399", "1e401", "5"}) == "101");
  CHECK(verdicts(R"({"allOf":[{"minimum":1},{"minimum":3},{"maximum":9},{"maximum":7}]})",
                 {"2", "3", "7", "8", "2.5", "7.5"}) == "011000");
  CHECK(verdicts(R"({"multipleOf":3})", {"9", "10", "-9", "9.0", "9.5", "18446744073709551615"}) == "101101");
}

TEST_CASE("integers of each dialect") {
  const std::vector<std::string> instances = {"1",  "1.0",  "1.5",  "1e2", "123456789012345678901234567890",
                                              "-0", "-0.0", "1e400"};
  CHECK(verdicts(R"({"type":"integer"})", instances) == "11011111");
  CHECK(verdicts(R"({"type":"integer"})", instances, schema::Dialect::Draft4) == "10001110");
}

TEST_CASE("constants are compared by value") {
  CHECK(verdicts(R"({"enum":[1,"1",true,null,[1],{"a":1}]})",
                 {"1", "1.0", R"("1")", "true", "false", "null", "[1.0]", "[2]", R"({"a":1.0})", R"({"a":2})", "2"}) ==
        "11110110100");
  CHECK(verdicts(R"({"const":9007199254740993})", {"9007199254740993", "9007199254740992", "9007199254740993.0"}) ==
        "101");
  CHECK(verdicts(R"({"const":18446744073709551615})", {"18446744073709551615", "-1", "18446744073709551615.0"}) ==
        "101");
  CHECK(
      verdicts(
          R"({"enum":["a","bb","ccc","dddd","eeeee","ffffff","ggggggg","hhhhhhhh",
                      "seventeen letters","seventeen lettera"]})",
          {R"("a")", R"("hhhhhhhh")", R"("seventeen letters")", R"("seventeen letterb")", R"("seventeen lexters")",
           R"("i")", R"("")", "1"}) == "11100000");
  CHECK(verdicts(R"({"enum":[false,true]})", {"true", "false", "0"}) == "110");
  CHECK(verdicts(R"({"enum":[false]})", {"true", "false", "0"}) == "010");
}

TEST_CASE("equal items of a compact document are found as those of nodes") {
  std::vector<std::string> instances = {"[1,1.0]",
                                        R"([1,"1"])",
                                        R"([{"a":1,"b":[2]},{"b":[2.0],"a":1}])",
                                        "[[],{}]",
                                        "[null,false,0]",
                                        "[9007199254740993,9007199254740992]",
                                        R"(["a\u0062","ab"])"};
  CHECK(verdicts(R"({"uniqueItems":true})", instances) == "0101110");
  std::string many = "[";
  for (int i = 0; i < 1'000; ++i)
    many += R"({"k":)" + std::to_string(i) + R"(,"v":["x",)" + std::to_string(i / 2) + "]},";
  CHECK(verdicts(R"({"uniqueItems":true})",
                 {many + "1]", many + R"({"v":["x",3.0],"k":7}])", many + R"({"v":["x",3.5],"k":7}])"}) == "101");
}

TEST_CASE("beside $ref, old dialects see nothing") {
  const std::string_view schema =
      R"({"properties":{"a":{"$ref":"#/definitions/n","maximum":1}},"definitions":{"n":{"type":"integer"}}})";
  CHECK(verdicts(schema, {R"({"a":5})", R"({"a":""})"}, schema::Dialect::Draft7) == "10");
  CHECK(verdicts(schema, {R"({"a":5})", R"({"a":1})"}, schema::Dialect::Draft2019_09) == "01");
}

TEST_CASE("names of members are values too") {
  CHECK(verdicts(R"({"propertyNames":{"maxLength":3,"pattern":"^[a-z\u00e4]*$"}})",
                 {R"({"abc":1})", R"({"abcd":1})", R"({"A":1})", R"({"\u00e4\u00e4\u00e4":1})", "{}"}) == "10011");
}

TEST_CASE("few names are looked for, many are met") {
  CHECK(verdicts(R"({"properties":{"a":{"type":"string"},"b":false},"required":["a","c"]})",
                 {R"({"a":"","c":1})", R"({"a":1,"c":1})", R"({"a":""})", R"({"a":"","c":1,"b":1})",
                  R"({"x":1,"c":1,"y":1,"a":""})"}) == "10001");
}

TEST_CASE("a schema of thousands of parts in one place") {
  std::string parts;
  for (int i = 0; i < 3'000; ++i)
    parts += (i ? "," : "") + std::string(R"({"required":["m)") + std::to_string(i % 7) + "\"]}";
  CHECK(verdicts(R"({"allOf":[)" + parts + "]}",
                 {R"({"m0":1,"m1":1,"m2":1,"m3":1,"m4":1,"m5":1,"m6":1})", R"({"m0":1})"}) == "10");
  std::string chain = R"({"$ref":"#/$defs/r0","$defs":{)";
  for (int i = 0; i < 3'000; ++i)
    chain += "\"r" + std::to_string(i) + R"(":{"$ref":"#/$defs/r)" + std::to_string(i + 1) + "\"},";
  CHECK(verdicts(chain + R"("r3000":{"type":"integer"}}})", {"1", R"("")"}) == "10");
}
