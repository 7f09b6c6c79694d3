// Several schemas that apply to one value, each once.
#pragma once
#include "program.h"

#include <algorithm>
#include <vector>

namespace concord::schema {

using SchemaIds = std::vector<SchemaId>;

inline void insert(SchemaIds& ids, SchemaId id) {
  if (id != kNone && std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
}

// Appends what the schemas apply to the same value: `wanted` gets each step, and what to call with a schema that
// counts.
template <class Wanted>
void expand(const Compilation& program, SchemaIds& ids, Wanted wanted) {
  for (std::size_t at = 0; at < ids.size(); ++at) {  // grows
    const Range range = program.schemas[ids[at]].as_written;
    for (std::uint32_t i = range.begin; i < range.end; ++i) {
      wanted(program.steps[i], [&](SchemaId next) { insert(ids, next); });
    }
  }
}

// `use` gets each step of the schemas, and whose it is.
template <class Use>
void for_steps(const Compilation& program, const SchemaIds& ids, Use use) {
  for (const SchemaId id : ids) {
    const Range range = program.schemas[id].as_written;
    for (std::uint32_t i = range.begin; i < range.end; ++i) use(program.steps[i], id);
  }
}

}  // namespace concord::schema
