#include <concord/document/compact.h>
#include <support/catch.h>

#include <nlohmann/json.hpp>

#include <map>
#include <random>

using namespace concord;
using document::Compact;
using document::CompactValue;
using document::KeyRecord;
using document::Node;
using document::parse_answer_json;
using document::ParseLimits;

namespace {

// Both readers' verdict, which must be one; what was read must be equal, also to the last zero of "1.0".
bool both_read(std::string_view text, const ParseLimits& limits = {}) {
  INFO(text);
  static Compact compact;
  const auto parsed = parse_answer_json(text, limits);
  const bool is_read = compact.read(text, limits);
  CHECK(is_read == parsed.faults.empty());
  if (is_read && parsed.root) CHECK(write_json(to_node(compact.root())) == write_json(*parsed.root));
  if (!is_read) CHECK(compact.root().type() == CompactValue::Type::Null);
  return is_read;
}

// A second opinion of other make, where it has one: it reads huge numbers as errors and keeps the last of two keys.
bool is_json(const std::string& text) { return nlohmann::json::accept(text); }

const std::vector<std::string> kValues = {"null",
                                          "true",
                                          "false",
                                          "0",
                                          "-0",
                                          "-1",
                                          "12",
                                          "999999999999999999",
                                          "9223372036854775807",
                                          "-9223372036854775808",
                                          "9223372036854775808",
                                          "18446744073709551615",
                                          "18446744073709551616",
                                          "-9223372036854775809",
                                          "123456789012345678901234567890",
                                          "0.0",
                                          "-0.0",
                                          "1.0",
                                          "1.5",
                                          "-2.25",
                                          "0.1",
                                          "19.99",
                                          "123456789.123456",
                                          "0.00000000000001",
                                          "12345678901234.5",
                                          "1234567890.123456789",
                                          "0.1000000000000000055511151231257827",
                                          "1e2",
                                          "1E+2",
                                          "1.5e-7",
                                          "1e400",
                                          "-1e400",
                                          "1e-400",
                                          "4.9e-324",
                                          "2.5e-324",
                                          "1.7976931348623157e308",
                                          "[]",
                                          "{}",
                                          "[1,2,3]",
                                          "[[],[[]],{}]",
                                          R"({"a":1})",
                                          R"({"a":{"b":[{"c":null}]},"d":"e"})",
                                          R"("")",
                                          R"("a")",
                                          R"("exactly sixteen!")",
                                          R"("more than sixteen bytes of text, plain")",
                                          R"("\"\\\/\b\f\n\r\t")",
                                          R"("\u0041\u00e9\u20AC\ud83d\ude00")",
                                          R"("plain for sixteen bytes\nthen an escape and plain again for long")",
                                          "\"gr\xC3\xBC\xC3\x9F \xE2\x82\xAC \xF0\x9F\x98\x80 after\"",
                                          R"({"\u0061":1,"b":2})",
                                          " \t\r\n[ 1 , 2 ] \n",
                                          R"({ "a" : 1 , "b" : [ ] })"};

const std::vector<std::string> kMistakes = {"",
                                            " ",
                                            "nul",
                                            "nulll",
                                            "truefalse",
                                            "[1",
                                            "[1,]",
                                            "[,1]",
                                            "[1 2]",
                                            "{",
                                            "{\"a\"}",
                                            "{\"a\":}",
                                            "{\"a\":1,}",
                                            "{a:1}",
                                            "{\"a\":1 \"b\":2}",
                                            "[1}",
                                            "{\"a\":1]",
                                            "01",
                                            "-",
                                            "-a",
                                            "1.",
                                            ".5",
                                            "+1",
                                            "1e",
                                            "1e+",
                                            "0x10",
                                            "1.e5",
                                            "--1",
                                            "-01",
                                            "\"",
                                            "\"a",
                                            "\"\\\"",
                                            "\"\\x\"",
                                            "\"\\u12\"",
                                            "\"\\u12G4\"",
                                            "\"\\ud800\"",
                                            "\"\\udc00\"",
                                            "\"\\ud800\\u0041\"",
                                            "\"\\ud800\\ud800\"",
                                            "\"a\nb\"",
                                            "\"a\tb\"",
                                            "\"\x01\"",
                                            "\"\xFF\"",
                                            "\"\xC0\x80\"",
                                            "\"\xED\xA0\x80\"",
                                            "\"\xF4\x90\x80\x80\"",
                                            "\"\xE2\x82\"",
                                            "\"\xC3",
                                            "\xEF\xBB\xBF[]",
                                            "[] []",
                                            "[]x",
                                            "NaN",
                                            "Infinity",
                                            "'a'",
                                            "[1]]]",
                                            "]]",
                                            "}",
                                            ",",
                                            ":",
                                            R"({"a":1,"a":2})",
                                            R"({"a":1,"\u0061":2})",
                                            "/**/1",
                                            "\"\x7F\" ,"};

}  // namespace

TEST_CASE("a compact document is what the other reader reads") {
  for (const auto& text : kValues) CHECK(both_read(text));
  for (const auto& text : kValues) CHECK(both_read("{\"k\":[" + text + ",1," + text + "]}"));
  for (const auto& text : kMistakes) CHECK_FALSE(both_read(text));
  for (const auto& text : kMistakes) CHECK_FALSE(both_read("[1,null," + (text.empty() ? "," : text)));
  CHECK_FALSE(both_read(std::string_view("\"a\0b\"", 5)));
  CHECK_FALSE(both_read(std::string_view("1\0", 2)));
  CHECK_FALSE(both_read(std::string_view("[1]\0", 4)));
}

TEST_CASE("a third reader agrees") {
  for (const auto& text : kValues) CHECK((is_json(text) || text.find("e400") != std::string::npos));
  Compact compact;
  for (const auto& text : kValues) {
    if (!is_json(text) || text.find("9007") != std::string::npos) continue;
    REQUIRE(compact.read(text));
    const auto third = nlohmann::json::parse(text);
    if (third.is_string()) CHECK(third.get<std::string>() == compact.root().text());
    if (third.is_number_float() && compact.root().is_double()) CHECK(third.get<double>() == compact.root().as_double());
    if (third.is_number_integer() && compact.root().is_int64())
      CHECK(third.get<std::int64_t>() == compact.root().as_int64());
    CHECK((third.is_structured() ? third.size() : 0) ==
          (compact.root().type() >= CompactValue::Type::Array ? compact.root().size() : 0));
  }
}

TEST_CASE("every text with one byte changed, taken away or cut off is judged alike") {
  const std::string text =
      R"({"id":"5f\u00e9","n":[1,-2.5,1e3,true,null],"text":"grün und länger als sechzehn","o":{"k":"\"","k2":0}})";
  REQUIRE(both_read(text));
  std::size_t still_read = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    both_read(text.substr(0, i));
    both_read(text.substr(0, i) + text.substr(i + 1));
    for (const char byte :
         {'"', '\\', '{', '}', '[', ']', ',', ':', '0', '-', '.', 'e', ' ', 'n', '\n', '\0', '\x80', '\xE2'}) {
      std::string changed = text;
      changed[i] = byte;
      still_read += both_read(changed) ? 1 : 0;
    }
  }
  CHECK(still_read > 100);
}

TEST_CASE("drawn numbers are read alike") {
  std::mt19937_64 draw(7);
  for (int i = 0; i < 20'000; ++i) {
    std::string text = draw() % 2 ? "-" : "";
    text += std::to_string(draw() >> (draw() % 64));
    if (draw() % 2) text += "." + std::to_string(draw() >> (draw() % 64));
    if (draw() % 4 == 0) text += "e" + std::to_string(static_cast<int>(draw() % 640) - 320);
    CHECK(both_read(text));
  }
}

TEST_CASE("limits hold for the compact reader too") {
  ParseLimits limits;
  limits.depth = 3;
  CHECK(both_read("[[[1]]]", limits));
  CHECK_FALSE(both_read("[[[[]]]]", limits));
  CHECK_FALSE(both_read(std::string(100'000, '['), {}));
  limits = {};
  limits.nodes = 3;
  CHECK(both_read("[1,2]", limits));
  CHECK_FALSE(both_read("[1,2,3]", limits));
  CHECK_FALSE(both_read(R"({"a":{"b":{"c":1}}})", limits));
  limits = {};
  limits.bytes = 4;
  CHECK(both_read("[12]", limits));
  CHECK_FALSE(both_read("[123]", limits));
}

TEST_CASE("depth costs no stack") {
  ParseLimits limits;
  limits.depth = 10'000;
  Compact compact;
  REQUIRE(compact.read(std::string(10'000, '[') + std::string(10'000, ']'), limits));
  const Node node = to_node(compact.root());
  const CompactValue* value = &compact.root();
  std::size_t depth = 1;
  for (; value->size() != 0; value = value->items().data()) ++depth;
  CHECK(depth == 10'000);
}

TEST_CASE("duplicate keys are found among few and among many") {
  std::string text = "{";
  for (int i = 0; i < 2'000; ++i) {
    text += "\"the same beginning " + std::to_string(i * 7919 % 2'000) + " and the same end\":1,";
    const std::string name = "the same beginning " + std::to_string(i * 7919 % 2'000 / 2) + " and the same end";
    if (i % 97 == 0 || i < 70) both_read(text + "\"" + name + "\":0}");
    if (i % 97 == 0 || i < 70) CHECK(both_read(text + "\"other\":0}"));
  }
}

TEST_CASE("records of names are equal when the names are, wherever they lie") {
  std::vector<std::string> names;
  for (std::size_t size = 0; size <= 40; ++size) {
    names.push_back(std::string(size, 'x'));
    for (std::size_t i = 0; i < size; ++i) {
      names.push_back(std::string(size, 'x'));
      names.back()[i] = i % 2 ? 'y' : '\0';
    }
  }
  Compact compact;
  for (const auto& name : names) {
    REQUIRE(compact.read(write_json(Node(name))));
    const KeyRecord padded = compact.root().text_record();
    CHECK(padded == KeyRecord::of(name));
    CHECK(padded.hash() == KeyRecord::of(name).hash());
    for (const auto& other : names) CHECK((KeyRecord::of(name) == KeyRecord::of(other)) == (name == other));
  }
}

TEST_CASE("memory is used again, and what moved stays readable") {
  Compact compact;
  REQUIRE(compact.read(R"({"a":[1,2,{"b":"a text that is longer than a short string"}]})"));
  Compact moved = std::move(compact);
  CHECK(write_json(to_node(moved.root())) == R"({"a":[1,2,{"b":"a text that is longer than a short string"}]})");
  REQUIRE(compact.read("[1]"));
  CHECK(compact.root().items()[0].as_int64() == 1);
  std::string large = "[0";
  for (int i = 0; i < 100'000; ++i) large += ",[{\"k\":" + std::to_string(i) + "}]";
  large += "]";
  for (int round = 0; round < 3; ++round) {
    REQUIRE(moved.read(large));
    CHECK(moved.root().items()[100'000].items()[0].members()[0].value.as_int64() == 99'999);
    CHECK_FALSE(moved.read("["));
  }
}
