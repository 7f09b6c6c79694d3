// From the mapping of a step (templates of the row filled in) to a Step.
#pragma once
#include "suite_file.h"

namespace concord::suite {

struct StepContext {
  const SuiteFile& suite;
  const Node* case_request = nullptr;  // what every step of the case's operation starts from; null for none
  const Node* case_patch = nullptr;
};

// `step` may be the case itself: then its own keys beside those of a step are of no interest here.
std::optional<Step> build_step(const StepContext& context, const Node& step, std::string name, result::StepKind kind,
                               Diagnostics& problems);

}  // namespace concord::suite
