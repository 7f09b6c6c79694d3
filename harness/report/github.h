// Workflow commands of GitHub Actions: annotations on lines of suites, for the standard output of a step.
#pragma once
#include <concord/report.h>

namespace concord::report {

void write_github(const result::RunSource& run, const Options& options, std::ostream& to);

}  // namespace concord::report
