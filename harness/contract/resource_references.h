// Which members of a thing say which other thing it belongs to.
#pragma once
#include <concord/contract/resources.h>

namespace concord::contract {

// By name and type: the member is called as the other's parameter, or as the other with "id" behind it. Nothing where
// several could be meant.
void find_references(std::vector<Resource>& all);

}  // namespace concord::contract
