#include "journal_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <system_error>

namespace concord::result {
namespace {

constexpr std::size_t chunk = 1u << 20;

base::Diagnostic cannot_read(const std::string& path, std::string_view why) {
  return base::error("journal.cannot-read", fmt::format("cannot read \"{}\": {}", path, why));
}

std::string reason(int error_number) { return std::generic_category().message(error_number); }

}  // namespace

base::Result<JournalFile> JournalFile::open(const std::string& path) {
  // Not waited for: a pipe without a writer.
  base::Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.is_open()) return cannot_read(path, reason(errno));
  struct stat found = {};
  if (::fstat(file.get(), &found) != 0) return cannot_read(path, reason(errno));
  if (S_ISDIR(found.st_mode)) return cannot_read(path, reason(EISDIR));
  if (!S_ISREG(found.st_mode)) return cannot_read(path, "it is not a regular file");
  return JournalFile(std::move(file), path);
}

std::string_view JournalFile::read(const LinePlace& place) const {
  const std::string_view line = pieces_.read(file_.get(), place.offset, place.size);
  return line.size() == place.size ? line : std::string_view();
}

bool JournalLines::fill() {
  buffer_.erase(0, begin_);
  begin_ = 0;
  const std::size_t used = buffer_.size();
  buffer_.resize(used + chunk);
  const ssize_t count = base::read_at(file_.descriptor(), buffer_.data() + used, chunk, offset_ + used);
  if (count < 0) error_number_ = errno;
  buffer_.resize(used + (count > 0 ? static_cast<std::size_t>(count) : 0));
  return count > 0;
}

JournalLines::State JournalLines::take(std::size_t size, bool has_end) {
  line_ = std::string_view(buffer_).substr(begin_, size);
  place_ = {offset_, static_cast<std::uint32_t>(size)};
  begin_ += size + (has_end ? 1 : 0);
  offset_ += size + (has_end ? 1 : 0);
  return has_end ? State::Line : State::Cut;
}

JournalLines::State JournalLines::skip_long_line() {
  for (;;) {
    const std::size_t end = buffer_.find('\n', begin_);
    const std::size_t size = end == std::string::npos ? buffer_.size() - begin_ : end - begin_ + 1;
    begin_ += size;
    offset_ += size;
    if (end != std::string::npos || !fill()) return State::TooLong;
  }
}

JournalLines::State JournalLines::next() {
  line_ = {};
  ++number_;
  std::size_t searched = begin_;
  for (;;) {
    const std::size_t end = buffer_.find('\n', searched);
    if (end != std::string::npos) return take(end - begin_, true);
    if (buffer_.size() - begin_ > max_line_bytes) return skip_long_line();
    const std::size_t size = buffer_.size() - begin_;
    if (!fill()) return size == 0 ? State::End : take(size, false);
    searched = size;
  }
}

}  // namespace concord::result
