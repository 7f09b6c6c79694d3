// Mintlify pages that describe an operation by themselves: <ParamField> and <ResponseField> for what is sent and
// answered, samples in <RequestExample> and <ResponseExample>; the method and the URL in the front matter (`api: METHOD
// URL`, a title), a heading, a fence or a sample.
#include "described_blocks.h"
#include "described_page.h"
#include "front_matter.h"
#include "importers.h"
#include "mdx_fields.h"
#include "page_endpoint.h"
#include "page_reader.h"
#include "page_starts.h"

#include <concord/base/text.h>

namespace concord::page {
namespace {

void add_authentication(Call& call, const FrontMatter& matter, Diagnostics& findings) {
  const std::string& way = matter.authentication;
  if (way.empty() || way == "none") return;
  if (way != "bearer" && way != "basic") {
    findings.push_back(
        base::warning("apidoc.security",
                      "authMethod " + base::in_quotes(base::ellipsize(way, 40)) + " does not say which header it means",
                      matter.span, "not read"));
    return;
  }
  Field field;
  field.name = "Authorization";
  field.description = way + " ";
  field.is_required = true;
  field.span = field.type_span = matter.span;
  call.fields[Part::Headers].push_back(std::move(field));
}

}  // namespace

bool is_mintlify_fields(const Source& page) {
  const auto matter = read_front_matter(page);
  if (matter && matter->document) return false;
  if (matter && endpoint_from(matter->api_method, matter->api_url, matter->span)) return true;
  return has_mdx_fields(page) && names_endpoint(page, described_blocks(page));
}

Result<PageDocument> read_mintlify_fields(const Source& page) {
  const auto blocks = described_blocks(page);
  Diagnostics findings;
  PageModel model = read_page(page, blocks, findings);
  if (!model.calls.empty()) {
    if (const auto matter = read_front_matter(page)) add_authentication(model.calls.front(), *matter, findings);
    add_mdx_fields(model.calls, page, blocks, findings);
  }
  return document_of(std::move(model), page, std::move(findings));
}

Result<Imported> import_mintlify_fields(const Source& page, DocumentSet& documents) {
  return import_page_document(read_mintlify_fields(page), page, documents);
}

}  // namespace concord::page
