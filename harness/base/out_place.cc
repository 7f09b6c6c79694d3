#include "out_place.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <system_error>

namespace concord::base {
namespace {

namespace fs = std::filesystem;

constexpr int most_links = 40;  // as the system has it

// "/dev/stdout" is a link to "/proc/self/fd/1", which is no ordinary link: opening it again would write over what is in
// a file from its beginning.
std::optional<int> descriptor_of(const fs::path& path) {
  const std::string text = path.generic_string();
  if (text == "/dev/stdout") return STDOUT_FILENO;
  if (text == "/dev/stderr") return STDERR_FILENO;
  const std::string own = fmt::format("/proc/{}/fd/", ::getpid());
  for (const std::string_view folder : {std::string_view("/dev/fd/"), std::string_view("/proc/self/fd/"),
                                        std::string_view("/proc/thread-self/fd/"), std::string_view(own)}) {
    if (!text.starts_with(folder)) continue;
    int number = -1;
    const char* end = text.data() + text.size();
    const auto [rest, failure] = std::from_chars(text.data() + folder.size(), end, number);
    if (failure == std::errc() && rest == end && number >= 0) return number;
  }
  return std::nullopt;
}

}  // namespace

std::string reason(int error_number) { return std::generic_category().message(error_number); }

Diagnostic cannot_write(const fs::path& path, std::string_view why) {
  return error("file.cannot-write", fmt::format("cannot write \"{}\": {}", path.generic_string(), why));
}

Result<OutPlace> find_out_place(const fs::path& path) {
  OutPlace place{path, std::nullopt, std::nullopt};
  for (int links = 0;; ++links) {
    place.descriptor = descriptor_of(place.path);
    if (place.descriptor) return place;
    struct stat found = {};
    if (::lstat(place.path.c_str(), &found) != 0) return place;
    if (!S_ISLNK(found.st_mode)) {
      place.file = found;
      break;
    }
    if (links == most_links) return cannot_write(path, reason(ELOOP));
    std::error_code failed;
    const fs::path target = fs::read_symlink(place.path, failed);
    if (failed) return cannot_write(path, failed.message());
    place.path = place.path.parent_path() / target;  // an absolute target stands alone
  }
  const auto mode = place.file->st_mode;
  if (S_ISDIR(mode)) return cannot_write(path, reason(EISDIR));
  if (S_ISSOCK(mode)) return cannot_write(path, "it is a socket");
  if (S_ISBLK(mode)) return cannot_write(path, "it is a block device");
  return place;
}

}  // namespace concord::base
