#include "budget.h"

#include "instance.h"

#include <vector>

namespace concord::schema {
namespace {

template <class V>
void add_parts(const V& value, std::vector<const V*>& open) {
  if (instance_type(value) == Type::Array) {
    for (const V& item : items_of(value)) open.push_back(&item);
  } else if (instance_type(value) == Type::Object) {
    for (const auto& member : members_of(value)) open.push_back(&member.value);
  }
}

}  // namespace

template <class V>
std::uint64_t count_values(const V& root) {
  std::uint64_t count = 0;
  std::vector<const V*> open{&root};
  while (!open.empty()) {
    const V* value = open.back();
    open.pop_back();
    ++count;
    add_parts(*value, open);
  }
  return count;
}

template std::uint64_t count_values(const Node&);
template std::uint64_t count_values(const CompactValue&);

}  // namespace concord::schema
