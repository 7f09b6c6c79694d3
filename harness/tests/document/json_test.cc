#include <concord/base/patience.h>
#include <concord/document.h>
#include <support/catch.h>

#include <atomic>
#include <chrono>

namespace json_test {

using namespace concord;
using document::Kind;
using document::Node;
using document::parse_answer_json;
using document::parse_json;
using document::ParseLimits;

namespace {

Node read(const std::string& text) {
  const base::Source source("a.json", text);
  auto node = parse_json(source);
  INFO(text);
  INFO((node ? "" : base::render(node.diagnostics())));
  REQUIRE(node);
  return *node;
}

// "kind: message [begin,end) hint"
std::string mistakes(const std::string& text, const ParseLimits& limits = {}) {
  const base::Source source("a.json", text);
  const auto node = parse_json(source, limits);
  if (node) return "none";
  std::string all;
  for (const auto& diagnostic : node.diagnostics()) {
    if (!all.empty()) all += "; ";
    all += diagnostic.kind + ": " + diagnostic.message + " [" + std::to_string(diagnostic.span.begin) + "," +
           std::to_string(diagnostic.span.end) + ")";
    if (!diagnostic.hint.empty()) all += " " + diagnostic.hint;
  }
  return all;
}

std::string rewritten(const std::string& text) { return write_json(read(text)); }

std::string covered(const base::Source& source, base::Span span) {
  CHECK(span.source == &source);
  return source.text().substr(span.begin, span.end - span.begin);
}

std::string repeat(std::string_view text, std::size_t count) {
  std::string result;
  for (std::size_t i = 0; i < count; ++i) result += text;
  return result;
}

}  // namespace

TEST_CASE("JSON values are read and written") {
  for (const char* text :
       {"null", "true", "false", "0", "-1", "1.0", "0.5", "\"\"", "\"a\"", "[]", "{}", "[1,[2,{\"a\":[]}]]",
        "{\"b\":1,\"a\":{\"c\":null}}", "\"é😀\"", "\"\\u0001\\b\\f\\n\\r\\t\\\"\\\\\""}) {
    CHECK(rewritten(text) == text);
  }
  CHECK(rewritten(" {\r\n\t\"a\" : [ 1 , 2 ] } \n") == "{\"a\":[1,2]}");
  CHECK(rewritten("\"\\u0041\\/\\ud83d\\ude00\\u00e9\"") == "\"A/😀é\"");
}

TEST_CASE("keys and values have exact spans") {
  const base::Source source("a.json", " { \"a\" : [ 1.50 , \"x\\n\" ] , \"b\":{}, \"c\" :null}");
  const auto root = parse_json(source);
  REQUIRE(root);
  CHECK(covered(source, root->span()) == source.text().substr(1));
  CHECK(covered(source, root->find("a")->span()) == "[ 1.50 , \"x\\n\" ]");
  CHECK(covered(source, root->find("a")->items()[0].span()) == "1.50");
  CHECK(covered(source, root->find("a")->items()[1].span()) == "\"x\\n\"");
  CHECK(covered(source, root->find_member("b")->key_span) == "\"b\"");
  CHECK(covered(source, root->find("b")->span()) == "{}");
  CHECK(covered(source, root->find("c")->span()) == "null");
}

TEST_CASE("syntax errors say what was expected, where, and what may be meant") {
  CHECK(mistakes("{\"a\":1 \"b\":2}") == "json.syntax: expected ',' or '}' but found '\"' [7,8)");
  CHECK(mistakes("[1 2]") == "json.syntax: expected ',' or ']' but found '2' [3,4)");
  CHECK(mistakes("[1,2") == "json.syntax: expected ',' or ']' but the text ends here [4,4)");
  CHECK(mistakes("{\"a\" 1}") == "json.syntax: expected ':' but found '1' [5,6)");
  CHECK(mistakes("{a:1}") == "json.syntax: expected a key in double quotes but found 'a' [1,2)");
  CHECK(mistakes("{\"a\":1,}") ==
        "json.syntax: expected a key in double quotes but found '}' [7,8) remove the comma before it");
  CHECK(mistakes("[1,]") == "json.syntax: expected a value but found ']' [3,4) remove the comma before it");
  CHECK(mistakes("[,1]") == "json.syntax: expected a value but found ',' [1,2)");
  CHECK(mistakes("{\"a\":}") == "json.syntax: expected a value but found '}' [5,6)");
  CHECK(mistakes("['a']") == "json.syntax: expected a value but found \"'\" [1,2) strings stand in double quotes");
  CHECK(mistakes("NaN") == "json.syntax: expected a value but found 'NaN' [0,3) JSON has neither NaN nor infinity");
  CHECK(mistakes("[True]") == "json.syntax: expected a value but found 'True' [1,5) write true");
  CHECK(mistakes("[None]") == "json.syntax: expected a value but found 'None' [1,5) write null");
  CHECK(mistakes("nulll") == "json.syntax: expected a value but found 'nulll' [0,5)");
  CHECK(mistakes("[1 // one\n]") == "json.syntax: expected ',' or ']' but found '/' [3,4) JSON has no comments");
  CHECK(mistakes("[\x1b[31m]") == "json.syntax: expected a value but found '\\x1B' [1,2)");
}

TEST_CASE("numbers follow the grammar") {
  CHECK(mistakes("01") == "json.syntax: a number must not have leading zeros [0,2)");
  CHECK(mistakes("-01") == "json.syntax: a number must not have leading zeros [0,3)");
  CHECK(mistakes("-") == "json.syntax: expected a digit after '-' but the text ends here [1,1)");
  CHECK(mistakes("-Infinity") == "json.syntax: expected a digit after '-' but found 'I' [1,2)");
  CHECK(mistakes("[1.]") == "json.syntax: expected a digit after '.' but found ']' [3,4)");
  CHECK(mistakes("1e+") == "json.syntax: expected a digit in the exponent but the text ends here [3,3)");
  CHECK(mistakes("+1") == "json.syntax: expected a value but found '+1' [0,2) a number must not begin with '+'");
  CHECK(mistakes(".5") == "json.syntax: expected a value but found '.5' [0,2) a number needs a digit before '.'");
  CHECK(mistakes("1.2.3") == "json.trailing: expected nothing after the value but found '.3' [3,5)");
  CHECK(mistakes("0x1F") == "json.trailing: expected nothing after the value but found 'x1F' [1,4)");
}

TEST_CASE("strings follow the grammar") {
  CHECK(mistakes("[\"abc") == "json.syntax: this string is not closed [1,2)");
  CHECK(mistakes("\"abc\\") == "json.syntax: this string is not closed [0,1)");
  CHECK(mistakes("\"a\nb\"") == "json.syntax: this string is not closed on its line [0,2) a line feed is written \\n");
  CHECK(mistakes("\"a\tb\"") == "json.syntax: control character U+0009 in a string [2,3) write \\u0009");
  CHECK(mistakes("\"\\x\"") == "json.syntax: unknown escape '\\x' [1,3)");
  CHECK(mistakes("\"\\u12g4\"") == "json.syntax: \\u needs four hexadecimal digits [1,3)");
  CHECK(mistakes("\"\\u12") == "json.syntax: \\u needs four hexadecimal digits [1,3)");
  CHECK(mistakes("\"\\ud800\"") == "json.syntax: \\ud800 is half of a surrogate pair [1,7)");
  CHECK(mistakes("\"\\ud800\\u0041\"") == "json.syntax: \\ud800 is half of a surrogate pair [1,7)");
  CHECK(mistakes("\"\\udc00\"") == "json.syntax: \\udc00 is half of a surrogate pair [1,7)");
}

TEST_CASE("encodings other than UTF-8 are refused") {
  CHECK(mistakes("\"\xff\"") == "json.utf8: byte 0xFF is not valid UTF-8 here [1,2)");
  CHECK(mistakes("\"\xed\xa0\x80\"") == "json.utf8: byte 0xED is not valid UTF-8 here [1,2)");
  CHECK(mistakes("\"\xc3") == "json.utf8: byte 0xC3 is not valid UTF-8 here [1,2)");
  CHECK(mistakes("\xff\xfe{}") == "json.utf8: byte 0xFF is not valid UTF-8 here [0,1)");
  CHECK(mistakes("\xef\xbb\xbf{}") == "json.bom: the text begins with a byte order mark [0,3)");
}

TEST_CASE("nothing may be missing or follow") {
  CHECK(mistakes("") == "json.empty: the text is empty [0,0)");
  CHECK(mistakes(" \n") == "json.empty: the text is empty [2,2)");
  CHECK(mistakes("{} x") == "json.trailing: expected nothing after the value but found 'x' [3,4)");
  CHECK(mistakes("{}{}") == "json.trailing: expected nothing after the value but found '{' [2,3)");
  CHECK(mistakes(std::string("1\0", 2)) == "json.trailing: expected nothing after the value but found '\\x00' [1,2)");
  CHECK(mistakes(std::string("\0", 1)) == "json.syntax: expected a value but found '\\x00' [0,1)");
}

TEST_CASE("every duplicate key is listed with the first place") {
  const base::Source source("a.json", "{\"a\":1,\n \"b\":{\"c\":1,\"c\":2},\n \"a\":3}");
  const auto node = parse_json(source);
  REQUIRE_FALSE(node);
  CHECK(base::render(node.diagnostics()) ==
        "error: duplicate key \"c\"\n"
        " --> a.json:2:13\n"
        "  |\n"
        "2 |  \"b\":{\"c\":1,\"c\":2},\n"
        "  |             ^^^\n"
        "note: first defined here\n"
        " --> a.json:2:7\n"
        "  |\n"
        "2 |  \"b\":{\"c\":1,\"c\":2},\n"
        "  |       ^^^\n"
        "\n"
        "error: duplicate key \"a\"\n"
        " --> a.json:3:2\n"
        "  |\n"
        "3 |  \"a\":3}\n"
        "  |  ^^^\n"
        "note: first defined here\n"
        " --> a.json:1:2\n"
        "  |\n"
        "1 | {\"a\":1,\n"
        "  |  ^^^\n");
}

TEST_CASE("depth, number and length of values are bounded") {
  ParseLimits limits;
  limits.depth = 3;
  CHECK(mistakes("[[[1]]]", limits) == "none");
  CHECK(mistakes("[[[[1]]]]", limits) == "json.depth: nested deeper than 3 levels [3,4)");
  limits.nodes = 4;
  CHECK(mistakes("[1,2,3]", limits) == "none");
  CHECK(mistakes("[1,2,3,4]", limits) == "json.size: more than 4 values [8,9)");
  limits.bytes = 5;
  CHECK(mistakes("\"abc\"", limits) == "none");
  CHECK(mistakes("\"abcd\"", limits) == "json.size: the text is longer than 5 bytes [0,0)");
  CHECK(mistakes(repeat("[", 1'000'000)) == "json.depth: nested deeper than 512 levels [512,513)");
  CHECK(mistakes(repeat("[", 512) + repeat("]", 512)) == "none");
}

TEST_CASE("what is past a bound of ours is told apart from what is no JSON") {
  const auto is_over = [](const std::string& text, const ParseLimits& limits = {}) {
    const auto answer = parse_answer_json(text, limits);
    CHECK(!answer.root);
    const base::Source source("a.json", text);
    const auto parsed = parse_json(source, limits);
    REQUIRE(!parsed);
    CHECK(document::is_over_bound(parsed.diagnostics().back()) == answer.is_over_bound());
    return answer.is_over_bound();
  };
  CHECK(is_over(std::string(600, '[') + std::string(600, ']')));
  CHECK(is_over("[1,2,3]", {.nodes = 2}));
  CHECK(is_over("[1,2,3]", {.bytes = 3}));
  CHECK(is_over(R"({"a":1,"a":[[[1]]]})", {.depth = 2}));
  CHECK(!is_over("[1,2"));
  CHECK(!is_over(""));
  CHECK(!is_over("[1] 2"));
  CHECK(!parse_answer_json(R"({"a":1,"a":2})").is_over_bound());
  CHECK(!parse_answer_json("[1]").is_over_bound());
}

TEST_CASE("answers keep what could be read") {
  const auto answer = parse_answer_json("\xef\xbb\xbf{\"a\":1,\n\"b\":2,\"a\":3}");
  REQUIRE(answer.root);
  CHECK(write_json(*answer.root) == "{\"a\":3,\"b\":2}");
  CHECK_FALSE(answer.root->span().is_known());
  CHECK_FALSE(answer.root->find_member("a")->key_span.is_known());
  REQUIRE(answer.faults.size() == 2);
  CHECK(answer.faults[0].rule == "bom");
  CHECK(answer.faults[0].message == "line 1, column 1: the text begins with a byte order mark");
  CHECK(answer.faults[1].rule == "duplicate-key");
  CHECK(answer.faults[1].message == "line 2, column 7: duplicate key \"a\"");
  CHECK(answer.faults[1].offset == 17);
}

TEST_CASE("answers with a syntax error have no root") {
  const auto answer = parse_answer_json("{\"a\":1,\"a\":[1 2]}");
  CHECK_FALSE(answer.root);
  REQUIRE(answer.faults.size() == 1);
  CHECK(answer.faults[0].message == "line 1, column 15: expected ',' or ']' but found '2'");
  CHECK(parse_answer_json("").faults.at(0).rule == "empty");
  CHECK(parse_answer_json("<html>").faults.at(0).message == "line 1, column 1: expected a value but found '<'");
}

TEST_CASE("the first hundred duplicate keys are listed") {
  const auto answer = parse_answer_json("{" + repeat("\"a\":1,", 100'000) + "\"a\":2}");
  REQUIRE(answer.root);
  CHECK(answer.root->size() == 1);
  CHECK(answer.root->find("a")->to_int64() == 2);
  CHECK(answer.faults.size() == 100);
}

TEST_CASE("large objects are read in order, with their duplicates found") {
  std::string text = "{";
  for (int i = 0; i < 200'000; ++i) text += "\"key" + std::to_string(i) + "\":" + std::to_string(i) + ",";
  text += "\"key7\":\"again\"}";
  const auto answer = parse_answer_json(text);
  REQUIRE(answer.root);
  CHECK(answer.root->size() == 200'000);
  CHECK(answer.root->members()[7].value.string_or_empty() == "again");
  CHECK(answer.root->members()[199'999].key == "key199999");
  REQUIRE(answer.faults.size() == 1);
}

TEST_CASE("JSON is written with an indent") {
  CHECK(write_json(read("{\"a\":[1,{\"b\":[]}],\"c\":{}}"), 2) ==
        "{\n  \"a\": [\n    1,\n    {\n      \"b\": []\n    }\n  ],\n  \"c\": {}\n}");
  CHECK(write_json(read("[]"), 2) == "[]");
}

TEST_CASE("what is no UTF-8 or no number is still written as JSON") {
  CHECK(write_json(Node("a\xff\xc3")) == "\"a\xEF\xBF\xBD\xEF\xBF\xBD\"");
  CHECK(write_json(Node(std::numeric_limits<double>::infinity())) == "null");
  CHECK(write_json(Node("\x7f</script>")) == "\"\x7f</script>\"");
}

TEST_CASE("a large text is read to its end only as long as there is patience") {
  const std::string large = "[" + repeat("[1],", 200'000) + "2]", small = "[" + repeat("1,", 10'000) + "2]";
  std::atomic<int> stop{0};
  const base::Patience patience(stop);
  CHECK(parse_answer_json(large).faults.empty());
  stop = 2;
  const auto answer = parse_answer_json(large);
  CHECK_FALSE(answer.root.has_value());
  REQUIRE(answer.faults.size() == 1);
  CHECK(answer.faults[0].rule == "interrupted");
  CHECK(base::Patience::is_over());
  const base::Patience another(stop);
  CHECK(parse_answer_json(small).faults.empty());
}

TEST_CASE("a string ends at its quote, and stops at what may not stand in it, wherever that is") {
  for (std::size_t before = 0; before < 20; ++before) {
    for (std::size_t behind = 0; behind < 20; ++behind) {
      const std::string a(before, 'a'), b(behind, '~');
      CAPTURE(before, behind);
      const auto answer = [&](const std::string& middle) { return parse_answer_json("\"" + a + middle + b + "\""); };
      CHECK(answer(" ").root->as_string() == a + " " + b);
      CHECK(answer("\\n").root->as_string() == a + "\n" + b);
      CHECK(answer("\u00e9\u00ff").root->as_string() == a + "\u00e9\u00ff" + b);
      CHECK(answer("\x7f").root->as_string() == a + "\x7f" + b);
      for (const std::string wrong : {"\x1f", "\n", "\x80", "\xff"}) {
        const auto found = answer(wrong);
        CHECK_FALSE(found.root);
        REQUIRE(found.faults.size() == 1);
        if (wrong != "\n") CHECK(found.faults[0].offset == 1 + before);
      }
    }
  }
}

}  // namespace json_test
