// Schemas of documents that lead back to themselves without a step into the value.
#pragma once
#include "sites.h"

#include <concord/openapi/endless.h>

namespace concord::lint {

// Numbers are those of the schemas in `sites`.
std::vector<openapi::EndlessReference> endless_schemas(const Sites& sites);

}  // namespace concord::lint
