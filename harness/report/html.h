// One page that needs nothing else: no font, no picture, no network. It says all without its style sheet and its script
// too, which a CI server may forbid.
#pragma once
#include <concord/report.h>

namespace concord::report {

void write_html(const result::RunSource& run, const Options& options, std::ostream& to);

}  // namespace concord::report
