// Schemas that an earlier derivation wrote and that no document leads to any more.
#pragma once
#include <concord/derive.h>

#include <filesystem>
#include <vector>

namespace concord::cli {

// The schema files below the folders of the providers of `derived` that concord derive wrote and would not write now,
// sorted. Files that are not made by it are not looked at; nor are those beyond the first 100,000 of a folder.
std::vector<std::filesystem::path> left_over_files(const std::filesystem::path& folder, const derive::Derived& derived);

}  // namespace concord::cli
