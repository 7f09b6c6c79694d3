// `follow:` of a step and `latency:` of a suite.
#pragma once
#include <concord/suite.h>

namespace concord::suite {

// Null when the step has none, or after a mistake, which is reported.
std::shared_ptr<const Follow> read_follow(const Node& step, Diagnostics& problems);
// {p95: 800ms, max: 2s}; `latency` may be null.
std::vector<LatencyBound> read_latency(const Node* latency, Diagnostics& problems);

}  // namespace concord::suite
