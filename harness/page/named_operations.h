// Operations that a page names by tags of GitBook: {% openapi src="…" path="…" method="…" %}, and {% openapi-operation
// %}, whose document is a link below it.
#pragma once
#include "page_model.h"

#include <concord/page.h>

namespace concord::page {

struct NamedOperation {
  std::string document;  // a file or a URL
  Endpoint endpoint;
  base::Span span;
};
std::vector<NamedOperation> named_operations(const std::vector<Block>& blocks);

// `known` and the operations that the page names beside it. What cannot be read of them is an error among the findings;
// of a page that has nothing else, all mistakes.
Result<Imported> with_named_operations(Imported known, const Source& page, DocumentSet& documents);

}  // namespace concord::page
