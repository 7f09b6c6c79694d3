// Two documents with a line "====" between them: comparing ends, every finding is of a known rule and has a fingerprint
// of its own, and a contract does not differ from itself. What says that it is a contract is taken as it stands.
#include "derived_input.h"

#include <concord/diff.h>

#include <set>

using namespace concord;
using document::Node;
using fuzz::require;

namespace {

std::optional<Node> read(base::SourceSet& sources, std::string_view text) {
  const base::Source& source = sources.add("openapi.yaml", std::string(text));
  auto root = document::parse_yaml(source);
  if (!root || !root->is_object()) return std::nullopt;
  const Node* info = root->find("info");
  if (info != nullptr && info->has("x-concord-documents")) return std::move(*root);
  return fuzz::contract_of(sources, text);
}

void compare(const Node& before, const Node& after) {
  const finding::Listing listing = diff::compare(before, after, {});
  std::set<std::string> fingerprints;
  for (const finding::Finding& one : listing.findings) {
    const bool is_known = std::any_of(listing.rules.begin(), listing.rules.end(),
                                      [&](const auto& rule) { return rule.id == one.rule; });
    require(is_known, "every finding is of a known rule");
    require(fingerprints.insert(one.fingerprint).second, "no two findings have one fingerprint");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  constexpr std::string_view fence = "\n====\n";
  const std::size_t middle = text.find(fence);
  base::SourceSet sources;
  const auto before = read(sources, text.substr(0, middle));
  if (!before) return 0;
  require(diff::compare(*before, *before, {}).findings.empty(), "a contract does not differ from itself");
  if (middle == std::string_view::npos) return 0;
  const auto after = read(sources, text.substr(middle + fence.size()));
  if (!after) return 0;
  compare(*before, *after);
  compare(*after, *before);
  return 0;
}
