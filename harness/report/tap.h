// Test Anything Protocol, version 14: a line a case, and of what did not pass a block of YAML.
#pragma once
#include <concord/report.h>

namespace concord::report {

std::unique_ptr<CaseWriter> begin_tap(const result::RunSource& run, const Options& options, std::ostream& to);

}  // namespace concord::report
