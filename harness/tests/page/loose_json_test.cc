#include "importing.h"
#include "loose_json.h"

using namespace concord;
using namespace concord::support;
using namespace concord::openapi;
using namespace concord::page;

namespace {

// "value | faults", with "shape" when something was left out; "-" when there is no value.
std::string read(const std::string& text) {
  const Source page("page.md", text);
  const auto loose = read_loose_json(page, 0, page.text().size());
  if (!loose) return "-";
  std::string out = json(loose->value);
  if (!loose->faults.empty()) out += " | " + loose->faults;
  if (!loose->is_whole) out += " | shape";
  return out;
}

std::size_t rest(const std::string& text) {
  const Source page("page.md", text);
  return text.size() - read_loose_json(page, 0, text.size())->end;
}

}  // namespace

TEST_CASE("JSON is read as it is") {
  CHECK(read(R"( {"a": [1, -2.5e3, true, false, null, "x\n\u0041\ud83d\ude00\/"], "b": {}, "c": []} )") ==
        R"({"a":[1,-2500.0,true,false,null,"x\nA😀/"],"b":{},"c":[]})");
  CHECK(read("[]") == "[]");
  CHECK(read("{\"n\": 12345678901234567890123}") == "{\"n\":12345678901234567890123}");
}

TEST_CASE("what people write beside JSON is read and named") {
  CHECK(read("{\"a\": 1,}") == "{\"a\":1} | a trailing comma");
  CHECK(read("[1, 2,\n]") == "[1,2] | a trailing comma");
  CHECK(read("{\"a\": 1 // one\n, /* two */ \"b\": 2 # three\n}") == "{\"a\":1,\"b\":2} | a comment");
  CHECK(read("{'a': 'it\\'s'}") == "{\"a\":\"it's\"} | single quotes");
  CHECK(read("{a: 1, $b-c: 2}") == "{\"a\":1,\"$b-c\":2} | a key without quotes");
  CHECK(read("{\"a\": 1\n \"b\": 2}") == "{\"a\":1,\"b\":2} | a missing comma");
  CHECK(read("{\"a\": 1, \"a\": 2}") == "{\"a\":2} | a member that stands twice");
  CHECK(read("{\"a\":\xC2\xA0\x31}") == "{\"a\":1}");
}

TEST_CASE("what is left out leaves the shape only") {
  CHECK(read("{\"a\": 1, ...}") == "{\"a\":1} | \"...\" | shape");
  CHECK(read("{\"a\": 1,\n...\n\"b\": 2}") == "{\"a\":1,\"b\":2} | \"...\" | shape");
  CHECK(read("[1, ...]") == "[1] | \"...\" | shape");
  CHECK(read("{\"a\": ...}") == "{} | \"...\" | shape");
  CHECK(read("{\"a\": <the id>, \"b\": 1}") == "{\"b\":1} | a placeholder | shape");
  CHECK(read("{\"a\": string, \"b\": undefined}") == "{} | a placeholder | shape");
  CHECK(read("{\"a\": {\"b\": [1, 2") == "{\"a\":{\"b\":[1,2]}} | a missing end | shape");
  CHECK(read("{\"a\": \"open") == "{\"a\":\"open\"} | a missing end | shape");
  CHECK(read("{\"a\": [1}") == "{\"a\":[1]} | a missing end | shape");
  CHECK(read("{\"a\"}") == "{} | a placeholder | shape");
}

TEST_CASE("what is no object and no array is none") {
  CHECK(read("") == "-");
  CHECK(read("a=1") == "-");
  CHECK(read("\"text\"") == "-");
  CHECK(rest("{} more") == 4);
  CHECK(rest("{}\n{}") == 2);
}

TEST_CASE("nesting is bounded") {
  const std::string deep = read(std::string(100'000, '['));
  CHECK(deep.ends_with("a nesting too deep | shape"));
  CHECK(read(std::string(100'000, '{')).ends_with("shape"));
}

TEST_CASE("every prefix of a text is read without end") {
  const std::string text = R"({"a": ['x', {b: [1, 2.5, <y>, ...], /* c */ "d": "\u12x"}, // e
 true], 'f' null,, : "g" } ] } )";
  for (std::size_t i = 0; i <= text.size(); ++i) read(text.substr(0, i));
  for (std::size_t i = 0; i < text.size(); ++i) read(text.substr(i));
  CHECK(read(text).starts_with("{\"a\":[\"x\",{\"b\":[1,2.5]"));
}
