// GitBook pages: a method and a URL, tables of headers, parameters and fields, samples in tabs; or tags that name an
// OpenAPI document and an operation of it.
#include "described_blocks.h"
#include "described_page.h"
#include "gitbook_tags.h"
#include "importers.h"
#include "named_operations.h"
#include "page_starts.h"

#include <algorithm>

namespace concord::page {
namespace {

bool is_of_gitbook(const Block& block) {
  const std::string& text = block.text;
  return block.kind == BlockKind::Tag || block.kind == BlockKind::Table || text.find("<mark") != std::string::npos ||
         text.find("&#x20;") != std::string::npos;
}

bool leads_elsewhere(const Block& block) { return !document_of_tag(block).empty(); }

}  // namespace

bool is_gitbook(const Source& page) {
  const auto blocks = described_blocks(page);
  return std::any_of(blocks.begin(), blocks.end(), is_of_gitbook) &&
         (std::any_of(blocks.begin(), blocks.end(), leads_elsewhere) || names_endpoint(page, blocks));
}

Result<PageDocument> read_gitbook(const Source& page) { return read_described_page(page); }

// One contract of what the page says itself and of the operations that it names.
Result<Imported> import_gitbook(const Source& page, DocumentSet& documents) {
  const auto blocks = described_blocks(page);
  if (std::none_of(blocks.begin(), blocks.end(), leads_elsewhere))
    return import_page_document(read_gitbook(page), page, documents);
  Imported own;
  Diagnostics mistakes;
  if (!find_starts(page, blocks, NamedIn::Lines).empty()) {
    auto imported = import_page_document(read_gitbook(page), page, documents);
    if (imported) own = std::move(*imported);
    else mistakes = std::move(imported).diagnostics();
  }
  auto all = with_named_operations(std::move(own), page, documents);
  if (all) base::append(all->findings, std::move(mistakes));
  return all;
}

}  // namespace concord::page
