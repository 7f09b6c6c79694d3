// The output forms and annotations: the official suite's cases, and our own words.
#include "fixture.h"

#include <support/shared.h>

#include <concord/base/file.h>
#include <concord/schema/output.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <iostream>

namespace {

using namespace concord;
using document::Node;
using fixture::compiled;
using fixture::json;
using schema::OutputForm;
namespace fs = std::filesystem;

const fs::path kSuite = support::shared_path("json-schema-test-suite");

struct Draft {
  std::string_view folder;
  schema::Dialect dialect;
  int number;
};
constexpr std::array<Draft, 5> kDrafts = {{{"draft2020-12", schema::Dialect::Draft2020_12, 2020},
                                           {"draft2019-09", schema::Dialect::Draft2019_09, 2019},
                                           {"draft7", schema::Dialect::Draft7, 7},
                                           {"draft6", schema::Dialect::Draft6, 6},
                                           {"draft4", schema::Dialect::Draft4, 4}}};

struct FormName {
  std::string_view name;
  OutputForm form;
};
constexpr std::array<FormName, 4> kForms = {{{"flag", OutputForm::Flag},
                                             {"basic", OutputForm::Basic},
                                             {"detailed", OutputForm::Detailed},
                                             {"verbose", OutputForm::Verbose}}};

bool has_suite() { return support::find_shared("json-schema-test-suite").has_value(); }

Node read(const fs::path& path) {
  auto text = base::read_file(path.string());
  REQUIRE(text);
  return json(*text);
}

std::vector<fs::path> json_files(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string text_of(const schema::Schema& schema, std::string_view instance, OutputForm form) {
  const auto result = schema::output(schema, json(instance), form);
  REQUIRE(result);
  return document::write_json(*result);
}

// "6,<=2019" is of drafts 6 to 2019-09; "=2020" of that alone.
bool is_compatible(std::string_view rule, int draft) {
  while (!rule.empty()) {
    const auto comma = std::min(rule.find(','), rule.size());
    std::string_view part = rule.substr(0, comma);
    rule.remove_prefix(std::min(comma + 1, rule.size()));
    const bool is_most = part.starts_with("<="), is_only = part.starts_with("=");
    part.remove_prefix(is_most ? 2 : is_only ? 1 : 0);
    int number = 0;
    std::from_chars(part.data(), part.data() + part.size(), number);
    if (is_most ? draft > number : is_only ? draft != number : draft < number) return false;
  }
  return true;
}

// The annotations found must be those expected, by the place of the schema that holds them.
bool holds(const schema::Schema& schema, const std::vector<schema::Annotation>& found, const Node& assertion) {
  const auto place = document::Pointer::parse(assertion.find("location")->as_string());
  std::vector<const schema::Annotation*> there;
  for (const auto& each : found) {
    if (each.instance == *place && each.keyword == assertion.find("keyword")->as_string()) there.push_back(&each);
  }
  const auto& expected = assertion.find("expected")->members();
  return there.size() == expected.size() && std::all_of(expected.begin(), expected.end(), [&](const auto& one) {
    const auto pointer = document::Pointer::parse_fragment(std::string_view(one.key).substr(1));
    const Node* holder = document::resolve(schema.root(), *pointer);
    return std::any_of(there.begin(), there.end(), [&](const auto* each) {
      return each->schema == holder && document::equal(each->value, one.value);
    });
  });
}

struct Counts {
  std::size_t passed = 0, total = 0;
};

void run_annotations(Counts& counts, const Draft& draft, const Node& group) {
  const Node* rule = group.find("compatibility");
  if (rule && !is_compatible(rule->as_string(), draft.number)) return;
  schema::Options options;
  options.default_dialect = draft.dialect;
  const auto schema = schema::compile(*group.find("schema"), options);
  REQUIRE(schema);
  for (const Node& test : group.find("tests")->items()) {
    const auto found = schema::annotations(*schema, *test.find("instance"));
    REQUIRE(found);
    for (const Node& assertion : test.find("assertions")->items()) {
      INFO(draft.folder << ": " << group.find("description")->as_string() << ": " << document::write_json(test));
      ++counts.total;
      const bool is_good = holds(*schema, *found, assertion);
      CHECK(is_good);
      if (is_good) ++counts.passed;
    }
  }
}

}  // namespace

TEST_CASE("output: annotations are those of the official suite", "[shared]") {
  if (!has_suite()) return;
  for (const Draft& draft : kDrafts) {
    Counts counts;
    for (const fs::path& file : json_files(kSuite / "annotations/tests")) {
      const Node suite = read(file);
      for (const Node& group : suite.find("suite")->items()) run_annotations(counts, draft, group);
    }
    std::cout << draft.folder << " annotations: " << counts.passed << " of " << counts.total << "\n";
    CHECK(counts.total > 0);
  }
}

TEST_CASE("output: the forms are those of the official suite", "[shared]") {
  if (!has_suite()) return;
  for (const std::string name : {"draft2020-12", "draft2019-09"}) {
    schema::Registry registry;
    const Node rules = read(kSuite / "output-tests" / name / "output-schema.json");
    registry.add(rules.find("$id")->as_string(), rules);
    schema::Options options;
    options.registry = &registry;
    const auto of_all = schema::compile(rules, options);
    REQUIRE(of_all);
    Counts counts;
    for (const fs::path& file : json_files(kSuite / "output-tests" / name / "content")) {
      const Node groups = read(file);
      for (const Node& group : groups.items()) {
        const auto schema = schema::compile(*group.find("schema"), options);
        REQUIRE(schema);
        for (const Node& test : group.find("tests")->items()) {
          for (const FormName& each : kForms) {
            const auto result = schema::output(*schema, *test.find("data"), each.form);
            REQUIRE(result);
            INFO(file.string() << ' ' << each.name << ": " << document::write_json(*result, 2));
            CHECK(of_all->accepts(*result));
            const Node* wanted = test.find("output")->find(each.name);
            if (!wanted) continue;
            ++counts.total;
            const auto check = schema::compile(*wanted, options);
            REQUIRE(check);
            const bool is_good = check->accepts(*result);
            CHECK(is_good);
            if (is_good) ++counts.passed;
          }
        }
      }
    }
    std::cout << name << " output: " << counts.passed << " of " << counts.total << "\n";
    CHECK(counts.total > 0);
  }
}

TEST_CASE("output: the verdict is right in every case of the official suite, and the forms have their shape",
          "[shared]") {
  if (!has_suite()) return;
  schema::Registry registry;
  for (const fs::path& file : json_files(kSuite / "remotes")) {
    registry.add("http://localhost:1234/" + fs::relative(file, kSuite / "remotes").generic_string(), read(file));
  }
  const auto shape = schema::compile(read(kSuite / "output-tests/draft2020-12/output-schema.json"));
  REQUIRE(shape);
  for (const Draft& draft : kDrafts) {
    schema::Options options;
    options.default_dialect = draft.dialect;
    options.registry = &registry;
    options.assert_formats = false;
    Counts counts;
    for (const auto& entry : fs::directory_iterator(kSuite / "tests" / draft.folder)) {
      if (entry.path().extension() != ".json") continue;
      const Node groups = read(entry.path());
      for (const Node& group : groups.items()) {
        const auto schema = schema::compile(*group.find("schema"), options);
        REQUIRE(schema);
        for (const Node& test : group.find("tests")->items()) {
          bool is_good = true;
          for (const FormName& each : kForms) {
            const auto result = schema::output(*schema, *test.find("data"), each.form);
            is_good = is_good && result && document::equal(*result->find("valid"), *test.find("valid"));
            is_good = is_good && shape->accepts(*result);
            const bool has_errors = result && (result->has("errors") || result->has("error"));
            if (each.form != OutputForm::Flag) is_good = is_good && has_errors != test.find("valid")->as_boolean();
          }
          INFO(entry.path().string() << ": " << document::write_json(test));
          CHECK(is_good);
          ++counts.total;
          if (is_good) ++counts.passed;
        }
      }
    }
    std::cout << draft.folder << " output verdicts: " << counts.passed << " of " << counts.total << "\n";
  }
}

namespace {

constexpr const char* kOrder = R"({"$id": "https://a.example/order", "title": "Order", "type": "object",
  "properties": {"id": {"$ref": "#/$defs/id"}, "kind": {"anyOf": [{"const": "a"}, {"type": "null"}]}},
  "required": ["id"], "additionalProperties": false, "$defs": {"id": {"type": "integer", "title": "Number"}}})";

}  // namespace

TEST_CASE("output: basic lists what is wrong, or what is said") {
  const auto schema = compiled(kOrder);
  CHECK(text_of(schema, R"({"id": 1})", OutputForm::Flag) == R"({"valid":true})");
  CHECK(text_of(schema, R"({"id": 1})", OutputForm::Basic) ==
        R"({"valid":true,"keywordLocation":"","absoluteKeywordLocation":"https://a.example/order#",)"
        R"("instanceLocation":"","annotations":[)"
        R"({"valid":true,"keywordLocation":"/title","absoluteKeywordLocation":"https://a.example/order#/title",)"
        R"("instanceLocation":"","annotation":"Order"},)"
        R"({"valid":true,"keywordLocation":"/properties",)"
        R"("absoluteKeywordLocation":"https://a.example/order#/properties","instanceLocation":"","annotation":["id"]},)"
        R"({"valid":true,"keywordLocation":"/properties/id/$ref/title",)"
        R"("absoluteKeywordLocation":"https://a.example/order#/$defs/id/title","instanceLocation":"/id",)"
        R"("annotation":"Number"}]})");
  CHECK(text_of(schema, R"({"id": "1", "kindd": 2})", OutputForm::Basic) ==
        R"({"valid":false,"keywordLocation":"","absoluteKeywordLocation":"https://a.example/order#",)"
        R"("instanceLocation":"","errors":[)"
        R"({"valid":false,"keywordLocation":"/properties/id/$ref/type",)"
        R"("absoluteKeywordLocation":"https://a.example/order#/$defs/id/type","instanceLocation":"/id",)"
        R"x("error":"\"1\" is a string, integer expected (a number in quotes?)"},)x"
        R"({"valid":false,"keywordLocation":"/additionalProperties",)"
        R"("absoluteKeywordLocation":"https://a.example/order#/additionalProperties","instanceLocation":"/kindd",)"
        R"x("error":"unknown member \"kindd\" (did you mean \"kind\"?)"}]})x");
  CHECK(text_of(compiled("false"), "1", OutputForm::Basic) ==
        R"({"valid":false,"keywordLocation":"","instanceLocation":"","errors":[)"
        R"({"valid":false,"keywordLocation":"","instanceLocation":"","error":"nothing is allowed here"}]})");
}

TEST_CASE("output: detailed is a tree without what says nothing") {
  const auto schema = compiled(kOrder);
  CHECK(text_of(schema, R"({"id": "1", "kind": 2})", OutputForm::Detailed) ==
        R"({"valid":false,"keywordLocation":"","absoluteKeywordLocation":"https://a.example/order#",)"
        R"("instanceLocation":"","errors":[)"
        R"({"valid":false,"keywordLocation":"/properties",)"
        R"("absoluteKeywordLocation":"https://a.example/order#/properties","instanceLocation":"","errors":[)"
        R"({"valid":false,"keywordLocation":"/properties/id/$ref/type",)"
        R"("absoluteKeywordLocation":"https://a.example/order#/$defs/id/type","instanceLocation":"/id",)"
        R"x("error":"\"1\" is a string, integer expected (a number in quotes?)"},)x"
        R"({"valid":false,"keywordLocation":"/properties/kind/anyOf",)"
        R"("absoluteKeywordLocation":"https://a.example/order#/properties/kind/anyOf","instanceLocation":"/kind",)"
        R"("error":"2 matches none of alternative 1, alternative 2","errors":[)"
        R"({"valid":false,"keywordLocation":"/properties/kind/anyOf/0/const",)"
        R"("absoluteKeywordLocation":"https://a.example/order#/properties/kind/anyOf/0/const",)"
        R"("instanceLocation":"/kind","error":"2 is not \"a\""},)"
        R"({"valid":false,"keywordLocation":"/properties/kind/anyOf/1/type",)"
        R"("absoluteKeywordLocation":"https://a.example/order#/properties/kind/anyOf/1/type",)"
        R"("instanceLocation":"/kind","error":"2 is an integer, null expected"}]}]}]})");
}

TEST_CASE("output: verbose has every keyword") {
  const auto schema = compiled(R"({"properties": {"a/b": {"$ref": "#/$defs/x"}}, "$defs": {"x": {"minimum": 1}}})");
  CHECK(text_of(schema, R"({"a/b": 0})", OutputForm::Verbose) ==
        R"({"valid":false,"keywordLocation":"","instanceLocation":"","errors":[)"
        R"({"valid":false,"keywordLocation":"/properties","instanceLocation":"","errors":[)"
        R"({"valid":false,"keywordLocation":"/properties/a~1b","instanceLocation":"/a~1b","errors":[)"
        R"({"valid":false,"keywordLocation":"/properties/a~1b/$ref","absoluteKeywordLocation":"#/$defs/x",)"
        R"("instanceLocation":"/a~1b","errors":[)"
        R"({"valid":false,"keywordLocation":"/properties/a~1b/$ref/minimum",)"
        R"("absoluteKeywordLocation":"#/$defs/x/minimum","instanceLocation":"/a~1b",)"
        R"("error":"0 is below the minimum of 1"}]}]}]},)"
        R"({"valid":true,"keywordLocation":"/$defs","instanceLocation":""}]})");
}

TEST_CASE("output: a schema that fails says nothing, in verbose too") {
  const auto schema = compiled(R"({"title": "T", "not": {"title": "N", "type": "string"}})");
  CHECK(text_of(schema, "1", OutputForm::Verbose) ==
        R"({"valid":true,"keywordLocation":"","instanceLocation":"","annotations":[)"
        R"({"valid":true,"keywordLocation":"/title","instanceLocation":"","annotation":"T"},)"
        R"({"valid":true,"keywordLocation":"/not","instanceLocation":"","annotations":[)"
        R"({"valid":false,"keywordLocation":"/not","instanceLocation":"","errors":[)"
        R"({"valid":true,"keywordLocation":"/not/title","instanceLocation":""},)"
        R"({"valid":false,"keywordLocation":"/not/type","instanceLocation":"",)"
        R"x("error":"1 is an integer, string expected (a string without quotes?)"}]}]}]})x");
}

TEST_CASE("output: what fails beside a match is no error, and names have no annotations") {
  const auto one = compiled(R"({"oneOf": [{"minimum": 1}, {"maximum": 5}, {"type": "string"}]})");
  CHECK(text_of(one, "3", OutputForm::Basic) ==
        R"({"valid":false,"keywordLocation":"","instanceLocation":"","errors":[)"
        R"({"valid":false,"keywordLocation":"/oneOf","instanceLocation":"",)"
        R"("error":"3 matches alternative 1 and alternative 2, exactly one is allowed"}]})");
  const auto names = compiled(R"({"propertyNames": {"title": "Name", "maxLength": 1}})");
  const auto found = schema::annotations(names, json(R"({"a": 1})"));
  REQUIRE(found);
  CHECK(found->empty());
  CHECK(text_of(names, R"({"ab": 1})", OutputForm::Basic) ==
        R"({"valid":false,"keywordLocation":"","instanceLocation":"","errors":[)"
        R"({"valid":false,"keywordLocation":"/propertyNames/maxLength","instanceLocation":"/ab",)"
        R"("error":"the name \"ab\" has 2 characters, at most 1 allowed"}]})");
}

TEST_CASE("output: it is bounded") {
  const auto recursive = compiled(R"({"properties": {"a": {"$ref": "#"}}, "title": "T"})");
  std::string deep = "1";
  for (int i = 0; i < 500; ++i) deep = "{\"a\":" + deep + "}";
  for (const FormName& each : kForms) CHECK(schema::output(recursive, json(deep), each.form));
  std::string chain = R"({"$ref": "#/$defs/d0", "$defs": {"d1500": {})";
  for (int i = 0; i < 1'500; ++i) {
    chain += ", \"d" + std::to_string(i) + R"(": {"$ref": "#/$defs/d)" + std::to_string(i + 1) + "\"}";
  }
  const auto schema = compiled(chain + "}}");
  const auto refused = schema::output(schema, json("1"), OutputForm::Basic);
  REQUIRE(!refused);
  CHECK(refused.diagnostics()[0].kind == "output.too-large");
  CHECK(!schema::annotations(schema, json("1")));
  CHECK(text_of(schema, "1", OutputForm::Flag) == R"({"valid":true})");
}

TEST_CASE("output: alternatives have the names that messages give them") {
  const auto schema = compiled(R"({"oneOf": [{"$ref": "#/$defs/Doc"}, {"$ref": "#/$defs/Face"}],
    "$defs": {"Doc": {"required": ["doc"]}, "Face": {"required": ["face"]}}})");
  const auto error_of = [&](const std::string& instance) {
    const std::string text = text_of(schema, instance, OutputForm::Basic);
    const std::size_t at = text.find("matches");
    return text.substr(at, text.find("\"}", at) - at);
  };
  CHECK(error_of("{}") == R"(matches none of \"Doc\", \"Face\")");
  CHECK(error_of(R"({"doc": 1, "face": 2})") == R"(matches \"Doc\" and \"Face\", exactly one is allowed)");
}
