// Files that are made from others.
#pragma once
#include <concord/base/result.h>

#include <filesystem>
#include <string_view>

namespace concord::base {

// As write_file_atomically, for files that can be made again: does not wait until the disk has them, which for
// thousands of files takes longer than to make them, and leaves alone what is the same already.
Diagnostics write_made_file(const std::filesystem::path& path, std::string_view content);

}  // namespace concord::base
