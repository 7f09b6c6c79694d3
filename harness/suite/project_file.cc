#include "project_file.h"

#include <concord/base/file.h>

#include <algorithm>
#include <filesystem>

namespace concord::suite {

namespace {

// Links are followed first.
bool is_within(const std::filesystem::path& file, const std::filesystem::path& folder) {
  std::error_code failed;
  const std::filesystem::path real = std::filesystem::weakly_canonical(file, failed),
                              root = std::filesystem::weakly_canonical(folder.empty() ? "." : folder, failed);
  if (failed) return false;
  const auto [end, rest] = std::mismatch(root.begin(), root.end(), real.begin(), real.end());
  return end == root.end();
}

}  // namespace

const base::Source* open_project_file(const FilePlace& place, const std::string& path, base::Span span,
                                      const std::string& what, const std::string& kind, base::Diagnostics& problems) {
  const std::filesystem::path wanted(path);
  const std::filesystem::path file = (std::filesystem::path(place.from).parent_path() / wanted).lexically_normal();
  if (path.empty() || wanted.is_absolute() ||
      (!is_within(file, std::filesystem::path(place.provider).parent_path()) &&
       !is_within(file, std::filesystem::current_path()))) {
    problems.push_back(
        base::error(kind, "the " + what + " must be in the project", span, "a path relative to the suite"));
    return nullptr;
  }
  std::error_code failed;
  if (std::filesystem::exists(file, failed) && !std::filesystem::is_regular_file(file, failed)) {
    problems.push_back(base::error(kind, "the " + what + " is no regular file", span));
    return nullptr;
  }
  auto source = base::load_source(*place.sources, file, base::Holds::Credentials);
  if (source) return *source;
  problems.push_back(base::error(kind, source.diagnostics().front().message, span));
  return nullptr;
}

}  // namespace concord::suite
