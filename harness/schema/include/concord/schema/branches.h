// Which ways through a schema the values of an instance take: for coverage, and for the memory that sees drift.
#pragma once
#include <concord/schema.h>

#include <cstdint>
#include <utility>

namespace concord::schema {

struct BranchesTaken {
  // "#/components/schemas/Pet/oneOf/1": where the branch stands in its document. Each once, in the order of their first
  // use. Free of values; of alternatives that are references, the place of the reference.
  std::vector<std::string> names;
  // A value of the instance, by its address, and the index of a name. Values come outermost first, a value's branches
  // in the order of the schema.
  std::vector<std::pair<const Node*, std::uint32_t>> taken;
  bool is_complete = true;  // false when a bound of ours ended the search
};

// The alternatives of oneOf and anyOf that a value matches, all of them; and `then` or `else`, where `if` stands. What
// stands within an alternative that is not taken is not looked at. Costs next to nothing when the schema leads to no
// such keyword.
BranchesTaken branches_taken(const Schema& schema, const Node& instance);

// Whether the schema leads to such a keyword. It looks through all of the schema: for those who ask once.
bool has_branches(const Schema& schema);

}  // namespace concord::schema
