// One page that needs nothing else: no script, no font, no picture, no network.
#pragma once
#include <concord/report.h>

#include <string>

namespace concord::report {

std::string write_html(const result::Run& run, const Options& options);

}  // namespace concord::report
