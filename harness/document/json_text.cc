#include "json_text.h"

#include <concord/base/text.h>

#include <algorithm>

namespace concord::document {
namespace {

constexpr std::size_t max_shown = 40;

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '+' ||
         c == '-' || c == '.';
}

}  // namespace

TextRange found_character(std::string_view text, std::size_t at) {
  if (at >= text.size()) return {text.size(), text.size()};
  return {at, at + std::max<std::size_t>(base::utf8_sequence_length(text.substr(at, 4)), 1)};
}

TextRange found_token(std::string_view text, std::size_t at) {
  if (at >= text.size() || !is_word(text[at])) return found_character(text, at);
  std::size_t end = at;
  while (end < text.size() && is_word(text[end])) ++end;
  return {at, end};
}

std::string describe_found(std::string_view text, TextRange found) {
  const std::string_view word = text.substr(found.begin, found.end - found.begin);
  const std::string_view quote = word == "'" ? "\"" : "'";
  std::string shown(quote);
  return shown.append(base::ellipsize(base::escape_line(word.substr(0, 4 * max_shown)), max_shown)).append(quote);
}

std::string describe_rest(std::string_view text, TextRange found) {
  if (found.begin == found.end) return "the text ends here";
  return "found " + describe_found(text, found);
}

std::string hint_for(std::string_view text, TextRange found) {
  const std::string_view word = text.substr(found.begin, found.end - found.begin);
  if (word.empty()) return {};
  if (word == "NaN" || word == "Infinity") return "JSON has neither NaN nor infinity";
  if (word == "True" || word == "False") return "write " + base::to_lower_ascii(word);
  if (word == "None" || word == "nil" || word == "undefined" || word == "Null") return "write null";
  if (word == "'") return "strings stand in double quotes";
  if (word == "/" || word == "#") return "JSON has no comments";
  if (word.starts_with('+')) return "a number must not begin with '+'";
  if (word.starts_with('.') && word.size() > 1) return "a number needs a digit before '.'";
  return {};
}

std::string shown_key(std::string_view key) {
  return base::ellipsize(base::escape_line(key.substr(0, 4 * max_shown)), max_shown);
}

}  // namespace concord::document
