// Which proposed rules would hold: all are applied to a copy of the contract, as actions of an overlay are.
#pragma once
#include <concord/derive/suggest.h>

namespace concord::derive {

struct Proposal {
  Pointer at;  // of the schema that the update is for
  Suggestion suggestion;
};

// Those of which something that the contract allows is refused with them, or that state a default that the schema
// allows. A condition on a member that is not there, or on a value that it cannot have, holds nothing.
std::vector<Proposal> proven(std::vector<Proposal> all, const Node& contract);

}  // namespace concord::derive
