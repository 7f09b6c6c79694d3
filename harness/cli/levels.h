// --level ID=LEVEL: of checks, coverage, drift, and requests of no operation.
#pragma once
#include <concord/check.h>
#include <concord/coverage.h>

#include <string>
#include <vector>

namespace concord::cli {

// Whatever has a level.
std::vector<std::string> level_names();
// Every mistake at once, with did-you-mean.
check::Levels read_levels(const std::vector<std::string>& texts, base::Diagnostics& problems);
coverage::Levels coverage_levels(const check::Levels& levels);
result::DriftLevels drift_levels(const check::Levels& levels);

}  // namespace concord::cli
