// What a schema says of the members of an object, through $ref and allOf.
#pragma once
#include "sites.h"

#include <set>
#include <unordered_map>

namespace concord::lint {

struct DescribedMember {
  std::string_view name;
  SiteId schema = none;
  const Member* said = nullptr;  // in `properties`
};

struct DescribedObject {
  std::vector<DescribedMember> members;  // the first description of each name
  std::set<std::string_view> required;
  bool is_whole = true;  // false: oneOf, anyOf, if… say more than this lists, or it is more than is followed
  bool is_map = false;   // additionalProperties or patternProperties describe members, too

  const DescribedMember* find(std::string_view name) const;
  std::unordered_map<std::string_view, std::size_t> numbers;  // of members, by name
};

// At most 200 schemas are followed.
DescribedObject describe_object(const Sites& sites, SiteId schema);

}  // namespace concord::lint
