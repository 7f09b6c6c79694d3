#include <concord/base/descriptor.h>

#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <string>

namespace concord::base {
namespace {

constexpr int longest_wait_ms = 10'000;

// 0 when the descriptor takes something again, or an errno.
int wait_until_writable(int descriptor) {
  pollfd wanted{descriptor, POLLOUT, 0};
  const int ready = ::poll(&wanted, 1, longest_wait_ms);
  if (ready < 0) return errno == EINTR ? 0 : errno;
  return ready == 0 ? ETIMEDOUT : 0;
}

}  // namespace

Descriptor open_unnamed_file() {
  std::error_code failed;
  const std::filesystem::path folder = std::filesystem::temp_directory_path(failed);
  std::string name = ((failed ? std::filesystem::path("/tmp") : folder) / "concord-XXXXXX").string();
  Descriptor file(::mkostemp(name.data(), O_CLOEXEC));
  if (file.is_open()) ::unlink(name.c_str());
  return file;
}

bool Descriptor::close() {
  if (!is_open()) return true;
  const int result = ::close(std::exchange(number_, -1));
  return result == 0 || errno == EINTR;
}

int write_all(int descriptor, std::string_view content) {
  while (!content.empty()) {
    const ssize_t count = ::write(descriptor, content.data(), content.size());
    if (count > 0) {
      content.remove_prefix(static_cast<std::size_t>(count));
    } else if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
      if (const int failed = wait_until_writable(descriptor)) return failed;
    } else if (count < 0 && errno != EINTR) {
      return errno;
    }
  }
  return 0;
}

}  // namespace concord::base
