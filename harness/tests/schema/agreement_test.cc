// Drawn schemas and instances: the lowered verdicts, the collected failures and the unlowered evaluation must agree,
// and what `explain` says is among the failures.
#include "fixture.h"

#include "reference_evaluator.h"

#include <algorithm>
#include <random>
#include <set>

using namespace fixture;

namespace {

class Draw {
 public:
  explicit Draw(std::uint64_t seed) : source_(seed) {}

  std::size_t below(std::size_t limit) { return source_() % limit; }
  bool once_in(std::size_t n) { return below(n) == 0; }
  template <std::size_t N>
  std::string one_of(const char* const (&texts)[N]) {
    return texts[below(N)];
  }
  std::string name() { return one_of({"a", "b", "c", "a long name that differs", "a long name, it differs"}); }
  std::string scalar() {
    return one_of({"null", "true", "false", "0", "1", "2", "1.0", "1.5", "-3", "18446744073709551615", "1e30", R"("")",
                   R"("a")", R"("b")", R"("ab")", R"("abc")"});
  }

  std::string instance(int depth) {
    if (depth == 0 || once_in(4)) return scalar();
    const bool is_object = !once_in(3);
    std::string text = is_object ? "{" : "[";
    std::set<std::string> names;
    for (std::size_t i = below(4); i > 0; --i) {
      const std::string key = name();
      if (is_object && !names.insert(key).second) continue;
      if (text.size() > 1) text += ",";
      text += (is_object ? "\"" + key + "\":" : "") + instance(depth - 1);
    }
    return text + (is_object ? "}" : "]");
  }

  // References in place lead to definitions of a higher number only, so that there are no cycles without an end.
  std::string schema(int depth, int definition) {
    if (depth == 0 || once_in(6)) return once_in(3) ? one_of({"true", "false"}) : "{" + leaf() + "}";
    std::string text = "{" + part(depth, definition);
    for (std::size_t i = below(3); i > 0; --i) text += "," + part(depth, definition);
    return without_doubles(text + "}");
  }

  std::string root() {
    std::string text = without_doubles("{" + part(3, -1) + "," + part(3, -1) + "," + part(3, -1) + "}");
    text.pop_back();
    text += R"(,"$defs":{)";
    for (int i = 0; i < kDefinitions; ++i)
      text += (i ? "," : "") + std::string("\"d") + std::to_string(i) + "\":" + schema(2, i);
    return text + "}}";
  }

 private:
  static constexpr int kDefinitions = 4;

  // The last of two equal keywords is taken, as the reader does.
  static std::string without_doubles(const std::string& text) {
    return write_json(*document::parse_answer_json(text).root);
  }

  std::string leaf() {
    switch (below(9)) {
      case 0:
        return R"("type":")" + one_of({"null", "boolean", "integer", "number", "string", "array", "object"}) + "\"";
      case 1:
        return R"("type":[")" + one_of({"null", "integer", "string"}) + "\",\"" +
               one_of({"number", "object", "array"}) + "\"]";
      case 2: return R"("const":)" + scalar();
      case 3: return R"("enum":[)" + scalar() + "," + scalar() + "," + scalar() + "]";
      case 4:
        return R"("minimum":)" + one_of({"0", "1", "1.5", "2e20"}) + R"(,"exclusiveMaximum":)" +
               one_of({"1", "2", "1.5"});
      case 5: return R"("minLength":)" + one_of({"0", "1", "2"}) + R"(,"pattern":")" + one_of({"^a", "b$", "."}) + "\"";
      case 6: return R"("maxItems":2,"uniqueItems":true)";
      case 7: return R"("minProperties":1)";
      default: return R"("multipleOf":)" + one_of({"1", "2", "0.5"});
    }
  }

  std::string schemas(int depth, int definition) {
    std::string text = "[" + schema(depth, definition);
    for (std::size_t i = below(3); i > 0; --i) text += "," + schema(depth, definition);
    return text + "]";
  }

  std::string part(int depth, int definition) {
    const auto below_it = [&] { return schema(depth - 1, definition); };
    // What looks deeper into the instance may refer to anything.
    const auto deeper = [&] { return schema(depth - 1, -1); };
    switch (below(19)) {
      case 0:
      case 1:
      case 2:
        return R"("properties":{")" + name() + "\":" + deeper() + "," + R"("k":{"const":)" +
               one_of({R"("a")", R"("b")", "1"}) + "}}";
      case 3: return R"("required":[")" + name() + "\"]";
      case 4: return R"("patternProperties":{")" + one_of({"^a", "differs$", "."}) + "\":" + deeper() + "}";
      case 5: return R"("additionalProperties":)" + deeper();
      case 6: return R"("unevaluatedProperties":)" + deeper();
      case 7: return R"("items":)" + deeper();
      case 8: return R"("prefixItems":[)" + deeper() + "," + deeper() + "]";
      case 9: return R"("unevaluatedItems":)" + deeper();
      case 10: return R"("contains":)" + deeper() + (once_in(2) ? R"(,"minContains":2)" : "");
      case 11: return R"("allOf":)" + schemas(depth - 1, definition);
      case 12: return R"("anyOf":)" + schemas(depth - 1, definition);
      case 13: return R"("oneOf":)" + schemas(depth - 1, definition);
      case 14: return R"("not":)" + below_it();
      case 15: return R"("if":)" + below_it() + R"(,"then":)" + below_it() + R"(,"else":)" + below_it();
      case 16:
        return R"("dependentSchemas":{")" + name() + "\":" + below_it() + R"(},"dependentRequired":{")" + name() +
               R"(":[")" + name() + "\"]}";
      case 17:
        return definition + 1 < kDefinitions
                   ? R"("$ref":"#/$defs/d)" +
                         std::to_string(
                             definition + 1 +
                             static_cast<int>(below(static_cast<std::size_t>(kDefinitions - definition - 1)))) +
                         "\""
                   : leaf();
      default: return R"("propertyNames":{)" + leaf() + "}";
    }
  }

  std::mt19937_64 source_;
};

std::set<std::string> places(const schema::Failures& failures) {
  std::set<std::string> out;
  for (std::size_t i = 0; i < failures.size(); ++i)
    out.insert(failures[i].instance.text() + " " + failures[i].schema_location);
  return out;
}

// Where there is one way only, all failures must have the keyword locations that explain gives.
std::string misplaced(const schema::Schema& subject, const Node& node) {
  const auto failures = subject.failures(node);
  std::set<std::string> known;
  for (std::size_t i = 0; i < failures.size(); ++i) known.insert(failures[i].keyword_location);
  for (const auto& violation : subject.explain(node).violations) {
    if (!known.contains(violation.keyword_location)) return violation.keyword_location;
  }
  return "";
}

// Empty when all agree.
std::string disagreement(const schema::Schema& subject, const std::string& text) {
  const Node node = json(text);
  document::Compact compact;
  REQUIRE(compact.read(text));
  schema::ReferenceEvaluator reference(*subject.program().all);
  const bool is_valid = reference.accepts(subject.program().entry, node);
  if (subject.accepts(node) != is_valid) return "the verdict on the node";
  if (subject.accepts(compact) != is_valid) return "the verdict on the compact document";
  const auto failures = places(subject.failures(compact));
  if (failures.empty() != is_valid) return "the failures";
  if (places(subject.failures(node)) != failures) return "the failures of the node";
  for (const auto& violation : subject.explain(node).violations) {
    const std::string& keyword = violation.keyword;
    if (keyword == "anyOf" || keyword == "oneOf") continue;  // a sentence of several alternatives may stand elsewhere
    const std::string place = violation.instance.text() + " " + violation.schema_location;
    if (!failures.contains(place)) return "no failure for " + place;
  }
  return "";
}

}  // namespace

TEST_CASE("drawn schemas are judged alike by all evaluations") {
  Draw draw(20);
  schema::Options options;
  options.max_violations = 100'000;
  std::size_t valid = 0, invalid = 0;
  for (int i = 0; i < 3'000; ++i) {
    const std::string text = draw.root();
    const auto subject = compiled(text, options);
    for (int k = 0; k < 12; ++k) {
      const std::string instance = draw.instance(3);
      const std::string problem = disagreement(subject, instance);
      INFO(text);
      INFO(instance);
      CHECK(problem == "");
      ++(subject.accepts(json(instance)) ? valid : invalid);
    }
  }
  CHECK(valid > 5'000);
  CHECK(invalid > 5'000);
}

TEST_CASE("all failures have their places, and explain says the same where there are no alternatives") {
  const auto subject = compiled(R"({"$id":"https://example.com/s","required":["id","at"],"additionalProperties":false,
      "properties":{"id":{"type":"integer","enum":[1,2],"minimum":1},
                    "tags":{"items":{"$ref":"#/$defs/tag"},"maxItems":1},
                    "any":{"anyOf":[{"type":"string"},{"type":"object","required":["x"]}]},
                    "some":{"contains":{"const":1},"minContains":2}},
      "$defs":{"tag":{"type":"string","minLength":2,"maxLength":3}}})");
  const auto listed = [&](const std::string& text) {
    document::Compact compact;
    REQUIRE(compact.read(text));
    const auto failures = subject.failures(compact);
    Words out;
    for (std::size_t i = 0; i < failures.size(); ++i) {
      const auto failure = failures[i];
      out.push_back(failure.instance.text() + " " + failure.keyword + " " + failure.schema_location +
                    (failure.missing.empty() ? "" : " " + failure.missing));
      CHECK(failure.schema);
    }
    CHECK(misplaced(subject, json(text)) == "");
    CHECK(failures.not_listed() == 0);
    return out;
  };
  const std::string uri = "https://example.com/s#";
  CHECK(listed(R"({"id":1,"at":1})") == Words{"/at additionalProperties " + uri + "/additionalProperties"});
  CHECK(listed(R"({"id":"1"})") ==
        Words{"/id type " + uri + "/properties/id/type", " required " + uri + "/required at"});
  CHECK(listed(R"({"id":0,"tags":["a","long",3]})") ==
        Words{"/id enum " + uri + "/properties/id/enum", "/id minimum " + uri + "/properties/id/minimum",
              "/tags maxItems " + uri + "/properties/tags/maxItems",
              "/tags/0 minLength " + uri + "/$defs/tag/minLength", "/tags/1 maxLength " + uri + "/$defs/tag/maxLength",
              "/tags/2 type " + uri + "/$defs/tag/type", " required " + uri + "/required at"});
  CHECK(listed(R"({"any":{},"some":[1]})") ==
        Words{"/any anyOf " + uri + "/properties/any/anyOf", "/any type " + uri + "/properties/any/anyOf/0/type",
              "/any required " + uri + "/properties/any/anyOf/1/required x",
              "/some minContains " + uri + "/properties/some/minContains", " required " + uri + "/required id",
              " required " + uri + "/required at"});
}

TEST_CASE("failures know the way through references, patterns and alternatives") {
  const auto subject = compiled(R"({"$ref":"#/$defs/r","$defs":{"r":{"allOf":[{"$ref":"#/$defs/a"}],
      "patternProperties":{"^p/":{"$ref":"#/$defs/s"}},"dependentSchemas":{"d":{"required":["e"]}},
      "if":{"required":["i"]},"then":{"properties":{"i":{"const":1}}},"else":{"required":["z"]},
      "propertyNames":{"maxLength":3},"unevaluatedProperties":{"type":"null"}},
    "a":{"properties":{"list":{"prefixItems":[{"type":"string"}],"items":{"$ref":"#/$defs/s"}},"i":true,"d":true}},
    "s":{"type":"integer","maximum":9}}})");
  const auto ways = [&](std::string_view text) {
    const Node node = json(text);
    const auto failures = subject.failures(node);
    Words out;
    for (std::size_t i = 0; i < failures.size(); ++i) out.push_back(failures[i].keyword_location);
    CHECK(misplaced(subject, node) == "");
    std::sort(out.begin(), out.end());
    return out;
  };
  CHECK(ways(R"({"list":[1,10,""],"i":1})") ==
        Words{"/$ref/allOf/0/$ref/properties/list/items/$ref/maximum",
              "/$ref/allOf/0/$ref/properties/list/items/$ref/type",
              "/$ref/allOf/0/$ref/properties/list/prefixItems/0/type", "/$ref/propertyNames/maxLength"});
  CHECK(ways(R"({"p/1":10,"i":2})") ==
        Words{"/$ref/patternProperties/^p~1/$ref/maximum", "/$ref/then/properties/i/const"});
  CHECK(ways(R"({"d":1,"x":1})") ==
        Words{"/$ref/dependentSchemas/d/required", "/$ref/else/required", "/$ref/unevaluatedProperties/type"});
}

TEST_CASE("failures are listed up to the limit and counted beyond; a value that cannot be judged is one") {
  schema::Options options;
  options.max_violations = 5;
  std::string text = "[";
  for (int i = 0; i < 20; ++i) text += (i ? "," : "") + std::string("1");
  const Node node = json(text + "]");
  const auto subject = compiled(R"({"items":{"type":"string"}})", options);
  CHECK(subject.failures(node).size() == 5);
  CHECK(subject.failures(node).not_listed() == 15);
  const auto nested = compiled(
      R"({"$defs":{"n":{"anyOf":[{"items":{"$ref":"#/$defs/n"}},{"items":{"$ref":"#/$defs/n"}},
                                    {"minItems":3}]}},"$ref":"#/$defs/n"})");
  const Node deep = json(std::string(200, '[') + "1" + std::string(200, ']'));
  CHECK(nested.failures(deep).size() == (nested.accepts(deep) ? 0 : 1));
}
