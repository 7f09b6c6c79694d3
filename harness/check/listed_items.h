// The list that an answer is about.
#pragma once
#include <concord/check.h>
#include <concord/contract/described_members.h>

namespace concord::check {

// See contract::find_listed(). `items` null: none.
struct ListedItems {
  document::Pointer place;
  const Node* items = nullptr;
};
ListedItems find_listed_items(const Node& body);

// What the contract says of each of them; none where it does not.
contract::SchemaView described_items(const CheckContext& answer, const ListedItems& list);

}  // namespace concord::check
