#include <concord/base/descriptor.h>

#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <string>

namespace concord::base {
namespace {

constexpr int longest_wait_ms = 10'000;
constexpr std::size_t read_at_once = 128u << 10;  // bytes
constexpr std::size_t kept_before = 32u << 10;  // of those: what is nearly in order is asked for, too
constexpr std::size_t most_kept = 1u << 20;     // one long piece is no reason to keep so much

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

ssize_t read_at(int descriptor, char* to, std::size_t size, std::uint64_t offset) {
  for (;;) {
    const ssize_t count = ::pread(descriptor, to, size, static_cast<off_t>(offset));
    if (count >= 0 || errno != EINTR) return count;
  }
}

std::string_view PieceReader::known(std::uint64_t offset, std::size_t size) const {
  if (offset < begin_ || offset - begin_ >= bytes_.size()) return {};
  return std::string_view(bytes_).substr(static_cast<std::size_t>(offset - begin_), size);
}

void PieceReader::fill(int descriptor, std::size_t least) {
  std::size_t got = 0;
  while (got < least) {
    const ssize_t count = read_at(descriptor, bytes_.data() + got, bytes_.size() - got, begin_ + got);
    if (count < 0) error_ = errno;
    if (count <= 0) break;
    got += static_cast<std::size_t>(count);
  }
  bytes_.resize(got);
}

std::string_view PieceReader::read(int descriptor, std::uint64_t offset, std::size_t size) {
  error_ = 0;
  const std::uint64_t last = std::exchange(behind_, offset + size);
  if (const std::string_view piece = known(offset, size); piece.size() == size) return piece;
  if (bytes_.capacity() > most_kept && size < most_kept / 4) bytes_ = std::string();
  const bool is_near = offset + kept_before >= last && offset <= last + read_at_once;
  const std::size_t before = is_near ? static_cast<std::size_t>(std::min<std::uint64_t>(offset, kept_before)) : 0;
  begin_ = offset - before;
  bytes_.resize(is_near ? std::max(before + size, read_at_once) : size);
  fill(descriptor, before + size);
  return known(offset, size);
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
