// Where a schema demands a member, and where what a value broke is said.
#pragma once
#include "report.h"

#include <concord/schema.h>

namespace concord::lint {

// Where `required` of a schema names a member: that name where its place is known, else the keyword, else the schema.
base::Span demand_span(const Node& schema, std::string_view name);
// Where the keyword stands that a value broke, the entry of `required` among them; unknown where the schema is.
base::Span broken_span(const schema::Violation& violation);

}  // namespace concord::lint
