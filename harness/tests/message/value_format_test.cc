#include "typed.h"

#include <concord/base/random.h>
#include <concord/base/text.h>
#include <concord/message/value_format.h>

namespace concord::message {

namespace {

const char* const list_schema = R"({"type":"array","items":{"type":"string"}})";
const char* const rgb_schema =
    R"({"type":"object","properties":{"R":{"type":"integer"},"G":{"type":"integer"},"B":{"type":"integer"}}})";
const char* const text_schema = R"({"type":"string"})";

enum class In { Path, Query, Header, Cookie };

std::string written(In in, const Node& value, const ValueFormat& format) {
  if (in == In::Path) return path_text("color", value, format).value_or("nothing");
  if (in == In::Header) return header_text(value, format).value_or("nothing");
  const auto pairs = in == In::Query ? query_pairs("color", value, format) : cookie_pairs("color", value, format);
  return pairs.empty() ? "nothing" : base::join(pairs, in == In::Query ? "&" : "; ");
}

ReadValue read(In in, const std::string& text, const ValueFormat& format, const ValueType& type) {
  if (in == In::Path) return read_path_text("color", text, format, type);
  if (in == In::Header) return read_header_text(text, format, type);
  std::vector<Pair> pairs = in == In::Query ? split_query(text) : split_cookies(text);
  auto value = in == In::Query ? read_query("color", pairs, format, type) : read_cookie("color", pairs, format, type);
  return value ? std::move(*value) : ReadValue{Node("nothing"), "none", ""};
}

std::string shown(const ReadValue& read) {
  return document::write_json(read.value) + (read.fault.empty() ? "" : " " + read.keyword + ": " + read.fault);
}

}  // namespace

// OpenAPI 3.1.1, section 4.8.12.3, the table "Style Examples", every cell that is not n/a.
TEST_CASE("values are written and read as the table of styles says") {
  struct Row {
    In in;
    Style style;
    bool explode;
    const char* empty;
    const char* text;
    const char* list;
    const char* object;
  };
  const Row rows[] = {
      {In::Path, Style::Matrix, false, ";color", ";color=blue", ";color=blue,black,brown", ";color=R,100,G,200,B,150"},
      {In::Path, Style::Matrix, true, ";color", ";color=blue", ";color=blue;color=black;color=brown",
       ";R=100;G=200;B=150"},
      {In::Path, Style::Label, false, ".", ".blue", ".blue,black,brown", ".R,100,G,200,B,150"},
      {In::Path, Style::Label, true, ".", ".blue", ".blue.black.brown", ".R=100.G=200.B=150"},
      {In::Path, Style::Simple, false, "", "blue", "blue,black,brown", "R,100,G,200,B,150"},
      {In::Path, Style::Simple, true, "", "blue", "blue,black,brown", "R=100,G=200,B=150"},
      {In::Header, Style::Simple, false, "", "blue", "blue,black,brown", "R,100,G,200,B,150"},
      {In::Header, Style::Simple, true, "", "blue", "blue,black,brown", "R=100,G=200,B=150"},
      {In::Query, Style::Form, false, "color=", "color=blue", "color=blue,black,brown", "color=R,100,G,200,B,150"},
      {In::Query, Style::Form, true, "color=", "color=blue", "color=blue&color=black&color=brown", "R=100&G=200&B=150"},
      {In::Cookie, Style::Form, false, "color=", "color=blue", "color=blue,black,brown", "color=R,100,G,200,B,150"},
      {In::Cookie, Style::Form, true, "color=", "color=blue", "color=blue; color=black; color=brown",
       "R=100; G=200; B=150"},
      {In::Query, Style::SpaceDelimited, false, nullptr, nullptr, "color=blue%20black%20brown",
       "color=R%20100%20G%20200%20B%20150"},
      {In::Query, Style::PipeDelimited, false, nullptr, nullptr, "color=blue%7Cblack%7Cbrown",
       "color=R%7C100%7CG%7C200%7CB%7C150"},
      {In::Query, Style::DeepObject, true, nullptr, nullptr, nullptr,
       "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"},
  };
  for (const Row& row : rows) {
    const ValueFormat format{row.style, row.explode, false, ""};
    const std::pair<const char*, std::pair<const char*, const char*>> cells[] = {
        {row.empty, {text_schema, R"("")"}},
        {row.text, {text_schema, R"("blue")"}},
        {row.list, {list_schema, R"(["blue","black","brown"])"}},
        {row.object, {rgb_schema, R"({"R":100,"G":200,"B":150})"}},
    };
    for (const auto& [cell, typed] : cells) {
      if (!cell) continue;
      CAPTURE(style_name(row.style), row.explode, cell);
      CHECK(written(row.in, json(typed.second), format) == cell);
      CHECK(shown(read(row.in, cell, format, type_of(typed.first))) == typed.second);
    }
  }
}

TEST_CASE("what is undefined is left out") {
  const ValueFormat form{Style::Form, true, false, ""}, csv{Style::Form, false, false, ""};
  for (const char* value : {"null", "[]", "{}"}) {
    CHECK(written(In::Query, json(value), form) == "nothing");
    CHECK(written(In::Path, json(value), {Style::Matrix, true, false, ""}) == "nothing");
    CHECK(written(In::Header, json(value), {Style::Simple, false, false, ""}) == "nothing");
    CHECK(written(In::Cookie, json(value), csv) == "nothing");
  }
  CHECK(written(In::Query, json(R"(["a",null,""])"), form) == "color=a&color=");
  CHECK(written(In::Query, json(R"({"a":null,"b":1})"), csv) == "color=b,1");
  // As a document null is a value.
  CHECK(written(In::Query, json("[]"), {Style::Form, true, false, "application/json"}) == "color=%5B%5D");
}

TEST_CASE("where the table says n/a, the neighbour's form is used") {
  for (const Style style : {Style::SpaceDelimited, Style::PipeDelimited, Style::DeepObject}) {
    const ValueFormat format{style, true, false, ""};
    CAPTURE(style_name(style));
    CHECK(written(In::Query, json(R"(["a","b"])"), format) == "color=a&color=b");
    CHECK(shown(read(In::Query, "color=a&color=b", format, type_of(list_schema))) == R"(["a","b"])");
    CHECK(written(In::Query, json(R"("a")"), format) == "color=a");
    CHECK(shown(read(In::Query, "color=a", format, type_of(text_schema))) == R"("a")");
  }
}

TEST_CASE("deepObject: lists and objects within") {
  const ValueFormat deep{Style::DeepObject, true, false, ""};
  const Node value = json(R"({"a":{"b":{"c":1}},"l":["x","y"],"n":null})");
  CHECK(written(In::Query, value, deep) == "color%5Ba%5D%5Bb%5D%5Bc%5D=1&color%5Bl%5D=x&color%5Bl%5D=y");
  const ValueType type = type_of(
      R"({"type":"object","properties":{"a":{"type":"object","properties":{"b":{"type":"object","properties":{"c":{"type":"integer"}}}}},)"
      R"("l":{"type":"array","items":{"type":"string"}}}})");
  const char* const both = R"({"a":{"b":{"c":1}},"l":["x","y"]})";
  CHECK(shown(read(In::Query, written(In::Query, value, deep), deep, type)) == both);
  CHECK(shown(read(In::Query, "color[a][b][c]=1&color[l][]=x&color[l][]=y", deep, type)) == both);
  CHECK(shown(read(In::Query, "color[a][b][c]=1&color[l][0]=x&color[l][1]=y", deep, type)) == both);
  CHECK(shown(read(In::Query, "color=1", deep, type)) == R"("1" style: no color[name]=value)");
  CHECK(shown(read(In::Query, "colors[a]=1", deep, type)) == "\"nothing\" : none");
  // Never deeper than a bound, however many brackets.
  std::string hostile = "color";
  for (int i = 0; i < 5000; ++i) hostile += "[a]";
  CHECK(shown(read(In::Query, hostile + "=1", deep, type)) == "\"nothing\" : none");
}

TEST_CASE("what stands in a value and would divide it is encoded, and reserved characters where that is allowed") {
  const Node value = json(R"(["a,b&c=d","é /?#[]@!$'()*+;:%41%"])");
  const ValueFormat csv{Style::Form, false, false, ""}, reserved{Style::Form, false, true, ""};
  CHECK(written(In::Query, value, csv) ==
        "color=a%2Cb%26c%3Dd,%C3%A9%20%2F%3F%23%5B%5D%40%21%24%27%28%29%2A%2B%3B%3A%2541%25");
  CHECK(written(In::Query, value, reserved) == "color=a%2Cb%26c=d,%C3%A9%20/?%23%5B%5D@!$'()*%2B;:%41%25");
  CHECK(shown(read(In::Query, written(In::Query, value, csv), csv, type_of(list_schema))) ==
        document::write_json(value));
  CHECK(shown(read(In::Query, "color=a+b%2Bc", {}, type_of(text_schema))) == R"("a b+c")");
  CHECK(written(In::Path, json(R"("a/b c")"), {Style::Simple, false, false, ""}) == "a%2Fb%20c");
  CHECK(written(In::Header, json(R"("a/b c")"), {Style::Simple, false, false, ""}) == "a/b c");
  CHECK(written(In::Cookie, json(R"("a;b c")"), {}) == "color=a%3Bb%20c");
  CHECK(shown(read(In::Cookie, "x=1; color=a%3Bb+c", {}, type_of(text_schema))) == R"("a;b+c")");
}

TEST_CASE("text that is not of its style says so") {
  const ValueType rgb = type_of(rgb_schema), list = type_of(list_schema);
  CHECK(shown(read(In::Query, "color=R,100,G", {Style::Form, false, false, ""}, rgb)) ==
        R"("R,100,G" style: a name without a value)");
  CHECK(shown(read(In::Path, "R=100,G", {Style::Simple, true, false, ""}, rgb)) == R"("R=100,G" style: no "=" in "G")");
  CHECK(shown(read(In::Path, "blue", {Style::Label, false, false, ""}, list)) ==
        R"("blue" style: no "." at its beginning)");
  CHECK(shown(read(In::Path, ";colour=blue", {Style::Matrix, false, false, ""}, list)) ==
        R"(";colour=blue" style: no ";color=" at its beginning)");
  CHECK(shown(read(In::Query, "color={", {Style::Form, true, false, "application/json"}, rgb))
            .starts_with(R"("{" json: )"));
  // One style is not taken for another.
  CHECK(shown(read(In::Query, "color=a,b", {}, list)) == R"(["a,b"])");
  CHECK(shown(read(In::Query, "color=a|b", {Style::Form, false, false, ""}, list)) == R"(["a|b"])");
}

TEST_CASE("lists in headers are divided at commas outside of quotes") {
  const ValueFormat simple{Style::Simple, false, false, ""};
  CHECK(shown(read(In::Header, R"( a , "b,\",c" ,d)", simple, type_of(list_schema))) == R"(["a","\"b,\\\",c\"","d"])");
  CHECK(shown(read(In::Header, "a, b", simple, type_of(text_schema))) == R"("a, b")");
  CHECK(shown(read(In::Header, R"({"a": 1})", {Style::Simple, false, false, "application/json"}, ValueType())) ==
        R"({"a":1})");
}

TEST_CASE("an exploded object takes the pairs that it names and nobody else does") {
  std::vector<Pair> pairs = split_query("R=1&limit=5&G=2&x=3");
  const auto rgb = read_query("color", pairs, {}, type_of(rgb_schema), {"limit"});
  REQUIRE(rgb.has_value());
  CHECK(shown(*rgb) == R"({"R":1,"G":2})");
  CHECK_FALSE(pairs[1].is_read);
  CHECK_FALSE(pairs[3].is_read);
  pairs = split_query("R=1&limit=5&G=2");
  CHECK(shown(*read_query("color", pairs, {}, type_of(R"({"type":"object"})"), {"limit"})) == R"({"R":"1","G":"2"})");
  pairs = split_query("limit=5");
  CHECK_FALSE(read_query("color", pairs, {}, type_of(R"({"type":"object"})"), {"limit"}).has_value());
}

TEST_CASE("queries and cookies are divided") {
  const auto pairs = split_query("b=c%20d&e=f+g&&h&=i&b=2&%zz=%4");
  REQUIRE(pairs.size() == 6);
  CHECK(pairs[0].name == "b");
  CHECK(decode_query(pairs[0].text) == "c d");
  CHECK(pairs[2].name == "h");
  CHECK(pairs[3].name == "");
  CHECK(pairs[5].name == "%zz");
  CHECK(split_query(base::replace_all(std::string(20'000, 'x'), "x", "a=&")).size() == max_pairs);
  const auto cookies = split_cookies("a=1; b = 2 ;c; d=x=y");
  REQUIRE(cookies.size() == 3);
  CHECK(cookies[1].name == "b");
  CHECK(cookies[1].text == "2");
  CHECK(cookies[2].text == "x=y");
}

namespace {

class Values {
 public:
  explicit Values(std::uint64_t seed) : random_(seed) {}
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(random_.below(n)); }
  bool flip() { return below(2) == 0; }
  std::string text(std::string_view alphabet) {
    std::string out;
    for (std::size_t n = below(8); n > 0; --n) {
      const std::size_t at = below(alphabet.size());
      out += alphabet[at];
    }
    return out;
  }
  Node scalar(std::string_view type, std::string_view alphabet) {
    if (type == "integer") return static_cast<std::int64_t>(below(2'000'000)) - 1'000'000;
    if (type == "boolean") return flip();
    if (type == "number") return json(std::to_string(below(1000)) + "." + std::to_string(1 + below(99)));
    return text(alphabet);
  }

 private:
  base::Random random_;
};

struct Combination {
  In in;
  Style style;
  std::string_view unsafe;  // what a value must not hold in this style, since nothing tells it from its separators
};
const Combination combinations[] = {
    {In::Path, Style::Matrix, ""},
    {In::Path, Style::Label, "."},
    {In::Path, Style::Simple, ""},
    {In::Query, Style::Form, ""},
    {In::Query, Style::SpaceDelimited, " +"},
    {In::Query, Style::PipeDelimited, "|"},
    {In::Query, Style::DeepObject, ""},
    {In::Header, Style::Simple, ", \"="},
    {In::Cookie, Style::Form, ""},
};

}  // namespace

TEST_CASE("what is written is read back, in every style") {
  Values random(20260727);
  const std::string_view types[] = {"string", "integer", "boolean", "number"};
  for (int turn = 0; turn < 1000; ++turn) {
    const Combination& one = combinations[random.below(std::size(combinations))];
    const ValueFormat format{one.style, random.flip(), one.in == In::Query && random.flip(), ""};
    std::string alphabet = "ab0 ,;.&=|%/?#[]{}+:@~-\"\\'";
    for (const char c : one.unsafe) std::erase(alphabet, c);
    if (format.allow_reserved) std::erase(alphabet, '%');  // escapes pass as they are
    const std::string type(types[random.below(4)]);
    const std::size_t size = 1 + random.below(4);
    Node value;
    std::string schema = R"({"type":")" + type + R"("})";
    const std::size_t form = random.below(3);
    const bool has_number = type == "number" && one.unsafe == ".";
    if (has_number) continue;
    if (form == 0) {
      value = random.scalar(type, alphabet);
    } else if (form == 1) {
      value = Node::array();
      for (std::size_t i = 0; i < size; ++i) value.push_back(random.scalar(type, alphabet));
      schema = R"({"type":"array","items":)" + schema + "}";
      // A list of one empty text is written as an empty list is read.
      if (size == 1 && value.items().front().is_string()) value = json(R"(["a"])");
    } else {
      value = Node::object();
      Node properties = Node::object();
      for (std::size_t i = 0; i < size; ++i) {
        const std::string name = "m" + std::to_string(i);
        value.set(name, random.scalar(type, alphabet));
        properties.set(name, json(schema));
      }
      schema = R"({"type":"object","properties":)" + document::write_json(properties) + "}";
    }
    if (one.in == In::Path && value.is_string() && value.as_string().empty()) continue;
    const std::string text = written(one.in, value, format);
    CAPTURE(style_name(one.style), format.explode, format.allow_reserved, schema, text);
    CHECK(shown(read(one.in, text, format, type_of(schema))) == document::write_json(value));
  }
}

TEST_CASE("no text is too odd to be read") {
  Values random(7);
  const ValueType types[] = {type_of(list_schema), type_of(rgb_schema), type_of(text_schema), ValueType()};
  for (int turn = 0; turn < 1000; ++turn) {
    const Combination& one = combinations[random.below(std::size(combinations))];
    std::string text = random.text("[];,.=&%|\"\\ color") + random.text("[];,.=&%|\"\\ color");
    if (random.flip()) text = "color" + text;
    const ReadValue value = read(one.in, text, {one.style, random.flip(), false, ""}, types[random.below(4)]);
    CHECK((value.fault.empty() || value.value.is_string()));
  }
}

}  // namespace concord::message
