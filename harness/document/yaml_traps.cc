#include "yaml_traps.h"

#include <yaml-cpp/exceptions.h>

#include <algorithm>
#include <array>
#include <string>

namespace concord::document {
namespace {

constexpr auto nowhere = std::string_view::npos;

bool is_structural(std::string_view message) {
  static const std::array structural = {YAML::ErrorMsg::MAP_KEY, YAML::ErrorMsg::MAP_VALUE, YAML::ErrorMsg::BLOCK_ENTRY,
                                     YAML::ErrorMsg::END_OF_MAP, YAML::ErrorMsg::END_OF_SEQ};
  return std::find(structural.begin(), structural.end(), message) != structural.end();
}

std::size_t line_start(std::string_view text, std::size_t at) {
  const std::size_t feed = at == 0 ? nowhere : text.rfind('\n', at - 1);
  return feed == nowhere ? 0 : feed + 1;
}

bool is_space_or_tab(char c) { return c == ' ' || c == '\t'; }

// Behind indentation and the dashes of lists.
std::size_t content_start(std::string_view text, std::size_t at) {
  const auto is_dash = [text](std::size_t i) {
    return text[i] == '-' && i + 1 < text.size() && is_space_or_tab(text[i + 1]);
  };
  while (at < text.size() && (is_space_or_tab(text[at]) || is_dash(at))) ++at;
  return at;
}

// One that indents; behind a dash only where what follows is laid out by it.
std::optional<YamlTrap> find_tab(std::string_view message, std::string_view text, std::size_t at) {
  const std::size_t start = line_start(text, at);
  const std::size_t indented = std::min(text.find_first_not_of(" \t", start), text.size());
  const std::size_t end = is_structural(message) ? content_start(text, start) : indented;
  const std::size_t tab = text.substr(0, end).find('\t', start);
  if (tab == nowhere) return std::nullopt;
  return YamlTrap{{tab, tab + 1}, "a tab cannot indent YAML", "use spaces"};
}

bool stands_in_key(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

YamlTrap missing_blank(std::size_t colon) {
  return {{colon, colon + 1}, "a blank is missing after this colon", "key: value"};
}

// `key:{…}` within brackets.
std::optional<YamlTrap> find_missing_blank_before(std::string_view text, std::size_t at) {
  const bool is_opened = at < text.size() && (text[at] == '{' || text[at] == '[');
  if (!is_opened || at < 2 || text[at - 1] != ':' || !stands_in_key(text[at - 2])) return std::nullopt;
  return missing_blank(at - 1);
}

// The line above is `key:value`, a text that goes on in this line.
std::optional<YamlTrap> find_missing_blank_above(std::string_view text, std::size_t at) {
  const std::size_t start = line_start(text, at);
  if (start == 0) return std::nullopt;
  const std::size_t above = line_start(text, start - 1);
  const std::string_view line = text.substr(0, start - 1);
  const std::size_t key = content_start(line, above);
  std::size_t colon = key;
  while (colon < line.size() && stands_in_key(line[colon])) ++colon;
  if (colon == key || colon + 1 >= line.size() || line[colon] != ':') return std::nullopt;
  const std::string_view value = line.substr(colon + 1);
  const bool is_text = is_space_or_tab(value[0]) || value[0] == '\r' || value[0] == '/' || value.find(": ") != nowhere;
  const bool is_time = line.substr(key, colon - key).find_first_not_of("0123456789") == nowhere;
  if (is_text || is_time) return std::nullopt;
  return missing_blank(colon);
}

// The brackets that are open at `at`, the innermost first, as far as they stand in its line; quoted ones are none.
std::string open_brackets(std::string_view text, std::size_t at, std::optional<std::size_t>& innermost) {
  std::string open;
  std::size_t closed = 0;
  const std::size_t start = line_start(text, at);
  for (std::size_t i = at; i-- > start;) {
    const char c = text[i];
    const std::size_t quote = (c == '"' || c == '\'') && i > start ? text.rfind(c, i - 1) : nowhere;
    if (quote != nowhere && quote >= start) {
      i = quote;
    } else if (c == ']' || c == '}') {
      ++closed;
    } else if ((c == '[' || c == '{') && closed > 0) {
      --closed;
    } else if (c == '[' || c == '{') {
      if (!innermost) innermost = i;
      open += c;
    }
  }
  return open;
}

// `{a: [b}`: the one that is closed was opened, further out than one that was not closed.
std::optional<YamlTrap> find_open_bracket(std::string_view text, std::size_t at) {
  if (at >= text.size() || (text[at] != ']' && text[at] != '}')) return std::nullopt;
  std::optional<std::size_t> innermost;
  const std::string open = open_brackets(text, at, innermost);
  const char own = text[at] == ']' ? '[' : '{';
  if (open.find(own) == std::string::npos || open.front() == own) return std::nullopt;
  const std::size_t begin = *innermost;
  const bool is_in_text = begin > 0 && std::string_view(" \t[{,:").find(text[begin - 1]) == nowhere;
  return YamlTrap{{begin, begin + 1},
                  "this bracket is not closed",
                  is_in_text ? "quote a text that has brackets in it" : "",
                  TextRange{at, at + 1}};
}

}  // namespace

std::optional<YamlTrap> find_yaml_trap(std::string_view message, std::string_view text, std::size_t at) {
  if (auto tab = find_tab(message, text, at)) return tab;
  if (message == YAML::ErrorMsg::END_OF_MAP_FLOW) return find_missing_blank_before(text, at);
  if (message == YAML::ErrorMsg::MAP_VALUE) return find_missing_blank_above(text, at);
  if (message == YAML::ErrorMsg::FLOW_END) return find_open_bracket(text, at);
  return std::nullopt;
}

}  // namespace concord::document
