#include "finding_files.h"

#include <concord/base/file.h>

namespace concord::cli {

const base::Source* ShownFiles::find(std::string_view name) {
  const auto [found, is_new] = files_.emplace(std::string(name), nullptr);
  if (is_new) {
    if (auto file = base::load_source(sources_, found->first)) found->second = *file;
  }
  return found->second;
}

std::vector<finding::IgnoreEntry> read_ignores(base::SourceSet& sources, const std::string& path,
                                               std::span<const finding::RuleInfo> rules, base::Diagnostics& problems) {
  if (path.empty()) return {};
  const auto source = base::load_source(sources, path);
  if (!source) {
    base::append(problems, source.diagnostics());
    return {};
  }
  auto entries = finding::parse_ignore_file(**source, rules);
  if (entries) return std::move(*entries);
  base::append(problems, std::move(entries).diagnostics());
  return {};
}

}  // namespace concord::cli
