// A request with one thing broken, as it is planned: how it is named, what is wrong, what is expected.
#pragma once
#include "operation_values.h"

namespace concord::explore {

// That must be refused. Where the document has no word for a refusal, its status is a warning at most.
Planned refused(const OperationValues& values, std::string name, std::string at, std::string keyword);

// With a value that the schema refuses in this part of the request. A format alone, and what only an example stands
// behind, is a warning: `levels` has "refused" then. The part must have a generator.
Planned planned_breach(const OperationValues& values, const PlannedParameter& parameter,
                       const generate::Invalid& invalid);
Planned planned_breach(const OperationValues& values, const PlannedContent& content, const generate::Invalid& invalid);

}  // namespace concord::explore
