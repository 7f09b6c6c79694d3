#include <concord/base/source.h>
#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>

namespace concord::base {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

}  // namespace

Source::Source(std::string name, std::string text) : name_(std::move(name)), text_(std::move(text)) {
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
  std::uint32_t column = 1;
  for (std::size_t at = 0; at < wanted; ++column) {
    at += decode_utf8(content.substr(at)).length;
    if (at > wanted) break;  // `offset` is inside a code point: its column
  }
  return {number, column};
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
