#include <concord/base/file.h>
#include <concord/base/made_file.h>
#include <concord/base/random.h>

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

std::string reason(int error_number) { return std::generic_category().message(error_number); }

Diagnostic cannot_read(const fs::path& path, std::string_view why) {
  return error("file.cannot-read", fmt::format("cannot read \"{}\": {}", path.generic_string(), why));
}

Diagnostic cannot_write(const fs::path& path, std::string_view why) {
  return error("file.cannot-write", fmt::format("cannot write \"{}\": {}", path.generic_string(), why));
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() { close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  bool is_open() const { return number_ >= 0; }
  int get() const { return number_; }
  // False, with errno, when the system only now finds that something was not written.
  bool close() {
    if (!is_open()) return true;
    const int result = ::close(number_);
    number_ = -1;
    return result == 0 || errno == EINTR;
  }

 private:
  int number_;
};

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

bool write_all(int descriptor, std::string_view content) {
  while (!content.empty()) {
    const ssize_t count = ::write(descriptor, content.data(), content.size());
    if (count < 0 && errno != EINTR) return false;
    if (count > 0) content.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

// Its own short name: one made from `path` could be longer than the file system allows.
fs::path temporary_beside(const fs::path& path) {
  return path.parent_path() / fmt::format(".concord-{:016x}.tmp", random_seed());
}

// 0, or an errno. The file gets the mode of `old`, or what the umask leaves when there was none.
int write_new_file(const fs::path& path, std::string_view content, const struct stat* old, bool is_durable) {
  Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
  if (!file.is_open()) return errno;
  if (old && ::fchmod(file.get(), old->st_mode & 07777) != 0) return errno;
  const bool is_written = write_all(file.get(), content) && (!is_durable || ::fsync(file.get()) == 0) && file.close();
  return is_written ? 0 : errno;
}

// So that the new name survives a crash. The content is safe already, so a folder that cannot be synchronised is fine.
void sync_folder(const fs::path& folder) {
  const Descriptor opened(::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (opened.is_open()) ::fsync(opened.get());
}

// Replaces `path`, or leaves nothing behind. 0, or an errno.
int replace_file(const fs::path& path, std::string_view content, const struct stat* old, bool is_durable) {
  const fs::path temporary = temporary_beside(path);
  int error_number = write_new_file(temporary, content, old, is_durable);
  if (error_number == 0 && ::rename(temporary.c_str(), path.c_str()) != 0) error_number = errno;
  if (error_number == EEXIST) return error_number;  // not ours
  if (error_number != 0) ::unlink(temporary.c_str());
  return error_number;
}

Diagnostics write_file(const fs::path& path, std::string_view content, bool is_durable) {
  std::error_code failed;
  if (path.has_parent_path()) fs::create_directories(path.parent_path(), failed);
  if (failed) return {cannot_write(path, failed.message())};
  struct stat old = {};
  const bool exists = ::stat(path.c_str(), &old) == 0;
  if (exists && S_ISDIR(old.st_mode)) return {cannot_write(path, reason(EISDIR))};
  // Renaming over a device or a pipe would destroy it.
  if (exists && !S_ISREG(old.st_mode)) return {cannot_write(path, "it is not a regular file")};
  const int error_number = replace_file(path, content, exists ? &old : nullptr, is_durable);
  if (error_number != 0) return {cannot_write(path, reason(error_number))};
  return {};
}

}  // namespace

Result<std::string> read_file(const fs::path& path, std::uintmax_t limit) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open()) return cannot_read(path, reason(errno));
  std::string content;
  if (const int error_number = read_all(file.get(), limit, content)) return cannot_read(path, reason(error_number));
  if (content.size() > limit) {
    return error("file.too-large",
                 fmt::format("cannot read \"{}\": it is over the limit of {} bytes", path.generic_string(), limit));
  }
  return content;
}

Result<const Source*> load_source(SourceSet& sources, const fs::path& path) {
  auto content = read_file(path);
  if (!content) return std::move(content).diagnostics();
  return &sources.add(path.generic_string(), std::move(content).value());
}

Diagnostics write_file_atomically(const fs::path& path, std::string_view content) {
  Diagnostics mistakes = write_file(path, content, true);
  if (mistakes.empty()) sync_folder(path.parent_path());
  return mistakes;
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
