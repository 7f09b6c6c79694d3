// References of a request that lead nowhere.
#pragma once
#include <concord/contract.h>

#include <string>

namespace concord::explore {

// Of the first in a parameter or a body of the operation, what is wrong with it; "" without any. Without what a
// reference should lead to, a request is made of less than is documented, and nobody would know.
std::string unresolved_in_request(const contract::Operation& operation);

}  // namespace concord::explore
