#include "replacement.h"

#include <concord/base/random.h>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>

namespace concord::base {
namespace {

// Its own short name: one made from `path` could be longer than the file system allows.
std::filesystem::path temporary_beside(const std::filesystem::path& path) {
  return path.parent_path() / fmt::format(".concord-{:016x}.tmp", random_seed());
}

}  // namespace

Replacement::Replacement(std::filesystem::path path, const struct stat* old)
    : path_(std::move(path)),
      temporary_(temporary_beside(path_)),
      file_(::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666)) {
  if (!file_.is_open()) {
    error_number_ = errno;
    temporary_.clear();  // not ours
  } else if (old && ::fchmod(file_.get(), old->st_mode & 07777) != 0) {
    error_number_ = errno;
  }
}

Replacement::~Replacement() {
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

int Replacement::finish(bool is_durable) {
  if (error_number_ != 0) return error_number_;
  if (is_durable && ::fsync(file_.get()) != 0) return errno;
  if (!file_.close() || ::rename(temporary_.c_str(), path_.c_str()) != 0) return errno;
  temporary_.clear();
  if (is_durable) sync_folder(path_.parent_path());
  return 0;
}

void sync_folder(const std::filesystem::path& folder) {
  const Descriptor opened(::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (opened.is_open()) ::fsync(opened.get());
}

}  // namespace concord::base
