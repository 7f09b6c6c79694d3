#include "left_over_files.h"

#include <concord/base/file.h>

#include <algorithm>

namespace concord::cli {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t most_files = 100'000;  // of one provider, looked at

bool is_derived_schema(const fs::path& path) {
  const auto text = base::read_file(path);
  return text && text->find("\"x-concord-document\"") != std::string::npos;
}

void find_in(const fs::path& folder, const std::string& provider, const derive::Derived& derived,
             std::vector<fs::path>& found) {
  std::error_code failure;
  fs::recursive_directory_iterator entry(folder / provider, fs::directory_options::skip_permission_denied, failure);
  for (std::size_t seen = 0; !failure && entry != fs::end(entry) && seen < most_files;
       entry.increment(failure), ++seen) {
    const fs::path& path = entry->path();
    if (!path.filename().generic_string().ends_with(".schema.json")) continue;
    if (derived.files.contains(path.lexically_relative(folder).generic_string())) continue;
    if (is_derived_schema(path)) found.push_back(path);
  }
}

}  // namespace

std::vector<fs::path> left_over_files(const fs::path& folder, const derive::Derived& derived) {
  std::vector<fs::path> found;
  for (const auto& [provider, contract] : derived.contracts) find_in(folder, provider, derived, found);
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace concord::cli
