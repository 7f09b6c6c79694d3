// The files around findings: those whose lines are shown, and those that say what is accepted.
#pragma once
#include <concord/base/source.h>
#include <concord/finding/ignore_file.h>

#include <map>

namespace concord::cli {

// The files whose lines the text format shows. Each is read again when it is asked for first, since a document may have
// come from many files. Not thread-safe; `sources` must outlive it.
class ShownFiles {
 public:
  explicit ShownFiles(base::SourceSet& sources) : sources_(sources) {}

  void add(const base::Source& file) { files_.emplace(file.name(), &file); }
  // Null when there is no such file.
  const base::Source* find(std::string_view name);

 private:
  base::SourceSet& sources_;
  std::map<std::string, const base::Source*, std::less<>> files_;
};

// The entries of the file at `path`, none when it is "". All mistakes of it are added to `problems`.
std::vector<finding::IgnoreEntry> read_ignores(base::SourceSet& sources, const std::string& path,
                                               std::span<const finding::RuleInfo> rules, base::Diagnostics& problems);

}  // namespace concord::cli
