// Any bytes as YAML: what is read is written as YAML and as JSON and is the same when it is read again.
#include "input.h"

#include <concord/document.h>

using namespace concord;
using fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const base::Source source("input.yaml", std::string(fuzz::text_of(data, size)));
  document::ParseLimits limits;
  limits.nodes = 100'000;
  const auto root = document::parse_yaml(source, limits);
  if (!root) return 0;
  const base::Source written("written.yaml", document::write_yaml(*root));
  const auto again = document::parse_yaml(written);
  require(again && document::equal(*again, *root), "written as YAML and read again");
  const auto json = document::parse_answer_json(document::write_json(*root));
  require(json.root && document::equal(*json.root, *root), "written as JSON and read again");
  return 0;
}
