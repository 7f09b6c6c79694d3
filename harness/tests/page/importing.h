// Pages that are imported as derive does it.
#pragma once
#include <concord/page.h>

#include <support/documents.h>

namespace concord::support {

using page::ImporterKind;
using page::Imported;
using page::Source;

inline const ImporterKind* recogniser(const Source& page) { return page::find_importer(page); }

// An import whose importer is found like derive finds it.
inline Imported import_text(base::SourceSet& sources, const std::string& name, std::string text) {
  const Source& page = sources.add(name, std::move(text));
  const ImporterKind* kind = recogniser(page);
  if (kind == nullptr) FAIL("no importer knows " << name);
  DocumentSet documents(sources);
  auto imported = kind->import(page, documents);
  if (!imported) FAIL(base::render(imported.diagnostics()));
  return *imported;
}

}  // namespace concord::support
