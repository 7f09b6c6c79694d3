// Mintlify pages whose fences hold OpenAPI documents, each cut down to the one operation that it is about; and pages
// whose front matter names an operation of a document, as those of ReadMe do too.
#include "front_matter.h"
#include "importers.h"
#include "joined_fences.h"
#include "mdx_fields.h"
#include "mintlify_page.h"
#include "named_document.h"
#include "named_operations.h"

#include <concord/base/text.h>

#include <algorithm>

namespace concord::page {
namespace {

base::Diagnostic elsewhere(const Source& page) {
  const auto matter = read_front_matter(page);
  return base::error("apidoc.elsewhere", "the page refers to a document that is not in it",
                     matter ? matter->span : span_of(page, 0, 0), "derive from that document");
}

bool is_nowhere(const Diagnostics& mistakes) {
  return std::all_of(mistakes.begin(), mistakes.end(),
                     [](const base::Diagnostic& one) { return one.kind == "apidoc.elsewhere"; });
}

// The operation that the front matter names, and the samples of the page.
Result<Imported> import_elsewhere(const Source& page, DocumentSet& documents) {
  const auto matter = read_front_matter(page);
  if (!matter || !matter->document) return elsewhere(page);
  auto imported = matter->operation_id.empty()
                      ? import_named_operation(*matter->document, matter->about, page, matter->span, documents)
                      : import_operation_by_id(*matter->document, matter->operation_id, page, matter->span, documents);
  // The page may describe the operation itself, with fields in place of a document.
  if (!imported && is_nowhere(imported.diagnostics()) && has_mdx_fields(page))
    return import_mintlify_fields(page, documents);
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
  const auto fences = find_fences(page, "openapi");
  if (fences.empty()) return elsewhere(page);
  PageDocument read;
  auto document = fences.size() == 1
                      ? document::parse_yaml_part(page, fences.front().block.begin, fences.front().block.end)
                      : join_fences(page, fences, read.findings);
  if (!document) return std::move(document).diagnostics();
  read.openapi = std::move(*document);
  return read;
}

Result<Imported> import_mintlify_openapi(const Source& page, DocumentSet& documents) {
  const auto fences = find_fences(page, "openapi");
  if (fences.empty()) return import_elsewhere(page, documents);
  auto read = read_mintlify_openapi(page);
  if (!read) return std::move(read).diagnostics();
  const openapi::Selection about = fences.size() == 1 ? fences.front().about : openapi::Selection{};
  auto imported = openapi::normalise_document(documents.add(page, std::move(read->openapi)), documents, about,
                                              fences.front().block.span);
  if (!imported) return imported;
  base::append(imported->findings, std::move(read->findings));
  add_curl_examples(imported->openapi, page, fences.front().block.end, imported->findings);
  return with_named_operations(std::move(*imported), page, documents);
}

}  // namespace concord::page
