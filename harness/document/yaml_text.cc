#include "yaml_text.h"

#include <algorithm>

namespace concord::document {
namespace {

constexpr std::string_view blanks = " \t\r\n";

std::size_t skip_any(std::string_view text, std::size_t at, std::string_view characters) {
  return std::min(text.find_first_not_of(characters, at), text.size());
}

std::size_t find_any(std::string_view text, std::size_t at, std::string_view characters) {
  return std::min(text.find_first_of(characters, at), text.size());
}

std::optional<std::size_t> double_quoted_end(std::string_view text, std::size_t at) {
  for (++at; at < text.size(); ++at) {
    if (text[at] == '"') return at + 1;
    if (text[at] == '\\') ++at;
  }
  return std::nullopt;
}

std::optional<std::size_t> single_quoted_end(std::string_view text, std::size_t at) {
  for (++at; at < text.size(); ++at) {
    if (text[at] != '\'') continue;
    if (text.substr(at, 2) != "''") return at + 1;
    ++at;
  }
  return std::nullopt;
}

std::size_t line_end(std::string_view text, std::size_t at) {
  const std::size_t end = find_any(text, at, "\n");
  return end > at && end <= text.size() && text[end - 1] == '\r' ? end - 1 : end;
}

std::size_t next_line(std::string_view text, std::size_t at) {
  return std::min(find_any(text, at, "\n") + 1, text.size());
}

// Spaces at the start of the first line of `value` that has anything else: they are content, not indentation.
std::size_t leading_spaces(std::string_view value) {
  const std::size_t first = skip_any(value, 0, " \n");
  const std::size_t start = value.substr(0, first).rfind('\n');
  return start == std::string_view::npos ? first : first - start - 1;
}

std::size_t block_scalar_end(std::string_view text, std::size_t at, std::string_view value) {
  std::size_t end = line_end(text, at);
  std::size_t least = 0;
  for (at = next_line(text, at); at < text.size(); at = next_line(text, at)) {
    const std::size_t first = skip_any(text, at, " ");
    const std::size_t stop = line_end(text, first);
    if (first >= stop) continue;
    const std::size_t indentation = first - at;
    if (least == 0) least = std::max<std::size_t>(indentation - std::min(indentation, leading_spaces(value)), 1);
    if (indentation < least) break;
    end = stop;
  }
  return end;
}

// Follows `value` through the text, where any white space may stand for a blank or a line feed of it.
std::size_t plain_end(std::string_view text, std::size_t at, std::string_view value) {
  std::size_t end = at;
  for (std::size_t i = 0; i < value.size() && at < text.size();) {
    if (blanks.find(value[i]) != std::string_view::npos) {
      i = skip_any(value, i, blanks);
      at = skip_any(text, at, blanks);
    } else if (value[i] == text[at]) {
      ++i;
      end = ++at;
    } else {
      break;
    }
  }
  return end;
}

}  // namespace

std::size_t skip_blanks_and_comments(std::string_view text, std::size_t at) {
  at = skip_any(text, at, blanks);
  while (at < text.size() && text[at] == '#') at = skip_any(text, find_any(text, at, "\n"), blanks);
  return at;
}

std::size_t skip_properties(std::string_view text, std::size_t at) {
  while (at < text.size() && (text[at] == '&' || text[at] == '!')) {
    const bool is_verbatim = text.substr(at, 2) == "!<";
    at = is_verbatim ? std::min(find_any(text, at, ">") + 1, text.size()) : find_any(text, at, " \t\r\n,[]{}");
    at = skip_blanks_and_comments(text, at);
  }
  return at;
}

std::optional<std::size_t> scalar_end(std::string_view text, std::size_t at, std::string_view value) {
  if (at >= text.size()) return text.size();
  switch (text[at]) {
    case '"': return double_quoted_end(text, at);
    case '\'': return single_quoted_end(text, at);
    case '|':
    case '>': return block_scalar_end(text, at, value);
    default: return plain_end(text, at, value);
  }
}

std::size_t flow_end(std::string_view text, std::size_t at) {
  for (at = skip_blanks_and_comments(text, at); at < text.size() && text[at] == ',';) {
    at = skip_blanks_and_comments(text, at + 1);
  }
  return std::min(at + 1, text.size());
}

}  // namespace concord::document
