// What is announced about the end of something: deprecation, its sunset, stability.
#pragma once
#include "schema_pairs.h"

namespace concord::diff {

struct Lifecycle {
  bool is_deprecated = false;
  const Node* deprecated_site = nullptr;
  const Node* sunset = nullptr;     // x-sunset, or null
  const Node* stability = nullptr;  // x-stability-level, or null
  const Node* site = nullptr;       // what has all this
};
// Of an operation, a parameter, a header; of a schema.
Lifecycle lifecycle_of(const Node& object);
Lifecycle lifecycle_of(const Shape& shape);

// The rules for the thing in question.
struct LifecycleKinds {
  Kind deprecated, deprecated_without_sunset, reactivated;
};

// What changed in it. A sunset that is announced for a day before `earliest_sunset` comes too soon.
std::vector<Change> compare_lifecycles(const Lifecycle& before, const Lifecycle& after, const LifecycleKinds& kinds,
                                       std::chrono::sys_days earliest_sunset);

// When a deprecated thing may go; nothing when it is not deprecated or has no date that can be read.
std::optional<std::chrono::sys_days> sunset_of(const Lifecycle& one);
// A date such as 2027-01-31, also at the start of a date and time; nothing for anything else.
std::optional<std::chrono::sys_days> parse_sunset(const Node& value);

}  // namespace concord::diff
