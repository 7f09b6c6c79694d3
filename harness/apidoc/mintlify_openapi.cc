// Mintlify pages whose fence holds an OpenAPI document, cut down to the one operation that the page is about.
#include "importers.h"
#include "mintlify_page.h"

#include <concord/base/text.h>

namespace concord::apidoc {
namespace {

// The front matter of a page whose document is elsewhere: `openapi: specs/api.yaml post /things`, `api: GET /things`.
std::optional<base::Span> front_matter_reference(const Source& page) {
  if (base::trim(page.line(1)) != "---") return std::nullopt;
  for (std::uint32_t line = 2; line <= page.line_count() && base::trim(page.line(line)) != "---"; ++line) {
    const std::string_view text = page.line(line);
    const std::size_t begin = page.line_offset(line);
    if (text.starts_with("openapi:") || text.starts_with("api:")) return span_of(page, begin, begin + text.size());
  }
  return std::nullopt;
}

base::Diagnostic elsewhere(const Source& page) {
  return base::error("apidoc.elsewhere", "the page refers to a document that is not in it",
                     front_matter_reference(page).value_or(span_of(page, 0, 0)), "derive from that document");
}

}  // namespace

bool is_mintlify_openapi(const Source& page) {
  return find_fence(page, "openapi").has_value() || front_matter_reference(page).has_value();
}

Result<PageDocument> read_mintlify_openapi(const Source& page) {
  const auto fence = find_fence(page, "openapi");
  if (!fence) return elsewhere(page);
  auto document = document::parse_yaml_part(page, fence->block.begin, fence->block.end);
  if (!document) return std::move(document).diagnostics();
  return PageDocument{std::move(*document), {}};
}

Result<Imported> import_mintlify_openapi(const Source& page, DocumentSet& documents) {
  const auto fence = find_fence(page, "openapi");
  if (!fence) return elsewhere(page);
  auto document = document::parse_yaml_part(page, fence->block.begin, fence->block.end);
  if (!document) return std::move(document).diagnostics();
  auto imported = normalise_document(documents.add(page, std::move(*document)), documents, fence->about, fence->block.span);
  if (imported) add_curl_examples(imported->openapi, page, fence->block.end, imported->findings);
  return imported;
}

}  // namespace concord::apidoc
