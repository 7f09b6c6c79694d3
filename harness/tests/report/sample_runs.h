// Runs to report: an ordinary one with every verdict, and one in which everything tries to break the report.
#pragma once
#include <concord/result.h>

namespace sample {

concord::result::Run ordinary_run();
concord::result::Run nasty_run();
// A case that passed, to begin with.
concord::result::CaseResult passed_case(std::size_t index, std::string name);

}  // namespace sample
