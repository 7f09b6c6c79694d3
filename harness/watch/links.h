// Pages and contracts stand in a repository that others write to: no link in it leads what is written elsewhere.
#pragma once
#include <concord/base/diagnostic.h>

#include <filesystem>

namespace concord::watch {

// An error for the first part of `below`, a relative path, that is a symbolic link; `root` itself may be one.
base::Diagnostics refuse_links(const std::filesystem::path& root, const std::filesystem::path& below);

}  // namespace concord::watch
