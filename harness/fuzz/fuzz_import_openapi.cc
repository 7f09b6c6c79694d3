// Any bytes as an OpenAPI or Swagger document: what is derived is a contract that can be read, and whose schemas
// compile or say why not; the same input gives the same files.
#include "derived_input.h"

#include <concord/page.h>

using namespace concord;
using fuzz::require;

namespace {

base::Result<derive::Derived> derived_from(std::string_view text) {
  static base::SourceSet sources;  // findings point into it
  sources = base::SourceSet();
  const base::Source& source = sources.add("api-all.yaml", std::string(text));
  openapi::DocumentSet documents(sources, fuzz::alone());
  for (const page::ImporterKind& kind : page::importer_kinds()) {
    if (kind.name == "openapi-file" && !kind.recognises(source)) return base::error("fuzz", "no OpenAPI document");
  }
  return derive::derive(std::vector<derive::DeriveInput>{{"api", "", &source}}, {}, documents);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto first = derived_from(fuzz::text_of(data, size));
  if (!first) return 0;
  for (const auto& [path, text] : first->files) {
    const base::Source source(path, text);
    const auto read = document::parse_yaml(source);
    require(read && read->is_object(), "a derived file can be read");
    if (!path.ends_with("openapi.yaml")) continue;
    require(read->has("openapi") && read->has("info"), "a contract says its version and its documents");
    require(read->has("paths") && read->find("paths")->is_object(), "a contract has paths");
  }
  const auto second = derived_from(fuzz::text_of(data, size));
  require(second && second->files == first->files, "derived again");
  return 0;
}
