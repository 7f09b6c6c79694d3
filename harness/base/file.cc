#include <concord/base/descriptor.h>
#include <concord/base/file.h>
#include <concord/base/made_file.h>

#include "out_place.h"
#include "replacement.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace concord::base {
namespace {

namespace fs = std::filesystem;

Diagnostic cannot_read(const fs::path& path, std::string_view why, std::string hint = {}) {
  return error("file.cannot-read", fmt::format("cannot read \"{}\": {}", path.generic_string(), why), {},
               std::move(hint));
}

// The descriptors of this process have names, too: `<(command)` of a shell is one. Whoever gives one means what comes
// through it.
bool is_own_descriptor(const fs::path& path) {
  const std::string name = path.lexically_normal().generic_string();
  const auto is_below = [&](std::string_view folder) { return name.starts_with(folder); };
  return name == "/dev/stdin" || is_below("/dev/fd/") || is_below("/proc/self/fd/");
}

// Why it is not read: what is no file ends when whoever writes to it likes, or never. "" for a file, and for the empty
// device.
std::string_view reason_not_to_read(const fs::path& path, int descriptor) {
  struct stat found = {};
  if (::fstat(descriptor, &found) != 0 || S_ISREG(found.st_mode) || S_ISDIR(found.st_mode)) return {};
  struct stat empty = {};
  if (::stat("/dev/null", &empty) == 0 && S_ISCHR(found.st_mode) && found.st_rdev == empty.st_rdev) return {};
  if (is_own_descriptor(path)) return {};
  return S_ISFIFO(found.st_mode) ? "it is a pipe, not a file" : "it is a device, not a file";
}

// Without waiting for anybody.
Result<Descriptor> open_to_read(const fs::path& path) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (!file.is_open()) {
    const int error_number = errno;
    std::error_code none;
    return cannot_read(path, fs::is_socket(path, none) ? "it is a socket, not a file" : reason(error_number));
  }
  if (const std::string_view why = reason_not_to_read(path, file.get()); !why.empty())
    return cannot_read(path, why, "what a command writes can be given as /dev/stdin or <(command)");
  const int flags = ::fcntl(file.get(), F_GETFL);
  if (flags >= 0) ::fcntl(file.get(), F_SETFL, flags & ~O_NONBLOCK);
  return file;
}

// Reads until the end or until there is more than `limit`, so it does for pipes as well. 0, or an errno.
int read_all(int descriptor, std::uintmax_t limit, std::string& content) {
  constexpr std::size_t chunk = 64 * 1024;
  while (content.size() <= limit) {
    const std::size_t used = content.size();
    content.resize(used + chunk);
    const ssize_t count = ::read(descriptor, content.data() + used, chunk);
    const int error_number = errno;
    content.resize(used + static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    if (count == 0) return 0;
    if (count < 0 && error_number != EINTR) return error_number;
  }
  return 0;
}

// Links are followed, never replaced.
Diagnostics write_file(const fs::path& path, std::string_view content, bool is_durable) {
  std::error_code failed;
  if (path.has_parent_path()) fs::create_directories(path.parent_path(), failed);
  if (failed) return {cannot_write(path, failed.message())};
  const auto place = find_out_place(path);
  if (!place) return place.diagnostics();
  // Renaming over a device or a pipe would destroy it.
  if (!place->is_replaced()) return {cannot_write(path, "it is not a regular file")};
  Replacement replacement(place->path, place->file ? &*place->file : nullptr);
  int error_number = replacement.error_number();
  if (error_number == 0) error_number = write_all(replacement.descriptor(), content);
  if (error_number == 0) error_number = replacement.finish(is_durable);
  if (error_number != 0) return {cannot_write(path, reason(error_number))};
  return {};
}

}  // namespace

Result<std::string> read_file(const fs::path& path, std::uintmax_t limit) {
  const auto file = open_to_read(path);
  if (!file) return file.diagnostics();
  std::string content;
  if (const int error_number = read_all(file->get(), limit, content)) return cannot_read(path, reason(error_number));
  if (content.size() > limit) {
    return error("file.too-large",
                 fmt::format("cannot read \"{}\": it is over the limit of {} bytes", path.generic_string(), limit));
  }
  return content;
}

Result<const Source*> load_source(SourceSet& sources, const fs::path& path, Holds holds) {
  auto content = read_file(path);
  if (!content) return std::move(content).diagnostics();
  return &sources.add(path.generic_string(), std::move(content).value(), {}, holds);
}

Diagnostics write_file_atomically(const fs::path& path, std::string_view content) {
  return write_file(path, content, true);
}

Diagnostics write_made_file(const fs::path& path, std::string_view content) {
  std::error_code none;
  if (fs::is_regular_file(path, none) && fs::file_size(path, none) == content.size()) {
    const auto known = read_file(path);
    if (known && *known == content) return {};
  }
  return write_file(path, content, false);
}

}  // namespace concord::base
