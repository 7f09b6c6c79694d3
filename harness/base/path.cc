#include <concord/base/path.h>

#include <sys/stat.h>

#include <system_error>

namespace concord::base {

namespace fs = std::filesystem;

fs::path canonical_path(const fs::path& path) {
  std::error_code failure;
  const fs::path found = fs::weakly_canonical(fs::absolute(path, failure), failure);
  return failure ? path.lexically_normal() : found;
}

FileIdentity identity_of(const fs::path& path) {
  struct stat found = {};
  if (::stat(path.c_str(), &found) != 0) return std::nullopt;
  return std::pair<std::uint64_t, std::uint64_t>(found.st_dev, found.st_ino);
}

bool is_within(const fs::path& folder, const fs::path& file) {
  const fs::path relative = file.lexically_relative(folder);
  return !relative.empty() && *relative.begin() != "..";
}

}  // namespace concord::base
