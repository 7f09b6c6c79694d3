#include "example_schema.h"
#include "importing.h"

using namespace concord;
using namespace concord::support;
using namespace concord::openapi;
using namespace concord::page;

namespace {

std::string schema_of(const std::vector<std::string>& texts) {
  std::vector<Node> values;
  for (const std::string& text : texts) values.push_back(*document::parse_answer_json(text).root);
  std::vector<const Node*> pointers;
  for (const Node& value : values) pointers.push_back(&value);
  std::string text = json(schema_from_examples(pointers));
  for (const std::string mark :
       {R"(,"x-concord-basis":{"type":"example"})", R"("x-concord-basis":{"type":"example"})"}) {
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark)) text.erase(at, mark.size());
  }
  return text;
}

}  // namespace

TEST_CASE("an example says its types") {
  CHECK(schema_of({"\"a\""}) == R"({"type":"string"})");
  CHECK(schema_of({"1"}) == R"({"type":"integer"})");
  CHECK(schema_of({"1.5", "1"}) == R"({"type":"number"})");
  CHECK(schema_of({"1", "\"a\""}) == R"({"type":["integer","string"]})");
  CHECK(schema_of({"null"}) == "{}");
  CHECK(schema_of({"null", "true"}) == R"({"type":["null","boolean"]})");
  CHECK(schema_of({"[]"}) == R"({"type":"array"})");
}

TEST_CASE("an example says its members, and never that they are required") {
  CHECK(
      schema_of({R"({"a": 1})", R"({"b": [true, null]})"}) ==
      R"({"type":"object","properties":{"a":{"type":"integer"},"b":{"type":"array","items":{"type":["boolean","null"]},)"
      R"("x-concord-basis":{"type":"example","items":"example"}}},"x-concord-basis":{"type":"example","properties":"example"}})");
}
