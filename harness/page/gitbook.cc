// GitBook pages: a method and a URL, tables of headers, parameters and fields, samples in tabs; or tags that name an
// OpenAPI document and an operation of it.
#include "described_blocks.h"
#include "described_page.h"
#include "gitbook_tags.h"
#include "importers.h"
#include "named_document.h"
#include "page_endpoint.h"
#include "page_starts.h"

#include <concord/openapi/merge.h>

#include <algorithm>

namespace concord::page {
namespace {

bool is_of_gitbook(const Block& block) {
  const std::string& text = block.text;
  return block.kind == BlockKind::Tag || block.kind == BlockKind::Table || text.find("<mark") != std::string::npos ||
         text.find("&#x20;") != std::string::npos;
}

bool leads_elsewhere(const Block& block) { return !document_of_tag(block).empty(); }

// One contract of what the page says itself and of the operations that it names.
class PageImport {
 public:
  PageImport(const Source& page, DocumentSet& documents) : page_(page), documents_(documents) {}

  Result<Imported> run(const std::vector<Block>& blocks) {
    const auto is_own = [](const Block& block) { return endpoint_of(block) && !leads_elsewhere(block); };
    if (std::any_of(blocks.begin(), blocks.end(), is_own))
      add(import_page_document(read_gitbook(page_), page_, documents_), "page");
    for (const Block& block : blocks) {
      const auto endpoint = leads_elsewhere(block) ? endpoint_of(block) : std::nullopt;
      if (!endpoint) continue;
      const openapi::Selection about{endpoint->method, endpoint->path};
      add(import_named_operation(document_of_tag(block), about, page_, block.span, documents_), about.method);
    }
    if (!mistakes_.empty()) return std::move(mistakes_);
    return std::move(out_);
  }

 private:
  void add(Result<Imported> imported, const std::string& suffix) {
    if (!imported) return base::append(mistakes_, std::move(imported).diagnostics());
    base::append(out_.findings, std::move(imported->findings));
    openapi::merge_document(out_.openapi, std::move(imported->openapi), suffix, out_.findings);
  }

  const Source& page_;
  DocumentSet& documents_;
  Imported out_;
  Diagnostics mistakes_;
};

}  // namespace

bool is_gitbook(const Source& page) {
  const auto blocks = described_blocks(page);
  return std::any_of(blocks.begin(), blocks.end(), is_of_gitbook) &&
         (std::any_of(blocks.begin(), blocks.end(), leads_elsewhere) || names_endpoint(page, blocks));
}

Result<PageDocument> read_gitbook(const Source& page) { return read_described_page(page); }

Result<Imported> import_gitbook(const Source& page, DocumentSet& documents) {
  const auto blocks = read_blocks(page);
  if (std::none_of(blocks.begin(), blocks.end(), leads_elsewhere))
    return import_page_document(read_gitbook(page), page, documents);
  return PageImport(page, documents).run(blocks);
}

}  // namespace concord::page
