// HTTP Archive 1.2: what was sent and received, for browsers and other tools.
#pragma once
#include <concord/report.h>

namespace concord::report {

std::unique_ptr<CaseWriter> begin_har(const result::RunSource& run, const Options& options, std::ostream& to);

}  // namespace concord::report
