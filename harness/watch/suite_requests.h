// Requests of suites that a new contract does not allow.
#pragma once
#include <concord/watch.h>

namespace concord::watch {

// Of steps that are meant to be taken (no status from 400 on is all that they expect), what `now` has against them and
// their own contract does not; one finding for each place and rule. What templates stand for is not looked at.
// `problems` get what the suites themselves have.
std::vector<BrokenRequest> find_broken_requests(base::SourceSet& sources, const std::string& suites,
                                                const contract::Contract& now, base::Diagnostics& problems);

}  // namespace concord::watch
