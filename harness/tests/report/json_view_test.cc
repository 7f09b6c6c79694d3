#include "json_view.h"

#include <support/catch.h>

using namespace concord;
using report::view_body;

namespace {

std::string shown(std::string_view text, const std::vector<std::string>& pointers, std::size_t max_lines = 240) {
  std::string out;
  std::vector<report::MarkedPlace> places;
  for (const std::string& pointer : pointers) places.push_back({pointer});
  for (const auto& line : view_body(result::make_body(text), places, max_lines)) {
    out += (line.mark == report::Mark::Wrong ? "> " : line.is_note ? "# " : "  ") + line.text + '\n';
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

TEST_CASE("two answers differ in what only one has, or has of another type") {
  const auto differences = report::compare_bodies(
      result::make_body(R"({"id":"a","at":1,"list":[{"state":"open","n":1}],"gone":{"a":1}})"),
      result::make_body(R"({"id":"b","at":"now","list":[{"n":2},{"n":3}],"new":null})"));
  CHECK(differences.only_first == std::vector<std::string>{"/at", "/list/0/state", "/gone"});
  CHECK(differences.only_second == std::vector<std::string>{"/at", "/new"});
  CHECK(report::compare_bodies(result::make_body("[1]"), result::make_body("[]")).only_second ==
        std::vector<std::string>{""});
  CHECK(report::compare_bodies(result::make_body("no"), result::make_body("{}")).only_first.empty());
}

TEST_CASE("all lines of a value that only one answer has are marked") {
  std::string text;
  const auto body = result::make_body(R"({"a":{"b":[1]},"c":2})");
  for (const auto& line : view_body(body, {{"/a", report::Mark::OnlyHere}, {"/a/b/0", report::Mark::Wrong}}))
    text += line.mark == report::Mark::OnlyHere ? '+' : line.mark == report::Mark::Wrong ? '>' : '.';
  CHECK(text == ".++>++..");
}
