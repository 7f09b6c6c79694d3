// Names in templates of provider.yaml. Which there are is known only with a case: its steps, its suite and what is
// shared capture some.
#pragma once
#include "suite_file.h"

namespace concord::suite {

// A mistake for each name that the case needs of provider.yaml, in `request` or in the profile of a step, and that
// nothing has: at its place there. `known`: what is captured before the case.
void review_provider_names(const SuiteFile& suite, const Case& made, const std::vector<CapturedName>& known,
                           Diagnostics& problems);

}  // namespace concord::suite
