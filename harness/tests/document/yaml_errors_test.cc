#include <concord/document.h>
#include <support/catch.h>

namespace yaml_errors_test {

using namespace concord;
using document::parse_yaml;
using document::ParseLimits;

namespace {

// "line:column kind: message (hint)", one line a mistake
std::string mistakes(const std::string& text, const ParseLimits& limits = {}) {
  const base::Source source("a.yaml", text);
  const auto node = parse_yaml(source, limits);
  if (node) return write_json(*node);
  std::string all;
  for (const auto& diagnostic : node.diagnostics()) {
    const auto [line, column] = diagnostic.span.position();
    if (!all.empty()) all += "\n";
    all += std::to_string(line) + ":" + std::to_string(column) + " " + diagnostic.kind + ": " + diagnostic.message;
    if (!diagnostic.hint.empty()) all += " (" + diagnostic.hint + ")";
  }
  return all;
}

std::string repeat(std::string_view text, std::size_t count) {
  std::string result;
  for (std::size_t i = 0; i < count; ++i) result += text;
  return result;
}

const std::string indentation = " (check the indentation, or quote a text that contains \": \")";

}  // namespace

TEST_CASE("syntax errors are told in our words") {
  CHECK(mistakes("a: 1\n b: 2\n") == "2:3 yaml.syntax: a mapping value cannot stand here" + indentation);
  CHECK(mistakes("a: b: c\n") == "1:5 yaml.syntax: a mapping value cannot stand here" + indentation);
  CHECK(mistakes("a:\n  - b\n c: d\n") == "3:2 yaml.syntax: this does not continue the mapping above" + indentation);
  CHECK(mistakes("a: \"x\" y\n") == "1:8 yaml.syntax: this does not continue the mapping above" + indentation);
  CHECK(mistakes("a: @x\n") == "1:4 yaml.syntax: no value can begin with '@' (quote the text)");
  CHECK(mistakes("a: `x`\n") == "1:4 yaml.syntax: no value can begin with '`' (quote the text)");
  CHECK(mistakes("a: \"\\q\"\n") ==
        "1:7 yaml.syntax: unknown escape in a double-quoted text (use single quotes, or write \\\\)");
  CHECK(mistakes("a: |x\n b\n") ==
        "1:5 yaml.syntax: unexpected text behind '|' or '>' (the text begins on the next line)");
  CHECK(mistakes("a: *b\n") ==
        "1:4 yaml.syntax: this alias has no anchor before it (quote the text if no alias is meant)");
  CHECK(mistakes("- a\nb: 1\n") ==
        "2:1 yaml.syntax: unexpected text behind the value of the document (check the indentation and the quotes)");
  CHECK(mistakes("[a] b\n") ==
        "1:5 yaml.syntax: unexpected text behind the value of the document (check the indentation and the quotes)");
}

TEST_CASE("a blank that is missing after a colon is shown where it is missing") {
  const std::string missing = " yaml.syntax: a blank is missing after this colon (key: value)";
  CHECK(mistakes("a: 1\nb:2\nc: 3\n") == "2:2" + missing);
  CHECK(mistakes("a:\n  - b:{c: 1}\n    d:[e]\n    f: 1\n") == "3:6" + missing);
  CHECK(mistakes("a: {b:{c: 1}}\n") == "1:6" + missing);
  CHECK(mistakes("a: {b:[c]}\n") == "1:6" + missing);
  CHECK(mistakes("{a: 1, b:{c: 1}}\n") == "1:9" + missing);
  CHECK(mistakes("https://a.test\nc: 3\n") == "2:2 yaml.syntax: a mapping value cannot stand here" + indentation);
  CHECK(mistakes("12:30\nc: 3\n") == "2:2 yaml.syntax: a mapping value cannot stand here" + indentation);
  CHECK(mistakes("text\nc: 3\n") == "2:2 yaml.syntax: a mapping value cannot stand here" + indentation);
}

TEST_CASE("a bracket that is not closed is told, not the one that closes another") {
  CHECK(mistakes("a: {$.b[: open}\n") ==
        "1:8 yaml.syntax: this bracket is not closed (quote a text that has brackets in it)");
  CHECK(mistakes("a: {b: [1, 2}\n") == "1:8 yaml.syntax: this bracket is not closed");
  CHECK(mistakes("a: {b: {\"]}\": [{c: 1]}}\n") == "1:16 yaml.syntax: this bracket is not closed");
  CHECK(mistakes("a: {$.b[0]]: 1}\n") == "1:11 yaml.syntax: a bracket is closed that was not opened");
  CHECK(mistakes("a: [b}\n") == "1:6 yaml.syntax: a bracket is closed that was not opened");
}

TEST_CASE("a tab behind the dash of a list is named") {
  const std::string tab = " yaml.syntax: a tab cannot indent YAML (use spaces)";
  CHECK(mistakes("a:\n  -\tb: 1\n    c: 2\n") == "2:4" + tab);
  CHECK(mistakes("- \t- a\n") == "1:3" + tab);
  CHECK(mistakes("-\t\"\\q\"\n") ==
        "1:6 yaml.syntax: unknown escape in a double-quoted text (use single quotes, or write \\\\)");
}

TEST_CASE("a quote that is not closed is shown where it opens") {
  CHECK(mistakes("a: \"x\nb: 1\n") == "1:4 yaml.syntax: this quoted text is not closed");
  CHECK(mistakes("a: 'x\nb: 1\n") == "1:4 yaml.syntax: this quoted text is not closed");
  CHECK(mistakes("a: \"x\\\"\n") == "1:4 yaml.syntax: this quoted text is not closed");
}

TEST_CASE("a bracket that is not closed is shown where it opens") {
  const base::Source source("a.yaml", "a: {b: 1\nc: 2\n");
  const auto node = parse_yaml(source);
  REQUIRE_FALSE(node);
  CHECK(base::render(node.diagnostics()) ==
        "error: expected ',' or '}'\n"
        " --> a.yaml:2:2\n"
        "  |\n"
        "2 | c: 2\n"
        "  |  ^\n"
        "note: opened here\n"
        " --> a.yaml:1:4\n"
        "  |\n"
        "1 | a: {b: 1\n"
        "  |    ^\n");
}

TEST_CASE("tabs cannot indent") {
  const std::string expected = " yaml.syntax: a tab cannot indent YAML (use spaces)";
  CHECK(mistakes("a:\n\t- b\n") == "2:1" + expected);
  CHECK(mistakes("a:\n  b: 1\n\tc: 2\n") == "3:1" + expected);
  CHECK(mistakes("a: 1\r\n\tb: 2\r\n") == "2:1" + expected);
  CHECK(mistakes("a:\t1\n") == R"({"a":1})");
}

TEST_CASE("all mistakes that are no syntax errors come at once, in order") {
  CHECK(mistakes("a: .inf\nb: 1\n~: 2\n? [x]\n: 3\nb: 4\n<<: 5\nc: !!int x\nd: 0x10000000000000000\n") ==
        "1:4 yaml.no-json-value: .inf has no JSON value (quote it when the text is meant)\n"
        "3:1 yaml.null-key: a key cannot be null (quote it when the text is meant)\n"
        "4:3 yaml.complex-key: a key cannot be a list (quote the text when no collection is meant)\n"
        "6:1 yaml.duplicate-key: duplicate key \"b\"\n"
        "8:10 yaml.tag: 'x' is not of the type !!int\n"
        "9:4 yaml.no-json-value: 0x10000000000000000 does not fit into 64 bits (write it in decimal)");
  CHECK(mistakes("a: {<<: 5}") == "1:9 yaml.merge: '<<' merges a mapping or a list of mappings");
  CHECK(mistakes("a: {<<: [{b: 1}, 2]}") == "1:9 yaml.merge: '<<' merges a mapping or a list of mappings");
  CHECK(mistakes("!!str [a]") == "1:7 yaml.tag: a list is not of the type !!str");
  CHECK(mistakes("a: -.INF\nb: .NaN") ==
        "1:4 yaml.no-json-value: -.INF has no JSON value (quote it when the text is meant)\n"
        "2:4 yaml.no-json-value: .NaN has no JSON value (quote it when the text is meant)");
  CHECK(mistakes(": 1") == "1:1 yaml.null-key: a key cannot be null (quote it when the text is meant)");
  CHECK(mistakes("{a: b}: c") ==
        "1:1 yaml.complex-key: a key cannot be a mapping (quote the text when no collection is meant)");
}

TEST_CASE("what comes before a syntax error is told with it") {
  CHECK(mistakes("a: {b: 1, b: 2}\nc: @\n") ==
        "1:11 yaml.duplicate-key: duplicate key \"b\"\n"
        "2:4 yaml.syntax: no value can begin with '@' (quote the text)");
}

TEST_CASE("duplicate keys name the first place") {
  const base::Source source("a.yaml", "200: a\nb: 1\n\"200\": c\n");
  const auto node = parse_yaml(source);
  REQUIRE_FALSE(node);
  CHECK(base::render(node.diagnostics()) ==
        "error: duplicate key \"200\"\n"
        " --> a.yaml:3:1\n"
        "  |\n"
        "3 | \"200\": c\n"
        "  | ^^^^^\n"
        "note: first defined here\n"
        " --> a.yaml:1:1\n"
        "  |\n"
        "1 | 200: a\n"
        "  | ^^^\n");
  CHECK(mistakes("{\"a\": 1, \"a\": 2}") == "1:10 yaml.duplicate-key: duplicate key \"a\"");
}

TEST_CASE("a file holds one document") {
  CHECK(mistakes("a: 1\n---\nb: 2\n") == "2:1 yaml.documents: a second document begins here, but a file holds one");
  CHECK(mistakes("a: 1\n---\n") == "2:1 yaml.documents: a second document begins here, but a file holds one");
  CHECK(mistakes("---\na: 1\n...\n") == R"({"a":1})");
}

TEST_CASE("bytes that are no YAML are refused") {
  CHECK(mistakes("a: \xff\n") == "1:4 yaml.utf8: byte 0xFF is not valid UTF-8 here");
  CHECK(mistakes(std::string("a: x\0y\n", 7)) ==
        "1:5 yaml.control-character: control character U+0000 cannot stand in YAML (write it as an escape in a "
        "double-quoted text)");
  CHECK(mistakes("a: \x04\nb: 1\n").starts_with("1:4 yaml.control-character: control character U+0004"));
  CHECK(mistakes("\xff\xfe" "a").starts_with("1:1 yaml.utf8"));
}

TEST_CASE("an alias cannot stand within what it names") {
  CHECK(mistakes("a: &x [1, *x]\n") == "1:11 yaml.alias: this alias stands within the value that it names");
}

TEST_CASE("depth is bounded") {
  ParseLimits limits;
  limits.depth = 3;
  CHECK(mistakes("a: {b: [x]}", limits) == R"({"a":{"b":["x"]}})");
  CHECK(mistakes("a: {b: [[x]]}", limits) == "1:9 yaml.depth: nested deeper than 3 levels");
  CHECK(mistakes("[[[[1]]]]", limits) == "1:4 yaml.depth: nested deeper than 3 levels");
  CHECK(mistakes("a: &x [[1]]\nb: [*x]\n", limits) == "2:5 yaml.depth: nested deeper than 3 levels");
  for (const char* opening : {"[", "- ", "? ", "{a: ", "a: [", "!x [", "&x ["}) {
    CAPTURE(opening);
    CHECK(mistakes(repeat(opening, 100'000)).find("yaml.depth: nested deeper than 5") != std::string::npos);
  }
}

TEST_CASE("what aliases copy is bounded") {
  ParseLimits limits;
  limits.nodes = 1000;
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 9; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + repeat(before + ", ", 9) + before + "]\n";
  }
  CHECK(mistakes(bomb, limits) == "3:45 yaml.size: more than 1000 values, counting what aliases copy");
  limits.bytes = 30'000;
  CHECK(mistakes("a: &a " + std::string(20'000, 'x') + "\nb: [" + repeat("*a, ", 50) + "]\n", limits) ==
        "2:17 yaml.size: aliases copy too much text");
  limits.bytes = 5;
  CHECK(mistakes("a: 123", limits) == "1:1 yaml.size: the text is longer than 5 bytes");
}

}  // namespace yaml_errors_test
