#include "known_issues.h"

#include <concord/base/file.h>
#include <concord/check.h>

#include <filesystem>

namespace concord::suite {

namespace fs = std::filesystem;

namespace {

// The folder of a file and those above it, the outermost last.
std::vector<fs::path> folders_of(const std::string& file) {
  constexpr std::size_t most = 8;  // as far as provider.yaml is looked for
  std::vector<fs::path> folders;
  for (fs::path folder = fs::path(file).parent_path(); folders.size() < most; folder = folder.parent_path()) {
    folders.push_back(folder);
    if (folder.empty() || !folder.has_parent_path() || folder.parent_path() == folder) break;
  }
  return folders;
}

}  // namespace

std::span<const finding::RuleInfo> acceptable_checks() {
  static const std::vector<finding::RuleInfo> all = [] {
    std::vector<finding::RuleInfo> rules;
    for (const check::CheckKind& kind : check::check_kinds()) rules.push_back({kind.id, {}, {}, {}});
    rules.push_back({"until", {}, {}, {}});
    rules.push_back({"capture", {}, {}, {}});
    return rules;
  }();
  return all;
}

base::Result<std::vector<finding::IgnoreEntry>> read_known_issues(const base::Source& source) {
  return finding::parse_ignore_file(source, acceptable_checks(), finding::IgnoreForm::Failures);
}

std::vector<std::string> known_issue_files(const std::string& suite) {
  std::vector<std::string> files;
  for (const fs::path& folder : folders_of(suite)) {
    std::error_code failure;
    const fs::path path = folder / result::known_issues_file;
    if (fs::exists(path, failure)) files.push_back(path.lexically_normal().generic_string());
  }
  return files;
}

std::shared_ptr<const result::KnownIssues> with_own_issue(const Node& entry, const std::string& full_name,
                                                          std::shared_ptr<const result::KnownIssues> inherited,
                                                          Diagnostics& problems) {
  const Node* given = entry.find("known_issue");
  if (!given) return inherited;
  Node own = *given;
  if (own.is_object()) own.set("case", full_name);
  auto issues = inherited ? std::make_shared<result::KnownIssues>(*inherited) : std::make_shared<result::KnownIssues>();
  issues->add(finding::read_ignore_entry(own, acceptable_checks(), finding::IgnoreForm::Failures, problems));
  return issues;
}

const KnownIssueFiles::File& KnownIssueFiles::file(const std::string& path, Diagnostics& problems) {
  const auto [place, is_new] = files_.try_emplace(path);
  File& file = place->second;
  if (!is_new) return file;
  auto source = base::load_source(sources_, path);
  auto entries = source ? read_known_issues(**source)
                        : base::Result<std::vector<finding::IgnoreEntry>>(std::move(source).diagnostics());
  file.has_mistakes = !entries;
  if (!entries) base::append(problems, std::move(entries).diagnostics());
  else for (finding::IgnoreEntry& entry : *entries) file.issues.add(std::move(entry));
  return file;
}

std::optional<std::shared_ptr<const result::KnownIssues>> KnownIssueFiles::of(const std::string& suite,
                                                                              Diagnostics& problems) {
  const auto [place, is_new] = of_folder_.try_emplace(fs::path(suite).parent_path().generic_string());
  if (!is_new) return place->second;
  auto all = std::make_shared<result::KnownIssues>();
  bool has_mistakes = false;
  for (const std::string& path : known_issue_files(suite)) {
    const File& one = file(path, problems);
    has_mistakes = has_mistakes || one.has_mistakes;
    all->add(one.issues);
  }
  if (!has_mistakes) place->second = all->empty() ? nullptr : std::move(all);
  return place->second;
}

std::vector<finding::IgnoreEntry> KnownIssueFiles::entries() const {
  std::vector<finding::IgnoreEntry> entries;
  for (const auto& [path, file] : files_) {
    entries.insert(entries.end(), file.issues.entries().begin(), file.issues.entries().end());
  }
  return entries;
}

}  // namespace concord::suite
