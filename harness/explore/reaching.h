// What is said of operations of which nothing was accepted, and of valid requests that were refused beside others.
#pragma once
#include "operation_values.h"

#include <concord/result.h>

#include <map>

namespace concord::explore {

// 0: there was no answer.
int status_of(const result::CaseResult& result);

// No verdict, since no valid request was accepted; what would help is said from the answers and the `request`, which
// may be null.
void set_never_reached(result::CaseResult& result, const std::vector<int>& statuses, const suite::Provider& provider,
                       const contract::Operation& operation, const document::Node* request);
// A refusal that was a warning while nothing was known counts: another request was accepted. `differences` of the two.
void set_refused(result::CaseResult& result, const std::string& accepted, const std::vector<std::string>& differences);
// Of a run that ended before it was known which of these two it is.
void set_undecided(result::CaseResult& result);

// The part of a request that a place is in: "body" of "body /amount".
std::string part_of_place(const std::string& at);
// Where nearly all that was broken in a part of the requests was accepted, nobody looks at that part: the failures of
// these results are one finding then. `broken`: how many there were of each part.
void join_open_gates(std::vector<result::CaseResult>& let_in, const std::map<std::string, std::size_t>& broken);

// "it differs from what was accepted (NAME) in: body /kind "gold" in place of "silver""; "" without differences.
std::string beside(const std::string& accepted, const std::vector<std::string>& differences);

}  // namespace concord::explore
