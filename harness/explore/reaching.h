// What is said of operations of which nothing was accepted, and of valid requests that were refused beside others.
#pragma once
#include "operation_values.h"

#include <concord/result.h>

namespace concord::explore {

// 0: there was no answer.
int status_of(const result::CaseResult& result);

// No verdict, since no valid request was accepted; what would help is said from the answers and the `request`, which
// may be null.
void set_never_reached(result::CaseResult& result, const std::vector<int>& statuses, const suite::Provider& provider,
                       const contract::Operation& operation, const document::Node* request);
// A refusal that was a warning while nothing was known counts: another request was accepted. `differences` of the two.
void set_refused(result::CaseResult& result, const std::string& accepted, const std::vector<std::string>& differences);

// "it differs from what was accepted (NAME) in: body /kind "gold" in place of "silver""; "" without differences.
std::string beside(const std::string& accepted, const std::vector<std::string>& differences);

}  // namespace concord::explore
