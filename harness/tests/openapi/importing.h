// Documents that are imported from a text.
#pragma once
#include <concord/openapi.h>

#include <support/documents.h>

namespace concord::support {

inline openapi::Imported import_text(base::SourceSet& sources, const std::string& name, std::string text) {
  DocumentSet documents(sources);
  auto imported = openapi::import_openapi_file(sources.add(name, std::move(text)), documents);
  if (!imported) FAIL(base::render(imported.diagnostics()));
  return *imported;
}

}  // namespace concord::support
