#include "members.h"

#include <algorithm>
#include <functional>

namespace concord::document {
namespace {

constexpr std::size_t few = 16;

std::vector<DuplicateKey> find_by_comparing(std::span<const Member> members) {
  std::vector<DuplicateKey> found;
  for (std::size_t second = 1; second < members.size(); ++second) {
    for (std::size_t first = 0; first < second; ++first) {
      if (members[first].key != members[second].key) continue;
      found.push_back({first, second});
      break;
    }
  }
  return found;
}

// By their hashes first, which is cheaper than by keys. Hostile keys of one hash cost no more than sorting by keys.
std::vector<DuplicateKey> find_by_sorting(std::span<const Member> members) {
  struct Place {
    std::size_t hash;
    std::size_t index;
  };
  std::vector<Place> order(members.size());
  for (std::size_t i = 0; i < members.size(); ++i) order[i] = {std::hash<std::string>()(members[i].key), i};
  std::sort(order.begin(), order.end(), [&](const Place& a, const Place& b) {
    if (a.hash != b.hash) return a.hash < b.hash;
    const int keys = members[a.index].key.compare(members[b.index].key);
    return keys != 0 ? keys < 0 : a.index < b.index;
  });
  std::vector<DuplicateKey> found;
  std::size_t first = order.front().index;
  for (const auto& [hash, index] : std::span(order).subspan(1)) {
    if (members[first].key == members[index].key) {
      found.push_back({first, index});
    } else {
      first = index;
    }
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return found;
}

}  // namespace

std::vector<DuplicateKey> find_duplicate_keys(std::span<const Member> members) {
  return members.size() <= few ? find_by_comparing(members) : find_by_sorting(members);
}

void drop_duplicates(Node::Object& members, const std::vector<DuplicateKey>& duplicates) {
  if (duplicates.empty()) return;
  std::vector<bool> dropped(members.size());
  for (const auto& [first, second] : duplicates) {
    members[first] = std::move(members[second]);
    dropped[second] = true;
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (dropped[i]) continue;
    if (kept != i) members[kept] = std::move(members[i]);
    ++kept;
  }
  members.erase(members.begin() + static_cast<std::ptrdiff_t>(kept), members.end());
}

}  // namespace concord::document
