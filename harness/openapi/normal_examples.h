// Examples of media types and parameters: `example`, `examples` as a map, as an array, by reference → one map of
// {name: {value, x-concord-source}}.
#pragma once
#include "normal_schema.h"

namespace concord::openapi {

// An empty object when there are none. `is_json`: a string that holds JSON text is read when the schema wants no
// string.
Node normal_examples(const Node& holder, const Node* schema, bool is_json, SchemaNormaliser& schemas);

}  // namespace concord::openapi
