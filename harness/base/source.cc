#include <concord/base/source.h>
#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>

namespace concord::base {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

// Code points that begin before `offset` and end there or before. `line` is valid UTF-8, which a machine can count
// fast: minified JSON is one line of megabytes.
std::size_t count_in_valid(std::string_view line, std::size_t offset) {
  const std::string_view before = line.substr(0, offset);
  const auto continuations = static_cast<std::size_t>(std::count_if(before.begin(), before.end(), is_continuation));
  const bool is_inside = offset < line.size() && is_continuation(line[offset]);
  return before.size() - continuations - (is_inside ? 1 : 0);
}

// The same when any byte may be invalid.
std::size_t count_in_any(std::string_view line, std::size_t offset) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < offset; ++count) {
    at += decode_utf8(line.substr(at)).length;
    if (at > offset) break;
  }
  return count;
}

}  // namespace

Source::Source(std::string name, std::string text)
    : name_(std::move(name)), text_(std::move(text)), is_utf8_(is_utf8(text_)) {
  // An editor does not show the mark, so it must not shift the columns of the first line.
  line_starts_.push_back(text_.starts_with(byte_order_mark) ? byte_order_mark.size() : 0);
  for (std::size_t at = text_.find('\n'); at != std::string::npos; at = text_.find('\n', at + 1)) {
    line_starts_.push_back(at + 1);
  }
}

Position Source::position(std::size_t offset) const {
  const auto next = std::upper_bound(line_starts_.begin() + 1, line_starts_.end(), offset);
  const auto number = static_cast<std::uint32_t>(next - line_starts_.begin());
  const std::string_view content = line(number);
  const std::size_t start = line_offset(number);
  const std::size_t wanted = offset > start ? std::min(offset - start, content.size()) : 0;
  const std::size_t count = is_utf8_ ? count_in_valid(content, wanted) : count_in_any(content, wanted);
  return {number, static_cast<std::uint32_t>(count + 1)};
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
