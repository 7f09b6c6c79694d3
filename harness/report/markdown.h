// A summary that fits a page: GitHub's step summary, a merge request, a chat.
#pragma once
#include <concord/report.h>


namespace concord::report {

void write_markdown(const result::RunSource& run, const Options& options, std::ostream& to);

}  // namespace concord::report
