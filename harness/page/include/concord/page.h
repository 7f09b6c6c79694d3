// Pages that describe an API: each dialect has an importer, which makes an OpenAPI document in normal form of a page.
//
//     const page::ImporterKind* kind = page::find_importer(source);      // null: no page that we know
//     auto imported = page::import_with(*kind, source, documents);       // Result<openapi::Imported>
//
// Below the importers are the readers that `lint` uses as well: page/page_blocks.h (a page as blocks with places) and
// page/curl_sample.h (samples that call curl).
#pragma once
#include <concord/openapi.h>

#include <span>
#include <string_view>

namespace concord::page {

using base::Diagnostics;
using base::Result;
using base::Source;
using base::SourceSet;
using document::Node;
using document::Pointer;
using openapi::DocumentSet;
using openapi::Imported;
using openapi::PageDocument;

struct ImporterKind {
  std::string_view name;  // "mintlify-openapi"
  std::string_view summary;
  bool (*recognises)(const Source& page);
  Result<Imported> (*import)(const Source& page, DocumentSet& documents);  // opens what the page refers to
  Result<PageDocument> (*read)(const Source& page);  // the step before `import`, for those who judge what is written
};
// The one table; asked in order.
std::span<const ImporterKind> importer_kinds();

// What `kind` makes of a page. An error when the page is not UTF-8.
Result<Imported> import_with(const ImporterKind& kind, const Source& page, DocumentSet& documents);
// The one that recognises the page; null when none does.
const ImporterKind* find_importer(const Source& page);

// Whether a finding of an importer says that something of the page is not in what was made of it.
bool is_unread(const base::Diagnostic& finding);

// Whether a page that no importer knows looks like one about an operation all the same: fields of a request, or tags
// that describe or name an operation.
bool describes_operation(const Source& page);

}  // namespace concord::page
