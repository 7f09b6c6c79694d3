#include "tags.h"

#include "selection.h"

namespace concord::explore {

using document::Node;

const Node* Tags::document(const base::Source* source) {
  if (!source) return nullptr;
  const auto [entry, is_new] = documents_.try_emplace(source);
  if (is_new) {
    auto parsed = document::parse_yaml(*source);
    if (parsed) entry->second = std::move(parsed).value();
  }
  return entry->second ? &*entry->second : nullptr;
}

std::vector<std::string> Tags::of(const contract::Contract& contract, const contract::Operation& operation) {
  std::vector<std::string> tags;
  const Node* stated = contract.root ? find_operation(*contract.root, operation) : nullptr;
  const Node* document = stated ? this->document(stated->span().source) : nullptr;
  const Node* original = document ? find_operation(*document, operation) : nullptr;
  const Node* list = original ? original->find("tags") : nullptr;
  if (!list) return tags;
  for (const Node& tag : list->items()) tags.emplace_back(tag.string_or_empty());
  known_.insert(tags.begin(), tags.end());
  return tags;
}

}  // namespace concord::explore
