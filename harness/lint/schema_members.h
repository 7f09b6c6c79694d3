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

// Describes each schema once; what many operations share would cost its size for each of them.
class DescribedObjects {
 public:
  explicit DescribedObjects(const Sites& sites) : sites_(sites) {}
  // At most 200 schemas are followed. The answer is good until the next call.
  const DescribedObject& of(SiteId schema);

 private:
  const Sites& sites_;
  std::unordered_map<SiteId, DescribedObject> known_;
  std::size_t members_ = 0;  // of all that is known
};

}  // namespace concord::lint
