#include "places.h"

#include <concord/document/pointer.h>

namespace concord::diff {

using document::Node;

void Places::find_in(const Node& contract) {
  std::string pointer;
  walk(contract, pointer, nullptr, {});
}

// As deep as a document may be, which the parsers bound.
void Places::walk(const Node& node, std::string& pointer, const Node* source, base::Span around) {
  if (node.span().is_known()) around = node.span();
  if (const Node* own = node.find("x-concord-source"); own != nullptr && own->is_string()) source = own;
  if (const auto found = known_.find(&node); found != known_.end())
    found->second = {pointer, source == nullptr ? std::string() : source->as_string(), around};
  const std::size_t length = pointer.size();
  for (const auto& member : node.members()) {
    if (!member.value.is_object() && !member.value.is_array() && !known_.contains(&member.value)) continue;
    pointer.append(1, '/').append(document::escape_token(member.key));
    walk(member.value, pointer, source, around);
    pointer.resize(length);
  }
  std::size_t index = 0;
  for (const Node& item : node.items()) {
    pointer.append(1, '/').append(std::to_string(index++));
    walk(item, pointer, source, around);
    pointer.resize(length);
  }
}

finding::Place Places::of(const Node* node, const Node* otherwise) const {
  const Node* shown = node != nullptr ? node : otherwise;
  if (shown == nullptr) return {};
  const auto found = known_.find(shown);
  const bool has_line = shown->span().is_known();
  const Node* placed = has_line || otherwise == nullptr ? shown : otherwise;
  if (found == known_.end()) return finding::place_of(placed->span(), {});
  const base::Span span = placed->span().is_known() ? placed->span() : found->second.span;
  return finding::place_of(span, found->second.pointer);
}

std::string Places::documented(const Node* node, const finding::Place& place) const {
  const auto found = known_.find(node);
  if (found == known_.end() || found->second.source.empty()) return {};
  const std::string& source = found->second.source;
  const std::string name = place.file.substr(place.file.rfind('/') + 1);
  return source.substr(0, source.rfind(':')) == name ? std::string() : source;
}

}  // namespace concord::diff
