// Keys of large objects, without quadratic time and without a hash that hostile keys could defeat.
#pragma once
#include <concord/document.h>

#include <span>

namespace concord::document {

struct DuplicateKey {
  std::size_t first;   // index of the member that was there before
  std::size_t second;  // index of a later member with the same key
};
// In the order of `second`. `first` is always the first member with that key.
std::vector<DuplicateKey> find_duplicate_keys(std::span<const Member> members);
// Keeps, in the place of the first, the last member of every key.
void drop_duplicates(Node::Object& members, const std::vector<DuplicateKey>& duplicates);

}  // namespace concord::document
