// Remarks in documents that accept a finding, each with its reason:
//     x-concord-suppress: [{rule: example-schema, reason: shows what a refusal looks like}]    in any object
//     # concord-disable-next-line enum-duplicate: sent in both spellings                        before a line of YAML
//     <!-- concord-disable-next-line anchor-broken: the heading comes with the next release --> before a line of a page
#pragma once
#include "rule_kinds.h"

namespace concord::lint {

// Marks what they accept. A remark without a reason or with an unknown rule, and one that accepts nothing, are findings
// themselves (suppression-form, suppression-unused).
void apply_suppressions(const std::vector<Subject>& subjects, finding::Listing& listing, const Report& report);

}  // namespace concord::lint
