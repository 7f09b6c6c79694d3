// Targets from the servers of a contract.
#pragma once
#include <concord/suite.h>

namespace concord::explore {

// One for each server with an absolute URL: called as its description or host says (sandbox, test, staging, …), else
// production, and marked as that. The names are unique.
std::vector<suite::TargetSpec> targets_of(const contract::Contract& contract);

}  // namespace concord::explore
