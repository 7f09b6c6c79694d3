#include "listed_items.h"

#include <concord/contract/list_queries.h>

namespace concord::check {

ListedItems find_listed_items(const Node& body) {
  auto place = contract::find_listed(body);
  if (!place) return {};
  const Node* items = document::resolve(body, *place);
  return {std::move(*place), items};
}

contract::SchemaView described_items(const CheckContext& answer, const ListedItems& list) {
  if (!answer.content || !answer.content->schema || !list.items) return {};
  const contract::SchemaView body = contract::view_of(answer.content->schema);
  return contract::described_items(contract::described_at(body, list.place));
}

}  // namespace concord::check
