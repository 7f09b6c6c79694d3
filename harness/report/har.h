// HTTP Archive 1.2: what was sent and received, for browsers and other tools.
#pragma once
#include <concord/report.h>

#include <string>

namespace concord::report {

std::string write_har(const result::Run& run, const Options& options);

}  // namespace concord::report
