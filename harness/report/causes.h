// Cases that went wrong in the same way are one thing to a reader: a server that is down is told once.
#pragma once
#include <concord/result.h>

#include <string>
#include <vector>

namespace concord::report {

struct Cause {
  std::string message;  // of the first case
  std::vector<const result::CaseResult*> cases;  // in the order of the run; owned by it
};

// Of the cases with this verdict: the most frequent first, then in the order of the run.
std::vector<Cause> causes_of(const result::Run& run, result::Verdict verdict);

}  // namespace concord::report
