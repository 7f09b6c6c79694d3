// What a finding of a check is told from another by: pairs that must be the same tomorrow, and pairs that must not.
#include "scene.h"

#include <support/catch.h>

using namespace concord::check;

namespace {

const std::string orders = R"({"type": "object", "required": ["id"], "properties": {
  "id": {"type": "string"}, "items": {"type": "array", "items": {"type": "object", "properties": {
    "price": {"type": "number", "minimum": 0}}}}}})";

std::string schema_finding(const std::string& body) {
  return Scene().document("200", orders).body(body).first("schema").fingerprint;
}

std::string item(const std::string& price, const std::string& before = "") {
  return schema_finding(R"({"id": "a", "items": [)" + before + R"({"price": )" + price + "}]}");
}

std::string undocumented(const std::string& body) {
  return Scene().document("200", orders).body(body).first("undocumented").fingerprint;
}

}  // namespace

TEST_CASE("the same finding in another answer has the same fingerprint") {
  CHECK(item("\"12.50\"") == item("\"7\""));
  CHECK(item("\"12.50\"") == item("\"12.50\"", R"({"price": 1}, {"price": 2}, )"));
  CHECK(schema_finding(R"({"items": []})") == schema_finding("{}"));
  CHECK(undocumented(R"({"id": "a", "plan": 1})") == undocumented(R"({"id": "b", "plan": "x"})"));
  CHECK(undocumented(R"({"id": "a", "b": 1, "a": 1})") == undocumented(R"({"id": "a", "a": 1, "b": 1})"));
  CHECK(Scene().status(404).body("{}").expect("{status: 200}").first("status").fingerprint ==
        Scene().status(404).body(R"({"x": 1})").expect("\n\n{status: 200}").first("status").fingerprint);
}

TEST_CASE("what broke in another way has another fingerprint") {
  CHECK(item("\"12.50\"") != item("null"));
  CHECK(item("-1") != item("\"1\""));
  CHECK(schema_finding("{}") != schema_finding(R"({"id": 1})"));
  CHECK(schema_finding(R"({"id": null})") != schema_finding(R"({"id": 1})"));
  CHECK(undocumented(R"({"id": "a", "plan": 1})") != undocumented(R"({"id": "a", "tier": 1})"));
  CHECK(Scene().status(404).expect("{status: 200}").first("status").fingerprint !=
        Scene().status(500).expect("{status: 200}").first("status").fingerprint);
}

TEST_CASE("a finding says by which keyword, and what was there") {
  Scene scene;
  scene.document("200", orders).body(R"({"id": 7})");
  CHECK(scene.first("schema").keyword == "type");
  CHECK(scene.first("schema").found_kind == "number");
  scene.body("{}");
  CHECK(scene.first("schema").keyword == "required");
  CHECK(scene.first("schema").found_kind == "absent");
  scene.body("[]");
  CHECK(scene.first("schema").pointer == "");
  CHECK(scene.first("schema").found_kind == "array");
  CHECK(Scene().status(500).first("server-error").found_kind == "500");
}
