// The places of a value that a schema accepts, each with what is asked of it there: which alternatives apply is seen
// from the value.
#pragma once
#include "demand.h"

#include <string>
#include <vector>

namespace concord::generate {

struct Site {
  Pointer at;
  const Node* value = nullptr;  // within the value that was walked
  std::vector<PartId> reached;  // by the keywords of what is around it
  Demand demand;                // all that applies
  bool is_optional = false;     // a member that may be left out, as far as `required` says
};

// Outermost first, in the order of the value; at most some thousands. The value outlives them.
std::vector<Site> sites_of(const Outline& outline, const Node& value);
// Of a part of a value, which stands at `at` and of which `reached` is asked.
std::vector<Site> sites_within(const Outline& outline, const Node& value, const Pointer& at,
                               const std::vector<PartId>& reached);

// The pointer with "*" for each index: what is the same place in each item of a list.
std::string place_of(const Site& site);

}  // namespace concord::generate
