// The run as one JSON document: the journal's words, with totals.
#pragma once
#include <concord/report.h>

#include <string>

namespace concord::report {

std::string write_json(const result::Run& run, const Options& options);

}  // namespace concord::report
