#include <concord/derive.h>
#include <concord/page.h>

namespace concord::derive {
namespace {

Result<Node> read_page(const Source& source, openapi::DocumentSet& documents, Diagnostics* findings) {
  const page::ImporterKind* kind = page::find_importer(source);
  if (kind == nullptr)
    return base::error("apidoc.page", "this is no OpenAPI document and no page that an importer knows",
                       {&source, 0, 0});
  auto imported = page::import_with(*kind, source, documents);
  if (!imported) return std::move(imported).diagnostics();
  if (findings != nullptr) base::append(*findings, std::move(imported->findings));
  return std::move(imported->openapi);
}

}  // namespace

Result<contract::Contract> load_contract(SourceSet& sources, const std::string& path, std::string_view provider,
                                         const openapi::DocumentOptions& options, Diagnostics* findings) {
  return contract::load_contract(sources, path, provider, options,
                                 [findings](const Source& source, openapi::DocumentSet& documents) {
                                   return read_page(source, documents, findings);
                                 });
}

}  // namespace concord::derive
