// References of a request that lead nowhere.
#pragma once
#include <concord/contract.h>

namespace concord::explore {

// Those in parameters and bodies of the operation. Without what a reference should lead to, a request is made of less
// than is documented, and nobody would know.
base::Diagnostics unresolved_in_request(const contract::Operation& operation);

}  // namespace concord::explore
