// A case as the JSON report has it. What has its default value is left out: most cases are short.
#pragma once
#include "json_stream.h"

#include <concord/result.h>

namespace concord::report {

Json json_of(const result::CaseResult& one, bool with_steps);
Json json_of(const result::RunInfo& info);

}  // namespace concord::report
