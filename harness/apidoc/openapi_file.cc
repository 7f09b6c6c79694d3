// Plain OpenAPI 3.0 and 3.1 documents, YAML or JSON.
#include "importers.h"
#include "normal_document.h"

#include <concord/base/text.h>

namespace concord::apidoc {

// By a line that starts with the version member: cheap, and right for texts that do not parse.
bool is_openapi_file(const Source& page) {
  for (std::uint32_t line = 1; line <= page.line_count(); ++line) {
    std::string_view text = base::trim(page.line(line));
    while (text.starts_with('{') || text.starts_with('"') || text.starts_with('\'')) text.remove_prefix(1);
    text = base::trim(text);
    if (text.starts_with('"')) text.remove_prefix(1);
    if (text.starts_with("openapi") || text.starts_with("swagger")) {
      const std::size_t colon = text.find(':');
      return colon != std::string_view::npos && colon <= 9;
    }
    if (text.starts_with("```") || text.starts_with("# ") || text.starts_with("> ")) {
      if (text.starts_with("# ")) continue;  // a comment in YAML, a heading in Markdown: the next lines tell
      return false;
    }
  }
  return false;
}

Result<Imported> import_openapi_file(const Source& page) {
  auto document = document::parse_yaml(page);
  if (!document) return std::move(document).diagnostics();
  return normalise_document(*document, page, {}, document->span());
}

}  // namespace concord::apidoc
