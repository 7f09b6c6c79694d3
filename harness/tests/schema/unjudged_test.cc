// A bound of ours is no broken contract: what cannot be judged is told apart from what is valid and what is not.
#include "fixture.h"

#include <concord/schema/output.h>

namespace unjudged_test {

using namespace fixture;
using schema::Verdict;

namespace {

// Whether it matches ^(a+)+(b|c)\2$ takes too many steps to tell.
const std::string kHard = '"' + std::string(40, 'a') + "bc\"";
const std::string kEasy = R"("aabb")";  // matches
const std::string kHardRule = R"({"pattern":"^(a+)+(b|c)\\2$"})";

std::string word(Verdict verdict) {
  return verdict == Verdict::Valid ? "valid" : verdict == Verdict::Invalid ? "invalid" : "unjudged";
}

// All ways to ask, which must agree.
std::string verdict(std::string_view text, const std::string& instance) {
  schema::Options options;
  options.most_pattern_steps = 50'000;
  const auto subject = compiled(text, options);
  const Node node = json(instance);
  document::Compact compact;
  REQUIRE(compact.read(instance));
  const Verdict verdict = subject.verdict(node);
  INFO(text);
  INFO(instance);
  CHECK(word(subject.verdict(compact)) == word(verdict));
  CHECK(subject.accepts(node) == (verdict == Verdict::Valid));
  CHECK(word(subject.failures(node).verdict()) == word(verdict));
  CHECK(word(subject.failures(compact).verdict()) == word(verdict));
  CHECK((subject.failures(node).size() == 0) == (verdict == Verdict::Valid));
  const auto explanation = subject.explain(node);
  CHECK(word(explanation.verdict) == word(verdict));
  CHECK(explanation.violations.empty() == (verdict == Verdict::Valid));
  const auto flat = schema::output(subject, node, schema::OutputForm::Basic);
  REQUIRE(flat);
  CHECK(flat->find("valid")->as_boolean() == (verdict == Verdict::Valid));
  return word(verdict);
}

std::string with(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == '@' ? kHardRule : std::string(1, c);
  return out;
}

}  // namespace

TEST_CASE("a pattern that takes too many steps is unjudged, whatever is around it") {
  CHECK(verdict(kHardRule, kHard) == "unjudged");
  CHECK(verdict(kHardRule, kEasy) == "valid");
  CHECK(verdict(with(R"({"not":@})"), kHard) == "unjudged");
  CHECK(verdict(with(R"({"not":@})"), kEasy) == "invalid");
  CHECK(verdict(with(R"({"not":{"not":@}})"), kHard) == "unjudged");
  CHECK(verdict(with(R"({"allOf":[@,{"minLength":1}]})"), kHard) == "unjudged");
  CHECK(verdict(with(R"({"properties":{"a":@,"b":true}})"), R"({"a":)" + kHard + "}") == "unjudged");
  CHECK(verdict(with(R"({"items":@})"), "[" + kEasy + "," + kHard + "]") == "unjudged");
}

TEST_CASE("what is wrong for certain is invalid all the same, before or behind") {
  CHECK(verdict(with(R"({"allOf":[@,{"maxLength":3}]})"), kHard) == "invalid");
  CHECK(verdict(with(R"({"properties":{"a":@,"b":{"type":"integer"}}})"), R"({"a":)" + kHard + R"(,"b":""})") ==
        "invalid");
  CHECK(verdict(with(R"({"properties":{"a":@},"required":["b"]})"), R"({"a":)" + kHard + "}") == "invalid");
  CHECK(verdict(with(R"({"items":@,"maxItems":1})"), "[" + kHard + "," + kHard + "]") == "invalid");
}

TEST_CASE("alternatives: what is known decides where it can") {
  CHECK(verdict(with(R"({"anyOf":[@,{"type":"string"}]})"), kHard) == "valid");
  CHECK(verdict(with(R"({"anyOf":[{"type":"string"},@]})"), kHard) == "valid");
  CHECK(verdict(with(R"({"anyOf":[@,{"maxLength":3}]})"), kHard) == "unjudged");
  CHECK(verdict(with(R"({"not":{"anyOf":[@,{"type":"string"}]}})"), kHard) == "invalid");
  CHECK(verdict(with(R"({"oneOf":[@,{"type":"string"}]})"), kHard) == "unjudged");
  CHECK(verdict(with(R"({"oneOf":[@,{"type":"string"},{"minLength":2}]})"), kHard) == "invalid");
  CHECK(verdict(with(R"({"if":@,"then":{"minLength":1},"else":{"minLength":2}})"), kHard) == "unjudged");
  CHECK(verdict(with(R"({"if":{"anyOf":[@,{"type":"string"}]},"then":{"maxLength":1}})"), kHard) == "invalid");
  CHECK(verdict(with(R"({"contains":@})"), "[" + kHard + "," + kEasy + "]") == "valid");
  CHECK(verdict(with(R"({"contains":@,"minContains":2})"), "[" + kHard + "," + kEasy + "]") == "unjudged");
  CHECK(verdict(with(R"({"contains":@,"maxContains":1})"), "[" + kHard + "," + kEasy + "]") == "unjudged");
  CHECK(verdict(with(R"({"contains":@,"maxContains":1})"), "[" + kEasy + "," + kHard + "," + kEasy + "]") == "invalid");
}

TEST_CASE("names of which nobody knows whether a pattern speaks about them") {
  const std::string members = "{" + kHard + ":1}";
  const std::string pattern = R"("^(a+)+(b|c)\\2$")";
  CHECK(verdict(R"({"patternProperties":{)" + pattern + R"(:{"type":"string"}}})", members) == "unjudged");
  CHECK(verdict(R"({"patternProperties":{)" + pattern + R"(:true},"additionalProperties":false})", members) ==
        "unjudged");
  CHECK(verdict(R"({"properties":{)" + kHard + R"(:{"type":"integer"}},"patternProperties":{)" + pattern +
                    R"(:{"minimum":0}}})",
                members) == "unjudged");
  CHECK(verdict(R"({"properties":{)" + kHard + R"(:{"type":"string"}},"patternProperties":{)" + pattern +
                    R"(:{"minimum":0}}})",
                members) == "invalid");
  CHECK(verdict(with(R"({"propertyNames":@})"), members) == "unjudged");
}

TEST_CASE("recursion that takes too much is unjudged") {
  std::string deep;
  for (int i = 0; i < 400; ++i) deep += R"({"a":)";
  deep += "1" + std::string(400, '}');
  const std::string_view doubling = R"({"anyOf":[{"properties":{"a":{"$ref":"#"}},"required":["b"]},
                                                {"properties":{"a":{"$ref":"#"}},"required":["c"]},
                                                {"type":"string"}]})";
  CHECK(verdict(doubling, R"("x")") == "valid");
  CHECK(verdict(doubling, R"({"a":"x"})") == "invalid");
  const auto subject = compiled(R"({"anyOf":[{"properties":{"a":{"$ref":"#"}},"minProperties":1,"maxProperties":0},
                                             {"properties":{"a":{"$ref":"#"}},"minProperties":2},
                                             {"properties":{"a":{"$ref":"#"}},"minProperties":3}]})");
  const Node node = json(deep);
  CHECK(subject.explain(node).violations.size() >= 1);
  CHECK(word(subject.verdict(node)) == word(subject.failures(node).verdict()));
}

TEST_CASE("all patterns of an instance share a bound, so that no array is quadratic") {
  const auto subject = compiled(with(R"({"items":@})"));
  std::string many = "[";
  for (int i = 0; i < 2'000; ++i) many += kHard + ",";
  const Node node = json(many + "1]");
  const auto explanation = subject.explain(node);
  CHECK(word(explanation.verdict) == "unjudged");
  REQUIRE(explanation.violations.size() == 1);
  CHECK(explanation.violations[0].is_unjudged);
  CHECK(explanation.violations[0].equal_elsewhere == 1'999);
}

TEST_CASE("an alternative that is not known keeps the others from being blamed") {
  schema::Options options;
  options.most_pattern_steps = 50'000;
  CHECK(words(compiled(with(R"({"anyOf":[@,{"maxLength":3}]})"), options), kHard) ==
        Words{": " + kHard + " cannot be judged: a pattern takes too many steps (rewrite the pattern without nested "
                             "repetitions)"});
}

TEST_CASE("undocumented members are found in nodes and compact documents alike") {
  const auto subject = compiled(R"({"properties":{"a":{"properties":{"b":true}},"list":{"items":{"$ref":"#/$defs/c"}}},
      "$defs":{"c":{"anyOf":[{"properties":{"k":{"const":"x"},"x":true},"required":["k"]},
                             {"properties":{"k":{"const":"y"},"y":true},"required":["k"]}]}}})");
  const std::string text = R"({"a":{"b":1,"c":2},"list":[{"k":"x","x":1,"y":2},{"k":"y","y":{"z":1}}],"more":[{}]})";
  document::Compact compact;
  REQUIRE(compact.read(text));
  const auto places = [](const std::vector<schema::Undocumented>& all) {
    Words out;
    for (const auto& each : all) out.push_back(each.instance.text());
    return out;
  };
  bool is_complete = false;
  CHECK(places(subject.undocumented(json(text), 100, &is_complete)) == Words{"/a/c", "/list/0/y", "/more"});
  CHECK(is_complete);
  CHECK(places(subject.undocumented(compact)) == Words{"/a/c", "/list/0/y", "/more"});
  CHECK(places(subject.undocumented(compact, 2)) == Words{"/a/c", "/list/0/y"});
}

}  // namespace unjudged_test
