// A summary that fits a page: GitHub's step summary, a merge request, a chat.
#pragma once
#include <concord/report.h>

#include <string>

namespace concord::report {

std::string write_markdown(const result::Run& run, const Options& options);

}  // namespace concord::report
