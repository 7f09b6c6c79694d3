#include <concord/base/path.h>

#include <system_error>

namespace concord::base {

namespace fs = std::filesystem;

fs::path canonical_path(const fs::path& path) {
  std::error_code failure;
  const fs::path found = fs::weakly_canonical(fs::absolute(path, failure), failure);
  return failure ? path.lexically_normal() : found;
}

bool is_within(const fs::path& folder, const fs::path& file) {
  const fs::path relative = file.lexically_relative(folder);
  return !relative.empty() && *relative.begin() != "..";
}

}  // namespace concord::base
