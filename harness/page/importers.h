// One pair of functions an importer; importer_kinds.cc has the table.
#pragma once
#include <concord/page.h>

namespace concord::page {

bool is_mintlify_openapi(const Source& page);
Result<Imported> import_mintlify_openapi(const Source& page, DocumentSet& documents);
Result<PageDocument> read_mintlify_openapi(const Source& page);

bool is_docusaurus_api(const Source& page);
Result<Imported> import_docusaurus_api(const Source& page, DocumentSet& documents);
Result<PageDocument> read_docusaurus_api(const Source& page);

bool is_mintlify_paths(const Source& page);
Result<Imported> import_mintlify_paths(const Source& page, DocumentSet& documents);
Result<PageDocument> read_mintlify_paths(const Source& page);

bool is_gitbook(const Source& page);
Result<Imported> import_gitbook(const Source& page, DocumentSet& documents);
Result<PageDocument> read_gitbook(const Source& page);

bool is_mintlify_fields(const Source& page);
Result<Imported> import_mintlify_fields(const Source& page, DocumentSet& documents);
Result<PageDocument> read_mintlify_fields(const Source& page);

bool is_readme_page(const Source& page);
Result<Imported> import_readme_page(const Source& page, DocumentSet& documents);
Result<PageDocument> read_readme_page(const Source& page);

bool is_markdown_page(const Source& page);
Result<Imported> import_markdown_page(const Source& page, DocumentSet& documents);
Result<PageDocument> read_markdown_page(const Source& page);

}  // namespace concord::page
