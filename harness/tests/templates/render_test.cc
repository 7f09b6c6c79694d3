#include "rendering.h"

#include <support/catch.h>

using namespace concord;
using namespace concord::templates;

TEST_CASE("a lone template keeps the type of its value") {
  const char* known = R"({"n": 1, "f": 1.5, "b": true, "z": null, "s": "x", "a": [1, "{{n}}"], "o": {"k": {}}})";
  CHECK(render_json(R"(["{{n}}", "{{f}}", "{{b}}", "{{z}}", "{{s}}", "{{a}}", "{{ o }}"])", known) ==
        R"([1,1.5,true,null,"x",[1,"{{n}}"],{"k":{}}])");
}

TEST_CASE("within text a value is written out") {
  const char* known = R"({"n": 1, "f": 1.5, "b": true, "z": null, "s": "it's", "a": [1, "x"], "o": {"k": {}}})";
  CHECK(render_json(R"(["a{{n}}", " {{f}}", "{{b}}{{n}}", "<{{z}}>", "{{s}}!", "{{a}} {{o}}"])", known) ==
        R"(["a1"," 1.5","true1","<null>","it's!","[1,\"x\"] {\"k\":{}}"])");
}

TEST_CASE("what holds no template stays as it is") {
  CHECK(render_json(R"({"a": [1.0, 100.25, "x}}", "{ {n}}", "}}{"], "b": {"c": null, "}": true}})") ==
        R"({"a":[1.0,100.25,"x}}","{ {n}}","}}{"],"b":{"c":null,"}":true}})");
}

TEST_CASE("keys are rendered as text") {
  CHECK(render_json(R"({"{{k}}": 1, "x-{{n}}": "{{n}}"})", R"({"k": "name", "n": 2})") == R"({"name":1,"x-2":2})");
}

TEST_CASE("dotted names reach into values") {
  const char* known =
      R"({"a": {"b": {"c": 1}, "b.c": 2, "d": [10, {"e": 11}]}, "x.y": {"z": 3}, "x": {"y": {"z": 4}}})";
  CHECK(render_string("{{a.b.c}}", known) == "2");
  CHECK(render_string("{{a.d.0}} {{a.d.1.e}}", known) == "10 11");
  CHECK(render_string("{{x.y.z}}", known) == "3");
}

TEST_CASE("an outer scope is asked for what the inner lacks") {
  const Node outer = parse(R"({"a": 1, "b": 2})");
  const Node inner = parse(R"({"b": 3})");
  const ObjectScope outer_scope(outer);
  const ObjectScope scope(inner, &outer_scope);
  CHECK(*render_text("{{a}} {{b}}", scope, {}) == "1 3");
  CHECK(scope.names() == std::vector<std::string>{"b", "a", "b"});
}

TEST_CASE("a name of the scope is not hidden by a function") {
  CHECK(render_string("{{date}} {{lower \"A\"}}", R"({"date": "mine", "lower": "no"})") == "mine a");
}

TEST_CASE("two braces can be written") {
  CHECK(render_string("{{{{}}name}}") == "{{name}}");
  CHECK(render_string("a{{{{}}b{{{{}}{{n}}", R"({"n": 1})") == "a{{b{{1");
  CHECK(render_string(R"({{"}}"}})") == "}}");
  CHECK(render_string("{\"a\":{\"b\":{{n}}}}", R"({"n": 1})") == "{\"a\":{\"b\":1}}");
}

TEST_CASE("what was filled in is not rendered again") {
  CHECK(render_string("{{a}} {{base64 a}}", R"({"a": "{{b}}", "b": "no"})") == "{{b}} e3tifX0=");
}

TEST_CASE("after a bar stands what is taken when a name is unknown") {
  const char* known = R"({"body": {"theme": "dark", "none": null}, "other": [1]})";
  CHECK(render_json(R"(["{{body.theme | light}}", "{{body.them | light}}", "{{body.them|light blue}}"])", known) ==
        R"(["dark","light","light blue"])");
  CHECK(render_json(R"(["{{x | 5}}", "{{x | \"5\"}}", "{{x | true}}", "{{x | null}}", "{{x | -1.5}}", "{{x | 007}}"])",
                    known) == R"([5,"5",true,null,-1.5,"007"])");
  CHECK(render_json(R"(["{{x | other}}", "{{x | y | other}}", "{{x | y | z}}", "{{body.none | 1}}"])", known) ==
        R"([[1],[1],"z",null])");
  CHECK(render_json(R"(["{{base64 x | 0}}", "{{x | base64 \"a\"}}", "{{x | date}}"])", known) ==
        R"([0,"YQ==","2026-03-01"])");
  CHECK(render_string("a{{x | light}}b", known) == "alightb");
}

TEST_CASE("a member or element may be left out") {
  CHECK(render_json(
            R"({"a": "{{x | absent}}", "b": ["{{x | absent}}", 1], "c": "-{{x | absent}}-", "d": "{{y | absent}}"})",
            R"({"y": 2})") == R"({"b":[1],"c":"--","d":2})");
  CHECK(render_json(R"("{{x | absent}}")") == "null");
}

TEST_CASE("spans are kept, and what is filled in has the span of its template") {
  base::SourceSet sources;
  const base::Source& source = sources.add("a.json", R"({"{{k}}": ["{{n}}", 7]})");
  const Node node = *document::parse_json(source);
  const auto result = rendered(node, parse(R"({"k": "key", "n": [1]})"));
  REQUIRE(result);
  const Node& list = *result->find("key");
  CHECK(list.span().place() == node.members()[0].value.span().place());
  CHECK(list.items()[0].span().place() == "a.json:1:12");
  CHECK(list.items()[1].span().place() == "a.json:1:21");
  CHECK(result->members()[0].key_span.place() == "a.json:1:2");
}

TEST_CASE("rendered text is bounded") {
  RenderOptions options;
  options.max_bytes = 10;
  CHECK(render_string("{{s}}{{s}}", R"({"s": "12345"})", options) ==
        "12345"
        "12345");
  const char* mistake = "template.too-large: the text becomes longer than 10 bytes\n";
  CHECK(render_string("{{s}}{{s}}{{s}}", R"({"s": "12345"})", options) == mistake);
  CHECK(render_json(R"("{{s}}")", R"({"s": "12345678901"})", options) == mistake);
}

TEST_CASE("what templates insert is bounded in all") {
  Node known = Node::object();
  known.set("s", Node(std::string(1'000'000, 'x')));
  Node node = Node::array();
  for (int i = 0; i < 100; ++i) node.push_back(Node("{{s}}"));
  const auto result = rendered(node, known);
  REQUIRE_FALSE(result);
  CHECK(dump(result.diagnostics()) == "template.too-large: the templates together insert more than 64 MB\n");
}
