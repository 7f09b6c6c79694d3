#include <concord/openapi/node_size.h>

#include <algorithm>

namespace concord::openapi {

std::size_t count_nodes(const Node& node) {
  std::size_t count = 1;
  for (const Node& item : node.items()) count += count_nodes(item);
  for (const document::Member& member : node.members()) count += count_nodes(member.value);
  return count;
}

std::size_t depth_of(const Node& node) {
  std::size_t within = 0;
  for (const Node& item : node.items()) within = std::max(within, depth_of(item));
  for (const document::Member& member : node.members()) within = std::max(within, depth_of(member.value));
  return within + 1;
}

}  // namespace concord::openapi
