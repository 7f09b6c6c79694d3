// Schemas and instances as JSON texts.
#pragma once
#include <concord/schema.h>
#include <concord/schema/failures.h>
#include <support/catch.h>

#include <string>
#include <string_view>
#include <vector>

namespace fixture {

using namespace concord;
using document::Node;

inline Node json(std::string_view text) {
  auto parsed = document::parse_answer_json(text);
  INFO(text);
  REQUIRE(parsed.root);
  return std::move(*parsed.root);
}

inline schema::Schema compiled(std::string_view text, const schema::Options& options = {}) {
  auto result = schema::compile(json(text), options);
  INFO(text);
  if (!result) INFO(base::render(result.diagnostics()));
  REQUIRE(result);
  return *result;
}

// `place: message` of each violation, then ` (hint)` when there is one.
inline std::vector<std::string> words(const schema::Schema& schema, std::string_view instance) {
  const Node value = json(instance);
  const auto explanation = schema.explain(value);
  const bool is_valid = explanation.violations.empty();
  document::Compact compact;
  CHECK(schema.accepts(value) == is_valid);
  CHECK((schema.failures(value).size() == 0) == is_valid);
  if (compact.read(instance)) {
    CHECK(schema.accepts(compact) == is_valid);
    CHECK((schema.failures(compact).size() == 0) == is_valid);
  }
  std::vector<std::string> out;
  for (const auto& violation : explanation.violations) {
    out.push_back(violation.instance.text() + ": " + violation.message +
                  (violation.hint.empty() ? "" : " (" + violation.hint + ")"));
  }
  return out;
}

inline std::vector<std::string> words(std::string_view schema, std::string_view instance) {
  return words(compiled(schema), instance);
}

using Words = std::vector<std::string>;

}  // namespace fixture
