// The components of Mintlify that describe fields: <ParamField body="name" type="string" required>, <ResponseField …>.
#pragma once
#include "page_model.h"

namespace concord::page {

// Adds to each call the fields that tags describe in its part of the page, in their order; a field within another
// belongs to it. <ParamField body> under the heading or the tab of an answer is a field of the answer. Fences are
// passed over, attributes that would be a rule and are none of these tags are told. `calls` has at least one.
void add_mdx_fields(std::vector<Call>& calls, const Source& page, const std::vector<Block>& blocks,
                    Diagnostics& findings);

// Whether the page has any of them.
bool has_mdx_fields(const Source& page);

}  // namespace concord::page
