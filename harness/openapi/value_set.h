// Sets of JSON values and of names, for lists that may have tens of thousands of members.
#pragma once
#include <concord/openapi.h>

#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace concord::openapi {

// By JSON equality: 1 and 1.0 are one value. Values that were inserted must outlive this and stay where they are.
class ValueSet {
 public:
  bool insert(const Node& value);  // whether it is new
  bool contains(const Node& value) const;

 private:
  std::unordered_multimap<std::size_t, const Node*> values_;
};

// The names of the members of `object`, which must outlive this.
class MemberNames {
 public:
  explicit MemberNames(const Node& object);
  bool contains(std::string_view name) const { return names_.contains(name); }

 private:
  std::unordered_set<std::string_view> names_;
};

}  // namespace concord::openapi
