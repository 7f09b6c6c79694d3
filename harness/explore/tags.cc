#include "tags.h"

#include "selection.h"

namespace concord::explore {

std::vector<std::string> Tags::of(const contract::Contract& contract, const contract::Operation& operation) {
  std::vector<std::string> tags;
  const document::Node* stated = contract.root ? find_operation(*contract.root, operation) : nullptr;
  const document::Node* list = stated ? stated->find("tags") : nullptr;
  if (!list) return tags;
  for (const document::Node& tag : list->items()) tags.emplace_back(tag.string_or_empty());
  known_.insert(tags.begin(), tags.end());
  return tags;
}

}  // namespace concord::explore
