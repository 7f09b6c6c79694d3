// Mintlify pages that describe an operation by themselves: `api: METHOD URL` in the front matter, <ParamField> and
// <ResponseField> for what is sent and answered, samples in <RequestExample> and <ResponseExample>.
#include "described_page.h"
#include "front_matter.h"
#include "importers.h"
#include "mdx_fields.h"
#include "page_endpoint.h"
#include "page_reader.h"

#include <concord/base/text.h>

namespace concord::page {
namespace {

Block heading(std::string text, const Block& like) {
  Block block = like;
  block.kind = BlockKind::Heading;
  block.level = 2;
  block.text = std::move(text);
  return block;
}

// The blocks as other pages have them: the endpoint in a heading, headings in place of the components around samples.
std::vector<Block> described_blocks(const Source& page, const FrontMatter& matter) {
  std::vector<Block> out;
  Block start;
  start.span = matter.span;
  out.push_back(heading(base::replace_all(matter.api_method, "\n", " ") + " " + matter.api_url, start));
  for (Block& block : read_blocks(page)) {
    if (block.kind == BlockKind::Text && block.text.starts_with("<RequestExample")) {
      out.push_back(heading("Example request", block));
    } else if (block.kind == BlockKind::Text && block.text.starts_with("<ResponseExample")) {
      out.push_back(heading("Example response", block));
    } else {
      out.push_back(std::move(block));
    }
  }
  return out;
}

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

void add_fields(Call& call, MdxFields fields) {
  for (auto& [part, list] : fields.request) {
    auto& known = call.fields[part];
    known.insert(known.end(), list.begin(), list.end());
  }
  if (!fields.answer.empty()) call.answer_fields[""] = std::move(fields.answer);
}

}  // namespace

bool is_mintlify_fields(const Source& page) {
  const auto matter = read_front_matter(page);
  return matter && !matter->document && endpoint_from(matter->api_method, matter->api_url, matter->span).has_value();
}

Result<PageDocument> read_mintlify_fields(const Source& page) {
  const auto matter = read_front_matter(page);
  if (!matter) return base::error("apidoc.page", "the page names no method and URL", span_of(page, 0, 0));
  const auto blocks = described_blocks(page, *matter);
  Diagnostics findings;
  PageModel model = read_page(page, blocks, findings);
  if (!model.calls.empty()) {
    add_authentication(model.calls.front(), *matter, findings);
    add_fields(model.calls.front(), read_mdx_fields(page, blocks));
  }
  return document_of(std::move(model), page, std::move(findings));
}

Result<Imported> import_mintlify_fields(const Source& page, DocumentSet& documents) {
  return import_page_document(read_mintlify_fields(page), page, documents);
}

}  // namespace concord::page
