#include "wrap.h"

#include <concord/base/text.h>

#include <algorithm>

namespace concord::report {
namespace {

// Without the sequences that colour it.
std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '\x1b') {
      at = std::min(text.find('m', at), text.size() - 1) + 1;
      continue;
    }
    at += base::decode_utf8(text.substr(at)).length;
    ++columns;
  }
  return columns;
}

bool is_command(std::string_view line) { return line.substr(0, 60).find("again:") != std::string_view::npos; }

// Where the text of a line begins: behind a label ("     expected:   "), else two columns more than it is set in.
std::size_t hanging_indent(std::string_view line) {
  constexpr std::size_t label = 17;
  const std::size_t begin = std::min(line.find_first_not_of(' '), line.size());
  return begin == 5 ? label : begin + 2;
}

std::string wrapped_line(std::string_view line, std::size_t columns) {
  if (columns_of(line) <= columns || is_command(line)) return std::string(line);
  const std::size_t indent = std::min(hanging_indent(line), columns / 2);
  std::string text;
  std::size_t used = 0;
  bool is_start = true;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t word = std::min(line.find_first_not_of(' ', at), line.size());
    const std::size_t end = std::min(line.find(' ', word), line.size());
    const std::string_view blanks = line.substr(at, word - at), part = line.substr(word, end - word);
    const std::size_t width = columns_of(part);
    if (!is_start && used > indent && used + blanks.size() + width > columns) {
      text += '\n' + std::string(indent, ' ');
      used = indent;
    } else {
      text += blanks;
      used += blanks.size();
    }
    text += part;
    used += width;
    is_start = false;
    at = end;
  }
  return text;
}

}  // namespace

std::string wrapped(std::string_view text, std::size_t columns) {
  std::string out;
  std::size_t number = 0;
  for (const std::string_view line : base::split(text, '\n')) {
    if (number++ != 0) out += '\n';
    out += wrapped_line(line, columns);
  }
  return out;
}

}  // namespace concord::report
