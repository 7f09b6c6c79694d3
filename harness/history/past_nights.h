// The last nights as a reader of a page sees them: verdicts, coverage, and how long answers took.
#pragma once
#include "compare.h"

namespace concord::history {

// Fills `past` and `latencies`, after the run was recorded; of one that is not, its own times are left out.
void tell_past(const Database& database, const Night& night, const std::map<std::string, Scope>& scopes,
               result::Comparison& into);
// What the run saw of the contracts.
void record_coverage(Database& database, const Night& night, std::int64_t run);

}  // namespace concord::history
