// Mintlify pages whose fence holds an OpenAPI document, cut down to the one operation that the page is about.
#include "importers.h"
#include "mintlify_page.h"

namespace concord::apidoc {

bool is_mintlify_openapi(const Source& page) { return find_fence(page, "openapi").has_value(); }

Result<Imported> import_mintlify_openapi(const Source& page) {
  const auto fence = find_fence(page, "openapi");
  if (!fence) return base::error("apidoc.page", "the page has no OpenAPI fence", span_of(page, 0, 0));
  auto document = document::parse_yaml_part(page, fence->block.begin, fence->block.end);
  if (!document) return std::move(document).diagnostics();
  auto imported = normalise_document(*document, page, fence->about, fence->block.span);
  if (imported) add_curl_examples(imported->openapi, page, fence->block.end, imported->findings);
  return imported;
}

}  // namespace concord::apidoc
