#include "described_page.h"

#include "described_blocks.h"
#include "page_document.h"
#include "page_reader.h"

#include <concord/openapi/normal_document.h>

namespace concord::page {

Result<PageDocument> document_of(PageModel model, const Source& page, Diagnostics findings) {
  if (model.calls.empty()) return base::error("apidoc.page", "the page names no method and URL", span_of(page, 0, 0));
  PageDocument read;
  read.openapi = page_document(std::move(model), findings);
  read.findings = std::move(findings);
  return read;
}

Result<PageDocument> read_described_page(const Source& page) {
  Diagnostics findings;
  PageModel model = read_page(page, described_blocks(page), findings);
  return document_of(std::move(model), page, std::move(findings));
}

Result<Imported> import_page_document(Result<PageDocument> read, const Source& page, DocumentSet& documents) {
  if (!read) return std::move(read).diagnostics();
  auto imported =
      openapi::normalise_document(documents.add(page, std::move(read->openapi)), documents, {}, span_of(page, 0, 0));
  if (!imported) return imported;
  base::append(read->findings, std::move(imported->findings));
  imported->findings = std::move(read->findings);
  return imported;
}

}  // namespace concord::page
