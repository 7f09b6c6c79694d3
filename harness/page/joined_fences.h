// A page with several OpenAPI documents in fences, one an operation say: one document of them all.
#pragma once
#include "mintlify_page.h"

namespace concord::page {

// The documents of `fences`, each cut down to the operation that its fence names; one that has nothing but components
// lends them to the others. Components that share a name and differ get a number behind it. A fence that cannot be
// read, or is of another version of OpenAPI than the first, is an error or a finding in `findings`. An error when none
// can be read.
Result<Node> join_fences(const Source& page, const std::vector<MintlifyFence>& fences, Diagnostics& findings);

}  // namespace concord::page
