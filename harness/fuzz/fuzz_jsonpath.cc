// The first line as a JSONPath; it selects from the rest, which is JSON, or from a small document.
#include "input.h"

#include <concord/document/jsonpath.h>

using namespace concord;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto [text, rest] = fuzz::split_first_line(fuzz::text_of(data, size));
  const auto path = document::JsonPath::compile(text);
  if (!path) return 0;
  auto parsed = document::parse_answer_json(rest.empty() ? R"({"a": [1, {"b": "c", "d": null}], "e": 1.5})" : rest);
  if (!parsed.root || rest.size() > 2'000) return 0;
  const auto matches = path->select(*parsed.root, 1'000);
  fuzz::require(!path->is_singular() || matches.size() <= 1, "a singular query selects one node at most");
  for (const auto& match : matches) {
    fuzz::require(document::resolve(*parsed.root, match.location) == match.node, "the location is that of the node");
  }
  return 0;
}
