// What the importers of pages without an OpenAPI document share: from what a page says to what an importer gives.
#pragma once
#include "page_model.h"

#include <concord/page.h>

namespace concord::page {

// `findings` are those of reading the page.
Result<PageDocument> document_of(PageModel model, const Source& page, Diagnostics findings);

// Reads the blocks of the page as they are.
Result<PageDocument> read_described_page(const Source& page);

// The last step: brings `read` into normal form; the findings of reading come first.
Result<Imported> import_page_document(Result<PageDocument> read, const Source& page, DocumentSet& documents);

}  // namespace concord::page
