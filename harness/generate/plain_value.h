// A value that conforms to a schema, for answers that have no documented example.
#pragma once
#include <concord/contract.h>
#include <concord/base/clock.h>
#include <concord/base/random.h>

namespace concord::generate {

// From const, example, default, enum, else by type and format; members of objects in their order, but for writeOnly
// ones. Follows `#/…` references; what lies deep is left out where it may be. Best effort: a pattern is not obeyed.
document::Node make_plain_value(const contract::SchemaRef& schema, base::SystemTime now, base::Random& random);

}  // namespace concord::generate
