// known-issues.yaml beside suites.
#pragma once
#include <concord/result/known_issues.h>
#include <concord/suite.h>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace concord::suite {

// The files of the folders of suites, each read once.
class KnownIssueFiles {
 public:
  explicit KnownIssueFiles(SourceSet& sources) : sources_(sources) {}

  // Those of all known-issues.yaml beside the suite and in the folders above it; null when there is none. Nothing when
  // one of them has mistakes: they are reported once.
  std::optional<std::shared_ptr<const result::KnownIssues>> of(const std::string& suite, Diagnostics& problems);
  // Every entry of the files that were read.
  std::vector<finding::IgnoreEntry> entries() const;

 private:
  struct File {
    bool has_mistakes = false;
    result::KnownIssues issues;
  };
  const File& file(const std::string& path, Diagnostics& problems);

  SourceSet& sources_;
  std::map<std::string, File> files_;  // by path, those that are there
  std::map<std::string, std::optional<std::shared_ptr<const result::KnownIssues>>> of_folder_;
};

}  // namespace concord::suite
