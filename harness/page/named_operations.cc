#include "named_operations.h"

#include "gitbook_tags.h"
#include "named_document.h"
#include "page_endpoint.h"

#include <concord/base/text.h>
#include <concord/openapi/merge.h>

namespace concord::page {
namespace {

// "[Shop](https://h/shop.yaml)", "<https://h/shop.yaml>" or the address itself.
std::string address_in(std::string_view line) {
  const std::size_t link = line.find("](");
  if (link != std::string_view::npos) line = line.substr(link + 2, line.find(')', link) - link - 2);
  line = base::trim(line);
  if (line.starts_with('<') && line.ends_with('>')) line = line.substr(1, line.size() - 2);
  const bool is_address = line.find("://") != std::string_view::npos || link != std::string_view::npos;
  return is_address && line.find(' ') == std::string_view::npos ? std::string(line) : std::string{};
}

// The link between a tag and its end, at the next block but for blank text.
std::string address_below(const std::vector<Block>& blocks, std::size_t tag) {
  if (tag + 1 >= blocks.size() || blocks[tag + 1].kind != BlockKind::Text) return {};
  return address_in(blocks[tag + 1].text);
}

}  // namespace

std::vector<NamedOperation> named_operations(const std::vector<Block>& blocks) {
  std::vector<NamedOperation> found;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const std::string document = document_of_tag(blocks[i]);
    auto endpoint = document.empty() ? std::nullopt : endpoint_of(blocks[i]);
    if (!endpoint) continue;
    // The name of a specification in GitBook's own store; the address stands below it.
    const bool is_name = blocks[i].text.starts_with("openapi-operation");
    const std::string below = is_name ? address_below(blocks, i) : "";
    found.push_back({below.empty() ? document : below, std::move(*endpoint), blocks[i].span});
  }
  return found;
}

Result<Imported> with_named_operations(Imported known, const Source& page, DocumentSet& documents) {
  Diagnostics mistakes;
  for (const NamedOperation& one : named_operations(read_blocks(page))) {
    const openapi::Selection about{one.endpoint.method, one.endpoint.path};
    auto imported = import_named_operation(one.document, about, page, one.span, documents);
    if (!imported) {
      base::append(mistakes, std::move(imported).diagnostics());
      continue;
    }
    base::append(known.findings, std::move(imported->findings));
    openapi::merge_document(known.openapi, std::move(imported->openapi), about.method, known.findings);
  }
  if (known.openapi.is_null() && mistakes.empty())
    return base::error("apidoc.page", "the page names no method and URL", span_of(page, 0, 0));
  if (known.openapi.is_null()) return mistakes;
  base::append(known.findings, std::move(mistakes));
  return known;
}

}  // namespace concord::page
