// From the mapping of a step (templates of the row filled in) to a Step.
#pragma once
#include "suite_file.h"

namespace concord::suite {

struct StepContext {
  const SuiteFile& suite;
  const Node* case_request = nullptr;  // what every step of the case's operation starts from; null for none
  const Node* case_patch = nullptr;
  bool is_repeatable = false;  // what suite and case say for all steps
  http::Timeouts timeouts = {};  // the same
  bool is_filled_in = true;  // else templates that are mistakes are still there: there is no step in the end
};

// What no row changes of a step.
struct StepParts {
  std::shared_ptr<const check::Expectations> expectations;  // null: has templates, or mistakes, which build_step tells
  std::shared_ptr<const std::vector<Capture>> captures;         // the same
};
StepParts static_parts(const Node& step);

// `step` may be the case itself: then its own keys beside those of a step are of no interest here.
// `parts` (null: none) hold what needs not be read again.
std::optional<Step> build_step(const StepContext& context, const Node& step, std::string name, result::StepKind kind,
                               const StepParts* parts, Diagnostics& problems);

// The request of a step that was built before, of a mapping whose request and patch alone are others. `context` without
// those of a case.
void remake_request(const StepContext& context, const Node& step, Step& built, Diagnostics& problems);

}  // namespace concord::suite
