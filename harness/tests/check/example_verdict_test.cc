// Whose mistake a broken schema is, where the page shows an example.
#include "scene.h"

#include <support/catch.h>

using namespace concord::check;

namespace {

const char* const schema = R"({"type": "object", "required": ["id", "note"], "properties": {
  "id": {"type": "integer"}, "note": {"type": "string"}, "state": {"enum": ["open", "closed"]},
  "made": {"type": "string", "format": "date-time"}, "list": {"type": "array", "items": {"type": "object",
    "properties": {"size": {"type": "integer"}}}}, "left": {"type": "integer", "example": "12"}}})";

concord::result::CheckFailure failure(const std::string& example, const std::string& answer) {
  Scene scene;
  scene.document("200", schema).body(answer);
  if (!example.empty()) scene.document_example("200", example);
  return scene.first("schema");
}

std::string blamed(const std::string& example, const std::string& answer) { return failure(example, answer).at_fault; }

}  // namespace

TEST_CASE("an example that breaks the schema as the answer does is the page's contradiction, with both lines") {
  const auto told = failure(R"({"id": "17", "note": "a"})", R"({"id": "99", "note": "b"})");
  CHECK(told.at_fault == "documentation");
  CHECK(told.documentation == "shop.md:10");
  CHECK(told.hint.ends_with("the example of the documentation (shop.md:99) is as the answer: the documentation "
                            "contradicts itself"));
  CHECK(blamed(R"({"id": 1})", R"({"id": 2})") == "documentation");
  CHECK(blamed(R"({"id": 1, "note": "a", "made": "2026-01-01 10:00"})",
               R"({"id": 1, "note": "a", "made": "2026-03-01 12:30"})") == "documentation");
  CHECK(blamed(R"({"id": 1, "note": "a", "list": [{"size": "1"}]})",
               R"({"id": 1, "note": "a", "list": [{"size": 3}, {"size": "3"}]})") == "documentation");
  CHECK(blamed(R"({"id": 1, "note": "a", "state": "sold"})", R"({"id": 1, "note": "a", "state": "sold"})") ==
        "documentation");
  // The example of the value itself.
  CHECK(blamed("", R"({"id": 1, "note": "a", "left": "7"})") == "documentation");
}

TEST_CASE("an example that keeps the rule blames the server") {
  CHECK(blamed(R"({"id": 1, "note": "a"})", R"({"id": "2", "note": "a"})") == "server");
  CHECK(blamed(R"({"id": 1, "note": "a"})", R"({"id": 1})") == "server");
}

TEST_CASE("where no example shows the place, or shows another mistake, it is undecided") {
  CHECK(blamed("", R"({"id": "2", "note": "a"})").empty());
  CHECK(blamed(R"({"id": 1, "note": "a"})", R"({"id": 1, "note": "a", "state": "sold"})").empty());
  CHECK(blamed(R"({"id": null, "note": "a"})", R"({"id": "2", "note": "a"})").empty());
  CHECK(blamed(R"({"id": 1, "note": "a", "state": "lost"})", R"({"id": 1, "note": "a", "state": "sold"})").empty());
}
