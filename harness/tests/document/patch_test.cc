#include <concord/document/patch.h>
#include <support/catch.h>

namespace patch_test {

using namespace concord;
using document::Node;

namespace {

Node json(const std::string& text) {
  auto parsed = document::parse_answer_json(text);
  INFO(text);
  REQUIRE(parsed.root);
  return *std::move(parsed.root);
}

std::string merged(const std::string& target, const std::string& patch) {
  Node node = json(target);
  merge_patch(node, json(patch));
  return write_json(node);
}

// The changed document, or "line:column kind: message (hint)" of every mistake.
std::string patched(const std::string& target, const std::string& operations) {
  const base::Source source("patch.json", operations);
  const auto patch = document::parse_json(source);
  REQUIRE(patch);
  Node node = json(target);
  const auto diagnostics = json_patch(node, *patch);
  if (diagnostics.empty()) return write_json(node);
  CHECK(write_json(node) == write_json(json(target)));
  std::string all;
  for (const auto& diagnostic : diagnostics) {
    if (!all.empty()) all += "\n";
    all += std::to_string(diagnostic.span.position().column) + " " + diagnostic.kind + ": " + diagnostic.message;
    if (!diagnostic.hint.empty()) all += " (" + diagnostic.hint + ")";
  }
  return all;
}

}  // namespace

TEST_CASE("merge patches") {
  // RFC 7386, appendix A.
  CHECK(merged(R"({"a":"b"})", R"({"a":"c"})") == R"({"a":"c"})");
  CHECK(merged(R"({"a":"b"})", R"({"b":"c"})") == R"({"a":"b","b":"c"})");
  CHECK(merged(R"({"a":"b"})", R"({"a":null})") == "{}");
  CHECK(merged(R"({"a":"b","b":"c"})", R"({"a":null})") == R"({"b":"c"})");
  CHECK(merged(R"({"a":["b"]})", R"({"a":"c"})") == R"({"a":"c"})");
  CHECK(merged(R"({"a":"c"})", R"({"a":["b"]})") == R"({"a":["b"]})");
  CHECK(merged(R"({"a":{"b":"c"}})", R"({"a":{"b":"d","c":null}})") == R"({"a":{"b":"d"}})");
  CHECK(merged(R"({"a":[{"b":"c"}]})", R"({"a":[1]})") == R"({"a":[1]})");
  CHECK(merged(R"(["a","b"])", R"(["c","d"])") == R"(["c","d"])");
  CHECK(merged(R"({"a":"b"})", R"(["c"])") == R"(["c"])");
  CHECK(merged(R"({"a":"foo"})", "null") == "null");
  CHECK(merged(R"({"a":"foo"})", "\"bar\"") == "\"bar\"");
  CHECK(merged(R"({"e":null})", R"({"a":1})") == R"({"e":null,"a":1})");
  CHECK(merged("[1,2]", R"({"a":"b","c":null})") == R"({"a":"b"})");
  CHECK(merged("{}", R"({"a":{"bb":{"ccc":null}}})") == R"({"a":{"bb":{}}})");
}

TEST_CASE("what comes from a merge patch keeps its place") {
  const base::Source source("patch.json", R"({"a":{"b":1}})");
  const auto patch = document::parse_json(source);
  REQUIRE(patch);
  Node target = json(R"({"x":1})");
  merge_patch(target, *patch);
  CHECK(target.find_member("a")->key_span.place() == "patch.json:1:2");
  CHECK(target.find("a")->span().place() == "patch.json:1:6");
  CHECK(target.find("a")->find("b")->span().place() == "patch.json:1:11");
}

TEST_CASE("the six operations") {
  CHECK(patched(R"({"a":1})", R"([{"op":"add","path":"/b","value":2}])") == R"({"a":1,"b":2})");
  CHECK(patched(R"({"a":1})", R"([{"op":"add","path":"/a","value":2}])") == R"({"a":2})");
  CHECK(patched("[1,2]", R"([{"op":"add","path":"/1","value":9}])") == "[1,9,2]");
  CHECK(patched("[1,2]", R"([{"op":"add","path":"/-","value":9},{"op":"add","path":"/3","value":8}])") == "[1,2,9,8]");
  CHECK(patched("1", R"([{"op":"add","path":"","value":{"a":null}}])") == R"({"a":null})");
  CHECK(patched(R"({"a":1,"b":[1,2]})", R"([{"op":"remove","path":"/a"},{"op":"remove","path":"/b/0"}])") ==
        R"({"b":[2]})");
  CHECK(patched(R"({"a":1})", R"([{"op":"replace","path":"/a","value":[]}])") == R"({"a":[]})");
  CHECK(patched(R"({"a":{"b":1},"c":[]})", R"([{"op":"move","from":"/a/b","path":"/c/0"}])") == R"({"a":{},"c":[1]})");
  CHECK(patched("[1,2,3]", R"([{"op":"move","from":"/0","path":"/2"}])") == "[2,3,1]");
  CHECK(patched(R"({"a":1})", R"([{"op":"move","from":"/a","path":"/a"}])") == R"({"a":1})");
  CHECK(patched(R"({"a":{"b":1}})", R"([{"op":"copy","from":"/a","path":"/a/c"}])") == R"({"a":{"b":1,"c":{"b":1}}})");
  CHECK(patched(R"({"a~/b":1.0})", R"([{"op":"test","path":"/a~0~1b","value":1}])") == R"({"a~/b":1.0})");
  CHECK(patched("[]", "[]") == "[]");
}

TEST_CASE("an operation that fails changes nothing and says why, where") {
  const std::string first = R"([{"op":"remove","path":"/a"},)";
  CHECK(patched(R"({"a":1})", first + R"({"op":"remove","path":"/a"}])") ==
        "52 patch.no-value: there is no value at \"/a\"");
  CHECK(patched(R"({"a":1})", R"([{"op":"replace","path":"/b","value":1}])") ==
        "25 patch.no-value: there is no value at \"/b\" (did you mean \"/a\"?)");
  CHECK(patched(R"({"a":1})", R"([{"op":"copy","path":"/b","from":"/c"}])") ==
        "34 patch.no-value: there is no value at \"/c\" (did you mean \"/a\"?)");
  CHECK(patched(R"({"a":1})", R"([{"op":"add","path":"/b/c","value":1}])") ==
        "21 patch.no-value: there is no value at \"/b\" (did you mean \"/a\"?)");
  CHECK(patched(R"({"list":[{"name":1}]})", R"([{"op":"remove","path":"/lst/0/nam"}])") ==
        "24 patch.no-value: there is no value at \"/lst/0/nam\" (did you mean \"/list/0/name\"?)");
  CHECK(patched(R"({"a":1})", R"([{"op":"add","path":"/a/c","value":1}])") ==
        "21 patch.no-container: the value at \"/a\" is neither an object nor an array");
  CHECK(patched("[1]", R"([{"op":"add","path":"/2","value":1}])") ==
        "21 patch.index: index 2 is behind the end of an array of 1");
  CHECK(patched("[1]", R"([{"op":"add","path":"/01","value":1}])") == "21 patch.index: \"01\" is not an array index");
  CHECK(patched("[1]", R"([{"op":"add","path":"/x","value":1}])") == "21 patch.index: \"x\" is not an array index");
  CHECK(patched("[1]", R"([{"op":"remove","path":"/-"}])") == "24 patch.no-value: there is no value at \"/-\"");
  CHECK(patched(R"({"a":"1"})", R"([{"op":"test","path":"/a","value":1}])") ==
        "35 patch.test: the value at \"/a\" is \"1\", not 1");
}

TEST_CASE("every mistake in the form of a patch is told") {
  const base::Source source("patch.json",
                            R"([{"op":"ad","path":"/a"},{"path":"a"},{"op":"add","path":"/~2"},7,)"
                            R"({"op":"move","from":"/a","path":"/a/b"},{"op":"test","path":1,"value":1}])");
  const auto patch = document::parse_json(source);
  REQUIRE(patch);
  std::string all;
  for (const auto& diagnostic : check_json_patch(*patch)) {
    all += std::to_string(diagnostic.span.position().column) + " " + diagnostic.kind + ": " + diagnostic.message;
    if (!diagnostic.hint.empty()) all += " (" + diagnostic.hint + ")";
    all += "\n";
  }
  CHECK(all ==
        "8 patch.unknown-op: unknown operation \"ad\" (did you mean \"add\"?)\n"
        "26 patch.form: an operation needs \"op\"\n"
        "34 patch.pointer: \"a\" is not a JSON Pointer (a pointer begins with '/')\n"
        "58 patch.pointer: \"/~2\" is not a JSON Pointer ('~' is written ~0)\n"
        "39 patch.form: the operation \"add\" needs \"value\"\n"
        "65 patch.form: an operation must be an object, not a number\n"
        "99 patch.form: a value cannot be moved into itself\n"
        "127 patch.form: \"path\" must be a string, not a number\n");
  CHECK(check_json_patch(json("{}")).at(0).message == "a JSON Patch is an array of operations");
  CHECK(check_json_patch(json(R"([{"op":"zzzzzzz","path":""}])")).at(0).hint ==
        "one of add, remove, replace, move, copy, test");
}

TEST_CASE("copies cannot make a document endless") {
  Node patch = Node::array();
  for (int i = 0; i < 60; ++i) {
    patch.push_back(json(R"({"op":"copy","from":"","path":"/-"})"));
  }
  Node target = json("[1]");
  const auto diagnostics = json_patch(target, patch);
  REQUIRE(diagnostics.size() == 1);
  CHECK(diagnostics[0].message == "the document would grow too large");
  CHECK(write_json(target) == "[1]");
}

}  // namespace patch_test
