// Mintlify pages whose fence holds an OpenAPI document, cut down to the one operation that the page is about.
#include "front_matter.h"
#include "importers.h"
#include "mintlify_page.h"
#include "named_document.h"

#include <concord/base/text.h>

namespace concord::page {
namespace {

base::Diagnostic elsewhere(const Source& page) {
  const auto matter = read_front_matter(page);
  return base::error("apidoc.elsewhere", "the page refers to a document that is not in it",
                     matter ? matter->span : span_of(page, 0, 0), "derive from that document");
}

// The operation that the front matter names, and the samples of the page.
Result<Imported> import_elsewhere(const Source& page, DocumentSet& documents) {
  const auto matter = read_front_matter(page);
  if (!matter || !matter->document) return elsewhere(page);
  auto imported = import_named_operation(*matter->document, matter->about, page, matter->span, documents);
  if (imported) add_curl_examples(imported->openapi, page, 0, imported->findings);
  return imported;
}

}  // namespace

bool is_mintlify_openapi(const Source& page) {
  if (find_fence(page, "openapi")) return true;
  const auto matter = read_front_matter(page);
  return matter && matter->document;
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
  if (!fence) return import_elsewhere(page, documents);
  auto document = document::parse_yaml_part(page, fence->block.begin, fence->block.end);
  if (!document) return std::move(document).diagnostics();
  auto imported = openapi::normalise_document(documents.add(page, std::move(*document)), documents, fence->about,
                                              fence->block.span);
  if (imported) add_curl_examples(imported->openapi, page, fence->block.end, imported->findings);
  return imported;
}

}  // namespace concord::page
