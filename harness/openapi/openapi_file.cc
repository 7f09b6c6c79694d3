// Plain OpenAPI 3.0 and 3.1 documents, YAML or JSON.
#include <concord/base/text.h>
#include <concord/openapi/normal_document.h>

#include <fmt/format.h>

#include <algorithm>

namespace concord::openapi {

namespace {

// `openapi: 3.1.0`, `"swagger": "2.0"`: the key, then a digit. (A page's front matter may have `openapi: post
// /things`.)
bool states_version(std::string_view line) {
  const auto skip = [&](std::string_view characters) {
    line.remove_prefix(std::min(line.find_first_not_of(characters), line.size()));
  };
  skip("{ \t\"'");
  if (!line.starts_with("openapi") && !line.starts_with("swagger")) return false;
  line.remove_prefix(7);
  skip("\"' \t");
  if (!line.starts_with(':')) return false;
  skip(": \t\"'");
  return !line.empty() && line.front() >= '0' && line.front() <= '9';
}

}  // namespace

bool is_openapi_file(const Source& page) {
  for (std::uint32_t line = 1; line <= page.line_count(); ++line) {
    const std::string_view text = base::trim(page.line(line));
    if (text.starts_with("```") || text.starts_with("> ")) return false;  // a page
    if (states_version(text)) return true;
  }
  return false;
}

Result<PageDocument> read_openapi_file(const Source& page) {
  auto document = document::parse_yaml(page);
  if (!document) return std::move(document).diagnostics();
  return PageDocument{std::move(*document), {}};
}

Result<Imported> import_openapi_file(const Source& page, DocumentSet& documents) {
  auto document = documents.open(page);
  if (!document) return std::move(document).diagnostics();
  return normalise_document(**document, documents, {}, (*document)->root.span());
}

Diagnostics check_utf8(const Source& page) {
  const std::size_t at = base::find_invalid_utf8(page.text());
  if (at == std::string::npos) return {};
  const int byte = static_cast<unsigned char>(page.text()[at]);
  const auto begin = static_cast<std::uint32_t>(at);
  return {base::error("apidoc.utf8", fmt::format("byte 0x{:02X} is not valid UTF-8 here", byte),
                      {&page, begin, begin + 1}, "save the page as UTF-8")};
}

}  // namespace concord::openapi
