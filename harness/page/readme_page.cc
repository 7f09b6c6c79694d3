// ReadMe pages: Markdown with blocks of JSON for tables, samples, headings.
#include "described_blocks.h"
#include "described_page.h"
#include "importers.h"
#include "page_starts.h"

#include <algorithm>

namespace concord::page {

bool is_readme_page(const Source& page) {
  const auto written = read_blocks(page);
  return std::any_of(written.begin(), written.end(),
                     [](const Block& block) { return block.kind == BlockKind::Magic; }) &&
         names_endpoint(page, described_blocks(page));
}

Result<PageDocument> read_readme_page(const Source& page) { return read_described_page(page); }

Result<Imported> import_readme_page(const Source& page, DocumentSet& documents) {
  return import_page_document(read_readme_page(page), page, documents);
}

}  // namespace concord::page
