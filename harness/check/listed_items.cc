#include "listed_items.h"

namespace concord::check {

using document::Pointer;

namespace {

ListedItems find_in(const Node& object, const Pointer& place) {
  ListedItems found;
  std::size_t lists = 0;
  for (const auto& member : object.members()) {
    if (!member.value.is_array()) continue;
    ++lists;
    found = {place / member.key, &member.value};
  }
  return lists == 1 ? found : ListedItems();
}

}  // namespace

ListedItems find_listed_items(const Node& body) {
  if (body.is_array()) return {Pointer(), &body};
  ListedItems found = find_in(body, Pointer());
  for (const auto* wrapper : {"data", "result", "response"}) {
    const Node* inner = found.items || !body.is_object() ? nullptr : body.find(wrapper);
    if (inner && inner->is_object()) found = find_in(*inner, Pointer() / wrapper);
  }
  return found;
}

contract::SchemaView described_items(const CheckContext& answer, const ListedItems& list) {
  if (!answer.content || !answer.content->schema || !list.items) return {};
  const contract::SchemaView body = contract::view_of(answer.content->schema);
  return contract::described_items(contract::described_at(body, list.place));
}

}  // namespace concord::check
