// Results from the JSON of the journal. `fault` is the first mistake, see Fields.
#pragma once
#include "fields.h"

#include <concord/result/events.h>

namespace concord::result {

RunInfo read_info(const Fields& fields);
// Of the plan: all but the suite.
CasePlan read_plan(const Fields& fields);
// What became of it: all but the plan.
CaseResult read_outcome(const Fields& fields);
Aborted read_aborted(const Fields& fields);
Observations read_observations(const Fields& fields);
ValueSeen read_unique(const Fields& fields);  // without a case and its value
CheckFailure read_failure(const Fields& fields);
ExchangeRecord read_exchange(const Fields& fields);

}  // namespace concord::result
