// GitBook pages: a method and a URL, tables of headers, parameters and fields, samples in tabs.
#include "described_page.h"
#include "importers.h"
#include "page_endpoint.h"

#include <algorithm>

namespace concord::apidoc {
namespace {

bool is_of_gitbook(const Block& block) {
  const std::string& text = block.text;
  return block.kind == BlockKind::Tag || block.kind == BlockKind::Table || text.find("<mark") != std::string::npos ||
         text.find("&#x20;") != std::string::npos;
}

}  // namespace

bool is_gitbook(const Source& page) {
  const auto blocks = read_blocks(page);
  return std::any_of(blocks.begin(), blocks.end(), is_of_gitbook) &&
         std::any_of(blocks.begin(), blocks.end(), [](const Block& block) { return endpoint_of(block).has_value(); });
}

Result<PageDocument> read_gitbook(const Source& page) { return read_described_page(page); }

Result<Imported> import_gitbook(const Source& page, DocumentSet& documents) { return import_page_document(read_gitbook(page), page, documents); }

}  // namespace concord::apidoc
