// What a path leads to when it is to be written.
#pragma once
#include <concord/base/result.h>

#include <sys/stat.h>

#include <filesystem>
#include <optional>

namespace concord::base {

struct OutPlace {
  std::filesystem::path path;       // behind all links
  std::optional<int> descriptor;    // of this process, which the path stands for; the path says nothing then
  std::optional<struct stat> file;  // what is there; nullopt for nothing
  bool is_replaced() const { return !descriptor && (!file || S_ISREG(file->st_mode)); }
};

// Refuses what cannot be written.
Result<OutPlace> find_out_place(const std::filesystem::path& path);
Diagnostic cannot_write(const std::filesystem::path& path, std::string_view why);
std::string reason(int error_number);

}  // namespace concord::base
