// Common Test Report Format, draft 0.0.0. What it has no name for stands under `extra`, in names that begin with
// "concord.".
#pragma once
#include <concord/report.h>

namespace concord::report {

std::unique_ptr<CaseWriter> begin_ctrf(const result::RunSource& run, const Options& options, std::ostream& to);

}  // namespace concord::report
