// Files that a suite names: rows, steps. They are relative to it, and stand within the project.
#pragma once
#include <concord/base/diagnostic.h>
#include <concord/base/source.h>

#include <string>

namespace concord::suite {

// Where the files of a suite are looked for.
struct FilePlace {
  base::SourceSet* sources = nullptr;  // keeps what is read, for the places of values; must outlive what is made of it
  std::string from;                    // path of the file that names them: they are relative to its folder
  std::string provider;  // path of its provider.yaml: no file stands above its folder, but in the current one
};

// Reads it anew. Null after a mistake, which is reported under `kind` at `span`. `what`: "file of rows".
const base::Source* open_project_file(const FilePlace& place, const std::string& path, base::Span span,
                                      const std::string& what, const std::string& kind, base::Diagnostics& problems);

}  // namespace concord::suite
