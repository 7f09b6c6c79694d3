#include "shop.h"

#include <support/catch.h>

namespace concord::coverage {

using document::Node;

namespace {

const char* const document_text = R"({
  "pet": {"type": "object",
          "properties": {"id": {"type": "string"}, "state": {"enum": ["sold", "free", null]},
                         "secret": {"type": "string", "writeOnly": true},
                         "tags": {"type": "array", "items": {"type": "object", "properties": {"name": {}}}},
                         "kind": {"oneOf": [{"$ref": "#/cat"}, {"$ref": "#/dog"}]},
                         "parent": {"$ref": "#/pet"}}},
  "cat": {"type": "object", "required": ["meow"], "properties": {"meow": {"type": "boolean"}}},
  "dog": {"type": "object", "required": ["bark"]},
  "new": {"type": "object", "properties": {"name": {"type": "string"}, "id": {"type": "string", "readOnly": true}}},
  "error": {"type": "object", "properties": {"message": {"type": "string"}}}
})";

contract::Content content(const std::shared_ptr<const Node>& root, const std::string& name,
                          const std::string& media_type = "application/json") {
  contract::Content one;
  one.media_type = media_type;
  one.schema = {root, document::Pointer() / name, "shop.json"};
  return one;
}

contract::Response response(const std::string& status, std::vector<contract::Content> contents = {}) {
  contract::Response one;
  one.status = status;
  one.contents = std::move(contents);
  return one;
}

contract::Parameter parameter(contract::ParameterIn in, const std::string& name) {
  contract::Parameter one;
  one.in = in;
  one.name = name;
  return one;
}

}  // namespace

Node parse(const std::string& json) {
  auto parsed = document::parse_answer_json(json);
  INFO(json);
  REQUIRE(parsed.root);
  return std::move(*parsed.root);
}

Shop::Shop() {
  const auto root = std::make_shared<const Node>(parse(document_text));
  using In = contract::ParameterIn;
  read_.provider = create_.provider = "shop";
  read_.name = "read-pet";
  read_.method = "GET";
  read_.path = "/pets/{id}";
  read_.parameters = {parameter(In::Path, "id"), parameter(In::Query, "filter"), parameter(In::Query, "limit"),
                      parameter(In::Header, "X-Trace"), parameter(In::Cookie, "theme")};
  read_.responses = {response("200", {content(root, "pet")}), response("404", {content(root, "error")}),
                     response("5XX")};
  create_.name = "create-pet";
  create_.method = "POST";
  create_.path = "/pets";
  create_.request_body = {content(root, "new")};
  create_.responses = {response("201", {content(root, "pet", "application/*")}), response("default")};
}

std::string lines(const result::Coverage& coverage, result::CoverageKind kind) {
  std::string text;
  for (const auto& item : coverage.items) {
    if (item.kind != kind) continue;
    text += item.operation + (item.name.empty() ? "" : " ") + item.name;
    text += item.seen == 0 ? ": never" : ": " + std::to_string(item.seen);
    text += item.is_documented ? "\n" : " (not documented)\n";
  }
  return text;
}

}  // namespace concord::coverage
