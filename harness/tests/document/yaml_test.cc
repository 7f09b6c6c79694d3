#include <concord/document.h>
#include <support/catch.h>

namespace yaml_test {

using namespace concord;
using document::Node;
using document::parse_yaml;
using document::parse_yaml_part;
using document::write_json;

namespace {

std::string read(const std::string& text) {
  const base::Source source("a.yaml", text);
  const auto node = parse_yaml(source);
  INFO(text);
  INFO((node ? "" : base::render(node.diagnostics())));
  REQUIRE(node);
  return write_json(*node);
}

std::string covered(const Node& node) {
  const base::Span span = node.span();
  if (!span.is_known()) return "unknown";
  return span.source->text().substr(span.begin, span.end - span.begin);
}

std::string covered_key(const Node& node, std::string_view key) {
  const base::Span span = node.find_member(key)->key_span;
  return span.source->text().substr(span.begin, span.end - span.begin);
}

}  // namespace

TEST_CASE("plain scalars follow the core schema") {
  const std::vector<std::pair<const char*, const char*>> table = {
      {"null", "null"},
      {"Null", "null"},
      {"NULL", "null"},
      {"~", "null"},
      {"", "null"},
      {"nUll", "\"nUll\""},
      {"true", "true"},
      {"True", "true"},
      {"TRUE", "true"},
      {"false", "false"},
      {"tRue", "\"tRue\""},
      {"yes", "\"yes\""},
      {"no", "\"no\""},
      {"on", "\"on\""},
      {"off", "\"off\""},
      {"y", "\"y\""},
      {"0", "0"},
      {"-1", "-1"},
      {"+1", "1"},
      {"12345678901234567890123", "12345678901234567890123"},
      {"0123", "\"0123\""},
      {"-0123", "\"-0123\""},
      {"00", "\"00\""},
      {"01.5", "\"01.5\""},
      {"1_000", "\"1_000\""},
      {"0x1F", "31"},
      {"0xffffffffffffffff", "18446744073709551615"},
      {"0x", "\"0x\""},
      {"0xg", "\"0xg\""},
      {"-0x1", "\"-0x1\""},
      {"0o17", "15"},
      {"0o8", "\"0o8\""},
      {"0b11", "\"0b11\""},
      {"1.0", "1.0"},
      {".5", "0.5"},
      {"-.5", "-0.5"},
      {"1.", "1.0"},
      {"1e3", "1000.0"},
      {"1.e3", "1000.0"},
      {"1e400", "1e400"},
      {".", "\".\""},
      {"-", "[null]"},
      {"e3", "\"e3\""},
      {"1e", "\"1e\""},
      {"1.2.3", "\"1.2.3\""},
      {"+", "\"+\""},
      {"2020-01-01", "\"2020-01-01\""},
      {"14:00", "\"14:00\""},
      {"=", "\"=\""},
      {"a: b", "{\"a\":\"b\"}"},
      {"'1'", "\"1\""},
      {"\"true\"", "\"true\""},
      {"a b", "\"a b\""}};
  for (const auto& [text, expected] : table) {
    CAPTURE(text);
    CHECK(read(text) == expected);
    CHECK(read(std::string(text) + "\n") == expected);
  }
}

TEST_CASE("keys stay as they are written") {
  CHECK(read("200: a\n1.0: b\ntrue: c\n'x': d\n0x1F: e\n.nan: f\n") ==
        R"({"200":"a","1.0":"b","true":"c","x":"d","0x1F":"e",".nan":"f"})");
}

TEST_CASE("explicit tags decide, other tags do not") {
  CHECK(read("!!str 12") == "\"12\"");
  CHECK(read("! 12") == "\"12\"");
  CHECK(read("!!int \"12\"") == "12");
  CHECK(read("!!int 12.0") == "12.0");
  CHECK(read("!!float 1") == "1.0");
  CHECK(read("!!bool \"true\"") == "true");
  CHECK(read("!!null ''") == "null");
  CHECK(read("a: !!str\nb: 1") == R"({"a":"","b":1})");
  CHECK(read("!thing 12") == "12");
  CHECK(read("!thing '12'") == "\"12\"");
  CHECK(read("!!set {a, b}") == R"({"a":null,"b":null})");
  CHECK(read("!<tag:yaml.org,2002:str> 12") == "\"12\"");
}

TEST_CASE("block texts") {
  CHECK(read("a: |\n  one\n   two\n\nb: >-\n  three\n  four\n\n") == R"({"a":"one\n two\n","b":"three four"})");
  CHECK(read("a: |+\n  x\n\n\nb: 1") == R"({"a":"x\n\n\n","b":1})");
}

TEST_CASE("blanks, tabs and entities that people paste stay as they are") {
  CHECK(read("a: \"x\\_y\\Nz\\L\\P\\e\"") == "{\"a\":\"x\u00a0y\u0085z\u2028\u2029\\u001b\"}");
  CHECK(read("\"k\\_\": 1") == "{\"k\u00a0\":1}");
  CHECK(read("a: b\u00a0c\nd: &x \u00a0\n") == "{\"a\":\"b\u00a0c\",\"d\":\"\u00a0\"}");
  CHECK(read("a: |\n  b\tc\n  \td\n") == "{\"a\":\"b\\tc\\n\\td\\n\"}");
  CHECK(read("a:\tb\nc: d\t# e\n") == R"({"a":"b","c":"d"})");
  CHECK(read("a: R&amp;D&nbsp;&#8364;\nb: '&lt;'\n") == R"({"a":"R&amp;D&nbsp;&#8364;","b":"&lt;"})");
}

TEST_CASE("JSON texts are YAML") {
  CHECK(read("{\"a\": [1, \"\\ud83d\\ude00\", \"\\/\"], \"b\"\n:1}") == "{\"a\":[1,\"😀\",\"/\"],\"b\":1}");
  CHECK(read("{\"<<\": {\"a\": 1}}") == R"({"<<":{"a":1}})");
  CHECK(read("{\"a\": b, c: [d, e: f,],}") == R"({"a":"b","c":["d",{"e":"f"}]})");
}

TEST_CASE("byte order marks, CR LF and empty files") {
  CHECK(read("\xef\xbb\xbf" "a: 1\r\nb:\r\n  - x\r\n") == R"({"a":1,"b":["x"]})");
  CHECK(read("a: |\r\n  x\r\n") == R"({"a":"x\n"})");
  CHECK(read("") == "null");
  CHECK(read("# nothing\n") == "null");
  CHECK(read("---\n...\n") == "null");
  CHECK(read("%YAML 1.2\n---\na: 1\n") == R"({"a":1})");
}

TEST_CASE("keys and values of YAML have exact spans") {
  const base::Source source("a.yaml",
                            "# é\n"
                            "plain: one two\n"
                            "'sin''gle': 'it''s'   # comment\n"
                            "double: \"a\\\"b\"\n"
                            "folded: one\n"
                            "  two # comment\n"
                            "flow: [1, {a: 2 , b}, ]  \n"
                            "block:\n"
                            "  - x\n"
                            "  - !!str &name 12\n"
                            "  - - deep\n"
                            "text: |2-\n"
                            "    two\n"
                            "\n"
                            "  lines\n"
                            "\n"
                            "empty:\n"
                            "nulled: ~\n"
                            "last: *name\n");
  const auto root = parse_yaml(source);
  REQUIRE(root);
  const auto value = [&](std::string_view key) { return covered(*root->find(key)); };
  CHECK(covered(*root) == source.text().substr(5, source.text().size() - 6));
  CHECK(value("plain") == "one two");
  CHECK(covered_key(*root, "plain") == "plain");
  CHECK(value("sin'gle") == "'it''s'");
  CHECK(covered_key(*root, "sin'gle") == "'sin''gle'");
  CHECK(value("double") == "\"a\\\"b\"");
  CHECK(value("folded") == "one\n  two");
  CHECK(value("flow") == "[1, {a: 2 , b}, ]");
  CHECK(covered(root->find("flow")->items()[1]) == "{a: 2 , b}");
  CHECK(covered(*root->find("flow")->items()[1].find("a")) == "2");
  CHECK(covered(*root->find("flow")->items()[1].find("b")) == "");
  CHECK(value("block") == "- x\n  - !!str &name 12\n  - - deep");
  CHECK(covered(root->find("block")->items()[1]) == "12");
  CHECK(covered(root->find("block")->items()[2].items()[0]) == "deep");
  CHECK(value("text") == "|2-\n    two\n\n  lines");
  CHECK(root->find("text")->as_string() == "  two\n\nlines");
  CHECK(value("empty") == "");
  CHECK(root->find("empty")->span().begin == source.text().find("empty:") + 6);
  CHECK(value("nulled") == "~");
  CHECK(value("last") == "12");
  CHECK(root->find("last")->span().begin == root->find("block")->items()[1].span().begin);
}

TEST_CASE("a part of a source keeps the places of the source") {
  const std::string page = "Text.\n\n    ```yaml\n    a: [1,\n      2]\n    b: c\n    ```\n";
  const base::Source source("page.md", page);
  const std::size_t begin = page.find("    a:");
  const std::size_t end = page.rfind("    ```");
  const auto root = parse_yaml_part(source, begin, end);
  REQUIRE(root);
  CHECK(write_json(*root) == R"({"a":[1,2],"b":"c"})");
  CHECK(covered(*root->find("b")) == "c");
  CHECK(covered(*root->find("a")) == "[1,\n      2]");
  CHECK(covered(root->find("a")->items()[1]) == "2");
  CHECK(root->find("b")->span().place() == "page.md:6:8");

  const base::Source json("page.md", "```json\n{\"a\": {\"b\": 1}}\n```\n");
  const auto object = parse_yaml_part(json, 8, 24);
  REQUIRE(object);
  CHECK(covered(*object->find("a")) == "{\"b\": 1}");

  const base::Source broken("page.md", "```json\n{\"a\": 1, \"a\": 2}\n```\n");
  const auto refused = parse_yaml_part(broken, 8, 25);
  REQUIRE_FALSE(refused);
  CHECK(refused.diagnostics().at(0).span.place() == "page.md:2:10");
}

TEST_CASE("aliases are copies with the places of what they name") {
  CHECK(read("a: &x [1, &y {b: 2}]\nc: *x\nd: *y\n") == R"({"a":[1,{"b":2}],"c":[1,{"b":2}],"d":{"b":2}})");
  CHECK(read("a: &x 1\nb: &x 2\nc: *x\n") == R"({"a":1,"b":2,"c":2})");
  CHECK(read("a: &x\nb: *x\n") == R"({"a":null,"b":null})");
}

TEST_CASE("merge keys") {
  const std::string base = "base: &base {a: 1, b: 2}\nmore: &more {b: 3, c: 4}\n";
  const auto merged = [&](const std::string& text) {
    const base::Source source("a.yaml", base + text);
    const auto node = parse_yaml(source);
    REQUIRE(node);
    return write_json(*node->find("x"));
  };
  CHECK(merged("x: {<<: *base, d: 5}") == R"({"a":1,"b":2,"d":5})");
  CHECK(merged("x:\n  b: 9\n  <<: *base\n") == R"({"b":9,"a":1})");
  CHECK(merged("x:\n  <<: *base\n  b: 9\n") == R"({"a":1,"b":9})");
  CHECK(merged("x:\n  <<: [*base, *more]\n") == R"({"a":1,"b":2,"c":4})");
  CHECK(merged("x:\n  <<: {a: 7}\n") == R"({"a":7})");
  CHECK(merged("x:\n  '<<': *base\n") == R"({"<<":{"a":1,"b":2}})");
}

}  // namespace yaml_test
