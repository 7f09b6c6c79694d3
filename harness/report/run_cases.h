// What is said of a run beside its cases, as cases of the class "concord.run": in formats where a reader sees cases
// only. Their names are the same each night, and all are always there, so that what went wrong is seen to be well
// again.
#pragma once
#include <concord/result/run_source.h>

#include <vector>

namespace concord::report {

inline constexpr const char* run_classname = "concord.run";

// - "every case was reached": unjudged when the run was ended early, or cases were blocked or not run; skipped when
//   nothing was selected
// - "nothing drifted": skipped where no earlier night is known
// - "coverage", where that was asked for
std::vector<result::CaseResult> cases_of_run(const result::RunSource& run);

}  // namespace concord::report
