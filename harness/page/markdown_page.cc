// Plain Markdown: a method and a URL in a line, a heading or a sample; tables of fields; samples in fences. Slate pages
// are such pages, with curl, the answer's status line, its headers and its body in one fence.
#include "described_blocks.h"
#include "described_page.h"
#include "importers.h"
#include "page_starts.h"

namespace concord::page {

bool is_markdown_page(const Source& page) { return names_endpoint(page, described_blocks(page)); }

Result<PageDocument> read_markdown_page(const Source& page) { return read_described_page(page); }

Result<Imported> import_markdown_page(const Source& page, DocumentSet& documents) {
  return import_page_document(read_markdown_page(page), page, documents);
}

}  // namespace concord::page
