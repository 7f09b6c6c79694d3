#include "json_view.h"

#include <support/catch.h>

using namespace concord;
using report::view_body;

namespace {

std::string shown(std::string_view text, const std::vector<std::string>& pointers, std::size_t max_lines = 240) {
  std::string out;
  for (const auto& line : view_body(result::make_body(text), pointers, max_lines)) {
    out += (line.is_marked ? "> " : line.is_note ? "# " : "  ") + line.text + '\n';
  }
  return out;
}

}  // namespace

TEST_CASE("JSON is laid out and the line of a finding is marked") {
  CHECK(shown(R"({"a":{"b":[1,{"c":"x"}]},"d":[]})", {"/a/b/1/c"}) ==
        "  {\n    \"a\": {\n      \"b\": [\n        1,\n        {\n>         \"c\": \"x\"\n        }\n      ]\n    "
        "},\n    \"d\": []\n  }\n");
}

TEST_CASE("what is missing marks the value around it") {
  CHECK(shown(R"({"a":{"b":1}})", {"/a/gone"}) == "  {\n>   \"a\": {\n      \"b\": 1\n    }\n  }\n");
  CHECK(shown(R"([1])", {"/5"}) == "> [\n    1\n  ]\n");
}

TEST_CASE("a pointer with escapes is followed") {
  CHECK(shown(R"({"a/b":1})", {"/a~1b"}) == "  {\n>   \"a/b\": 1\n  }\n");
}

TEST_CASE("what is no JSON is shown as it is") {
  CHECK(shown("<html>\nno", {"/a"}) == "  <html>\n  no\n");
  CHECK(shown("", {}) == "# (empty)\n");
  CHECK(shown("\xff\xff", {}) == "# (2 bytes, not text)\n");
}

TEST_CASE("a long body keeps its beginning and what was found") {
  std::string text = "[";
  for (int i = 0; i < 1000; ++i) text += std::to_string(i) + (i < 999 ? "," : "]");
  const std::string view = shown(text, {"/800"}, 40);
  CHECK(view.rfind("  [\n    0,\n", 0) == 0);
  CHECK(view.find(">   800,\n") != std::string::npos);
  CHECK(view.find(" lines left out \u2026\n") != std::string::npos);
  CHECK(view.size() < 1000);
}

TEST_CASE("depth is bounded") {
  const std::string deep = std::string(5000, '[') + std::string(5000, ']');
  CHECK_FALSE(shown(deep, {"/0/0"}).empty());
}
