// What examples alone say about a value: its type and its members. Everything is marked as resting on examples.
#pragma once
#include <concord/page.h>

namespace concord::page {

// A schema that accepts all `values` (not empty), with their places. Never `required`, `enum` or `format`: examples
// cannot say that.
Node schema_from_examples(const std::vector<const Node*>& values);

}  // namespace concord::page
