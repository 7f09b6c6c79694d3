// What one action of an overlay does to a document.
#pragma once
#include <concord/contract.h>

namespace concord::contract {

// Either merges `update` or, when it is null, removes. `id` is noted in x-concord-decisions of the objects that change.
struct Change {
  std::string id;
  const Node* update = nullptr;
};

// `places` are in `root`. Time is linear in them and in the members of the objects around them. A place within another
// one that is removed goes with it.
void apply_change(Node& root, std::vector<Pointer> places, const Change& change);

}  // namespace concord::contract
