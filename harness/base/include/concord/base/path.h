// Where files really are: for those who must not leave a folder.
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <utility>

namespace concord::base {

// Absolute and without symbolic links, as far as the path exists, so that one file has one name; the path itself,
// without `.` and `..`, when the system does not say.
std::filesystem::path canonical_path(const std::filesystem::path& path);

// Which file a path leads to; nothing when it leads to none. Also of hard links, and where two names differ by case
// only and the system takes them for one.
using FileIdentity = std::optional<std::pair<std::uint64_t, std::uint64_t>>;  // device and inode
FileIdentity identity_of(const std::filesystem::path& path);

// Whether `file` is the folder or anything in it. Both canonical.
bool is_within(const std::filesystem::path& folder, const std::filesystem::path& file);

}  // namespace concord::base
