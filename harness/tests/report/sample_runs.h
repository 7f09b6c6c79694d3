// Runs to report: an ordinary one with every verdict, and one in which everything tries to break the report.
#pragma once
#include <concord/result/comparison.h>
#include <concord/result/coverage.h>

namespace sample {

concord::result::Run ordinary_run();
concord::result::Run nasty_run();
// The ordinary one, and what else there is: known issues that hold, are over or have expired, drift, coverage.
concord::result::Run every_run();
concord::result::Coverage some_coverage();
// What the history knew of it.
concord::result::Comparison known_of_every_run();
// A case that passed, to begin with.
concord::result::CaseResult passed_case(std::size_t index, std::string name);

}  // namespace sample
