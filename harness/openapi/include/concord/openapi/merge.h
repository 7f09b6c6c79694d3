// Several pages of one provider → one contract.
#pragma once
#include <concord/openapi.h>

namespace concord::openapi {

// Adds `page`, a document in normal form, to `contract` (null at first). Same-named schemas and security schemes that
// say the same become one; those that differ get a name of their own and a finding.
void merge_document(Node& contract, Node page, const std::string& operation, Diagnostics& findings);

}  // namespace concord::openapi
