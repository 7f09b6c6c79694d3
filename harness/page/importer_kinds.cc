#include "importers.h"

#include <algorithm>
#include <array>

namespace concord::page {

std::span<const ImporterKind> importer_kinds() {
  static constexpr auto kinds = std::to_array<ImporterKind>({
      {"openapi-file", "Swagger 2.0 or OpenAPI 3.0 to 3.2 document, YAML or JSON", openapi::is_openapi_file,
       openapi::import_openapi_file, openapi::read_openapi_file},
      {"mintlify-openapi", "page with an OpenAPI document in a fence, or with the name of one in its front matter",
       is_mintlify_openapi,
       import_mintlify_openapi, read_mintlify_openapi},
      {"docusaurus-api", "Docusaurus page with an operation in its front matter: .api.mdx", is_docusaurus_api,
       import_docusaurus_api, read_docusaurus_api},
      {"mintlify-paths", "Mintlify page in the older dialect: paths, schemaArray", is_mintlify_paths,
       import_mintlify_paths, read_mintlify_paths},
      {"mintlify-fields", "Mintlify page that describes its fields itself: api, ParamField, ResponseField",
       is_mintlify_fields, import_mintlify_fields, read_mintlify_fields},
      {"readme", "ReadMe page: Markdown with [block:parameters] and [block:code]", is_readme_page, import_readme_page,
       read_readme_page},
      {"gitbook", "GitBook page: endpoint, HTML tables of fields, examples in tabs", is_gitbook, import_gitbook,
       read_gitbook},
      {"markdown", "Markdown page: endpoint, tables of fields, samples in fences (Slate and others)", is_markdown_page,
       import_markdown_page, read_markdown_page},
  });
  return kinds;
}

Result<Imported> import_with(const ImporterKind& kind, const Source& page, DocumentSet& documents) {
  if (Diagnostics broken = openapi::check_utf8(page); !broken.empty()) return broken;
  return kind.import(page, documents);
}

const ImporterKind* find_importer(const Source& page) {
  const auto kinds = importer_kinds();
  const auto found =
      std::find_if(kinds.begin(), kinds.end(), [&](const ImporterKind& kind) { return kind.recognises(page); });
  return found == kinds.end() ? nullptr : &*found;
}

bool is_unread(const base::Diagnostic& finding) {
  static constexpr auto kinds = std::to_array<std::string_view>(
      {"apidoc.unread", "apidoc.table-size", "apidoc.samples", "apidoc.block"});
  return std::find(kinds.begin(), kinds.end(), finding.kind) != kinds.end();
}

bool describes_operation(const Source& page) {
  for (const std::string_view mark :
       {"<ParamField body=", "<ParamField query=", "<ParamField path=", "<ParamField header=", "{% swagger ",
        "{% api-method ", "{% openapi ", "FORMAT: 1A"}) {
    if (page.text().find(mark) != std::string::npos) return true;
  }
  return false;
}

}  // namespace concord::page
