#include "out_place.h"

#include <concord/base/line_reader.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace concord::base {
namespace {

constexpr std::size_t kChunk = 256 << 10;

Diagnostic cannot_read(const std::filesystem::path& path, int error_number) {
  return error("file.cannot-read", "cannot read \"" + path.generic_string() + "\": " + reason(error_number));
}

}  // namespace

Result<LineReader> LineReader::open(const std::filesystem::path& path, std::size_t longest) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return cannot_read(path, errno);
  LineReader reader(descriptor, longest);
  struct stat status = {};
  if (::fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode)) return cannot_read(path, EISDIR);
  return reader;
}

LineReader::LineReader(int descriptor, std::size_t longest)
    : descriptor_(descriptor), longest_(longest), buffer_(std::min(kChunk, longest + 1)) {}

LineReader::LineReader(LineReader&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      longest_(other.longest_),
      buffer_(std::move(other.buffer_)),
      begin_(other.begin_),
      searched_(other.searched_),
      end_(other.end_),
      number_(other.number_),
      is_at_end_(other.is_at_end_),
      is_skipping_(other.is_skipping_),
      failure_(std::move(other.failure_)) {}

LineReader::~LineReader() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::optional<LineReader::Line> LineReader::next() {
  for (;;) {
    if (const auto text = find_line()) {
      const bool is_too_long = std::exchange(is_skipping_, false);
      return Line{++number_, is_too_long ? std::string_view() : *text, is_too_long};
    }
    if (is_at_end_ && begin_ == end_ && !is_skipping_) return std::nullopt;
    if (end_ - begin_ > longest_ || is_skipping_) {
      is_skipping_ = true;
      begin_ = searched_ = end_;
    }
    if (!fill() && !failure_.empty()) return std::nullopt;
  }
}

// The line that begins at begin_, when its end is in the buffer.
std::optional<std::string_view> LineReader::find_line() {
  const char* from = buffer_.data() + searched_;
  const auto* feed = static_cast<const char*>(std::memchr(from, '\n', end_ - searched_));
  const bool is_last = !feed && is_at_end_ && (begin_ < end_ || is_skipping_);
  if (!feed && !is_last) {
    searched_ = end_;
    return std::nullopt;
  }
  const auto end = feed ? static_cast<std::size_t>(feed - buffer_.data()) : end_;
  const std::string_view text(buffer_.data() + begin_, end - begin_);
  begin_ = searched_ = feed ? end + 1 : end;
  if (text.size() > longest_) is_skipping_ = true;
  return text;
}

// Reads more behind what is there, which moves to the front; the buffer grows by doubling. False at the end.
bool LineReader::fill() {
  if (begin_ > 0) {
    std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_),
              buffer_.begin() + static_cast<std::ptrdiff_t>(end_), buffer_.begin());
    searched_ -= begin_;
    end_ -= begin_;
    begin_ = 0;
  }
  if (end_ == buffer_.size()) buffer_.resize(std::min(2 * buffer_.size(), longest_ + 1));
  ssize_t count = 0;
  do count = ::read(descriptor_, buffer_.data() + end_, buffer_.size() - end_);
  while (count < 0 && errno == EINTR);
  if (count < 0) failure_ = reason(errno);
  is_at_end_ = count <= 0;
  end_ += static_cast<std::size_t>(std::max<ssize_t>(count, 0));
  return count > 0;
}

}  // namespace concord::base
