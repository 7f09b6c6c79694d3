// A value that several alternatives of a oneOf match, of which a discriminator names one: refused all the same, but the
// schema is what is to be mended.
#pragma once
#include <concord/schema.h>

namespace concord::schema {

// Of a violation as Schema::explain gives it.
bool is_told_apart(const Violation& violation);

}  // namespace concord::schema
