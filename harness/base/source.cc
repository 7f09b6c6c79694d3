#include <concord/base/ascii.h>
#include <concord/base/source.h>
#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

namespace concord::base {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::size_t block_bytes = 1'024;  // counted for each column that is asked for

// Eight bytes at a time: the highest bit of a byte is set and the next is not.
std::size_t count_continuations(std::string_view text) {
  constexpr std::uint64_t ones = 0x0101010101010101u;
  std::size_t count = 0;
  for (; text.size() >= 8; text.remove_prefix(8)) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, text.data(), 8);
    const std::uint64_t found = (bytes >> 7) & (~bytes >> 6) & ones;  // 1 or 0 in each byte
    count += static_cast<std::size_t>((found * ones) >> 56);           // their sum
  }
  return count + static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_continuation));
}

// Code points that begin before `offset` and end there or before, when any byte may be invalid.
std::size_t count_in_any(std::string_view line, std::size_t offset) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < offset; ++count) {
    at += decode_utf8(line.substr(at)).length;
    if (at > offset) break;
  }
  return count;
}

}  // namespace

Source::Source(std::string name, std::string text, std::string label, Holds holds)
    : name_(std::move(name)),
      text_(std::move(text)),
      label_(std::move(label)),
      holds_(holds),
      is_utf8_(is_utf8(text_)) {
  if (label_.empty()) label_ = name_.substr(name_.rfind('/') + 1);
  // An editor does not show the mark, so it must not shift the columns of the first line.
  line_starts_.push_back(text_.starts_with(byte_order_mark) ? byte_order_mark.size() : 0);
  for (std::size_t at = text_.find('\n'); at != std::string::npos; at = text_.find('\n', at + 1)) {
    line_starts_.push_back(at + 1);
  }
  std::uint32_t continuations = 0;
  for (std::size_t at = 0; at <= text_.size(); at += block_bytes) {
    continuations_.push_back(continuations);
    continuations += static_cast<std::uint32_t>(count_continuations(std::string_view(text_).substr(at, block_bytes)));
  }
}

std::size_t Source::continuations_before(std::size_t offset) const {
  const std::size_t block = offset / block_bytes;
  const std::size_t begin = block * block_bytes;
  return continuations_[block] + count_continuations(std::string_view(text_).substr(begin, offset - begin));
}

std::uint32_t Source::line_number(std::size_t offset) const {
  const auto next = std::upper_bound(line_starts_.begin() + 1, line_starts_.end(), offset);
  return static_cast<std::uint32_t>(next - line_starts_.begin());
}

Position Source::position(std::size_t offset) const {
  const std::uint32_t number = line_number(offset);
  const std::string_view content = line(number);
  const std::size_t start = line_offset(number);
  const std::size_t wanted = offset > start ? std::min(offset - start, content.size()) : 0;
  const std::size_t count = is_utf8_ ? count_in_valid(start, wanted) : count_in_any(content, wanted);
  return {number, static_cast<std::uint32_t>(count + 1)};
}

// Code points of valid UTF-8 that begin within `length` bytes from `start` and end there or before.
std::size_t Source::count_in_valid(std::size_t start, std::size_t length) const {
  const std::size_t end = start + length;
  const bool is_inside = end < text_.size() && is_continuation(text_[end]);
  const std::size_t continuations = length <= block_bytes
                                        ? count_continuations(std::string_view(text_).substr(start, length))
                                        : continuations_before(end) - continuations_before(start);
  return length - continuations - (is_inside ? 1 : 0);
}

std::string_view Source::line(std::uint32_t number) const {
  if (number == 0 || number > line_count()) return {};
  const std::size_t begin = line_offset(number);
  const std::size_t end = number == line_count() ? text_.size() : line_starts_[number] - 1;
  std::string_view content = std::string_view(text_).substr(begin, end - begin);
  if (number < line_count() && content.ends_with('\r')) content.remove_suffix(1);
  return content;
}

std::size_t Source::line_offset(std::uint32_t number) const {
  return number == 0 || number > line_count() ? text_.size() : line_starts_[number - 1];
}

std::string Span::place() const {
  if (!source) return {};
  const Position at = position();
  return fmt::format("{}:{}:{}", source->name(), at.line, at.column);
}

}  // namespace concord::base
