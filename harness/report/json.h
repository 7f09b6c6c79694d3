// The run as one JSON document, described by schemas/concord/report.schema.json.
#pragma once
#include <concord/report.h>

namespace concord::report {

std::unique_ptr<CaseWriter> begin_json(const result::RunSource& run, const Options& options, std::ostream& to);

}  // namespace concord::report
