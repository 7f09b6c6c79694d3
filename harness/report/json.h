// The run as one JSON document: the journal's words, with totals.
#pragma once
#include <concord/report.h>


namespace concord::report {

void write_json(const result::RunSource& run, const Options& options, std::ostream& to);

}  // namespace concord::report
