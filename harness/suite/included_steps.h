// `include: steps/login.yaml` with parameters: steps that several suites share.
#pragma once
#include "project_file.h"

#include <concord/document.h>

#include <map>
#include <vector>

namespace concord::suite {

class IncludedSteps {
 public:
  // Both must outlive it.
  IncludedSteps(const FilePlace& place, base::Diagnostics& problems) : place_(place), problems_(problems) {}

  // Puts the steps of the files in place of each `{include: FILE, with: {…}}` in a list of steps. Mistakes are
  // reported, and give no step.
  void expand(document::Node& steps) { expand_from(steps, place_.from, 0); }
  // Of a whole suite: its `before`, `after` and `shared`, and those of its cases.
  void expand_suite(document::Node& root);

  // Adds to what is said of an included file where it is included.
  void name_both_places(base::Diagnostics& problems, std::size_t first) const;
  // What was read, each as often as it is included.
  std::vector<const base::Source*> sources() const;

 private:
  void expand_from(document::Node& steps, const std::string& from, std::size_t depth);
  std::vector<document::Node> read(const document::Node& step, const std::string& from, std::size_t depth);
  document::Node arguments(const document::Node& file, const document::Node& step);
  document::Node filled(const document::Node& steps, const document::Node& arguments);
  bool leads_back(const std::string& path, base::Span place);

  const FilePlace& place_;
  base::Diagnostics& problems_;
  std::vector<std::string> open_;  // the files that are being read, each included by the one before
  std::map<const base::Source*, base::Span> included_at_;
  std::size_t total_ = 0;
};

}  // namespace concord::suite
