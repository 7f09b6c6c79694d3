// One page that needs nothing else: no script, no font, no picture, no network.
#pragma once
#include <concord/report.h>


namespace concord::report {

void write_html(const result::RunSource& run, const Options& options, std::ostream& to);

}  // namespace concord::report
