// Files: bounded reading, atomic writing.
#pragma once
#include <concord/base/result.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace concord::base {

inline constexpr std::uintmax_t max_input_file_bytes = 64ull << 20;

// The whole file. A directory, a missing or unreadable file, or one over `limit` is a Diagnostic naming the path; so is
// a pipe, a socket or a device, which nobody waits for. Descriptors of this process are read to their end: /dev/stdin,
// /dev/fd/63.
Result<std::string> read_file(const std::filesystem::path& path, std::uintmax_t limit = max_input_file_bytes);
// Adds the file to `sources` under its path as given. The pointer lives as long as `sources`.
Result<const Source*> load_source(SourceSet& sources, const std::filesystem::path& path,
                                  Holds holds = Holds::Documentation);

// Writes a temporary file beside `path`, then renames it: a reader sees the old content or the new, never half.
// Creates parent folders. Returns what went wrong, empty when nothing did.
Diagnostics write_file_atomically(const std::filesystem::path& path, std::string_view content);

}  // namespace concord::base
