#include <concord/document/json_writer.h>
#include <support/catch.h>

using namespace concord::document;

namespace {

Node tree() {
  return *parse_answer_json(R"({"a": [], "b": {}, "c": [1, -2, {"d": "x\n\"y\" \u00e9"}], "e": true, "f": [[false]]})")
              .root;
}

std::string written(std::size_t indent) {
  std::string text;
  JsonWriter json(text, indent);
  json.begin_object();
  json.key("a").begin_array().end_array();
  json.key("b").begin_object().end_object();
  json.key("c").begin_array().number(1).number(-2);
  json.begin_object().key("d").text("x\n\"y\" \u00e9").end_object().end_array();
  json.key("e").boolean(true);
  json.key("f").begin_array().begin_array().boolean(false).end_array().end_array();
  json.end_object();
  return text;
}

}  // namespace

TEST_CASE("what is written piece by piece is what write_json makes of a tree") {
  for (const int indent : {0, 1, 2}) CHECK(written(static_cast<std::size_t>(indent)) == write_json(tree(), indent));
}

TEST_CASE("a tree within is written at its depth") {
  std::string text;
  JsonWriter json(text, 2);
  json.begin_object().key("tree").node(tree()).key("n").number(std::uint64_t{18'446'744'073'709'551'615u}).end_object();
  Node outer = Node::object();
  outer.set("tree", tree());
  outer.set("n", std::uint64_t{18'446'744'073'709'551'615u});
  CHECK(text == write_json(outer, 2));
}

TEST_CASE("a part is written as if it stood within") {
  std::string text;
  JsonWriter json(text, 2, 2);
  json.begin_object().key("a").number(1).end_object();
  CHECK(text == "{\n      \"a\": 1\n    }");
}

TEST_CASE("bytes that are no UTF-8 are replaced") {
  std::string text;
  JsonWriter(text).text(std::string_view("a\xFF", 2));
  CHECK(text == "\"a\uFFFD\"");
}

TEST_CASE("every character is written as it must be, wherever in a text it stands") {
  const auto expected = [](std::string_view character) -> std::string {
    const auto byte = static_cast<unsigned char>(character.front());
    static constexpr std::string_view values = "\"\\\b\f\n\r\t", letters = "\"\\bfnrt";
    if (const auto index = values.find(character.front()); index != values.npos) return {'\\', letters[index]};
    static constexpr std::string_view digits = "0123456789abcdef";
    if (byte < 0x20) return std::string("\\u00") + digits[byte >> 4] + digits[byte & 15];
    return std::string(byte < 0x80 ? character : character == "\u00e9" ? character : "\uFFFD");
  };
  std::vector<std::string> characters{"\u00e9", "\xff"};
  for (int c = 0; c < 0x80; ++c) characters.emplace_back(1, static_cast<char>(c));
  for (const std::string& character : characters) {
    for (const std::size_t before : {0u, 1u, 6u, 7u, 8u, 13u, 15u, 16u, 23u, 254u, 255u}) {
      for (const std::size_t behind : {0u, 1u, 7u, 8u, 15u, 16u, 17u}) {
        const std::string left(before, 'a'), right(behind, 'z');
        CAPTURE(character, before, behind);
        CHECK(write_json(Node(left + character + right)) == '"' + left + expected(character) + right + '"');
      }
    }
  }
}

TEST_CASE("text that needs no escape is told from other text, of which nothing is written") {
  std::string text;
  JsonWriter json(text);
  json.begin_array().text("first");
  for (const std::string_view other : {"with a long beginning before the \"", "caf\u00e9", "\n", "\\"}) {
    CAPTURE(other);
    CHECK_FALSE(json.plain_text(other));
    CHECK(text == "[\"first\"");
  }
  CHECK(json.plain_text("a text of more than sixteen bytes"));
  CHECK(json.plain_text(""));
  json.end_array();
  CHECK(text == "[\"first\",\"a text of more than sixteen bytes\",\"\"]");
}
