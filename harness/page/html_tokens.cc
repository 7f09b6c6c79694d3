#include "html_tokens.h"

#include <concord/base/ascii.h>
#include <concord/base/text.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace concord::page {
namespace {

using base::is_blank;
using base::is_letter;

constexpr auto named_entities = std::to_array<std::pair<std::string_view, char32_t>>({
    {"amp", U'&'},    {"apos", U'\''},   {"bull", 0x2022},   {"cent", 0xA2},   {"copy", 0xA9},    {"deg", 0xB0},
    {"emsp", 0x2003}, {"ensp", 0x2002},  {"euro", 0x20AC},   {"ge", 0x2265},   {"gt", U'>'},      {"hellip", 0x2026},
    {"laquo", 0xAB},  {"larr", 0x2190},  {"lbrace", U'{'},   {"lbrack", U'['}, {"lcub", U'{'},    {"ldquo", 0x201C},
    {"le", 0x2264},   {"lsqb", U'['},    {"lsquo", 0x2018},  {"lt", U'<'},     {"mdash", 0x2014}, {"middot", 0xB7},
    {"nbsp", U' '},   {"ndash", 0x2013}, {"ne", 0x2260},     {"num", U'#'},    {"para", 0xB6},    {"plusmn", 0xB1},
    {"pound", 0xA3},  {"quot", U'"'},    {"raquo", 0xBB},    {"rarr", 0x2192}, {"rbrace", U'}'},  {"rbrack", U']'},
    {"rcub", U'}'},   {"rdquo", 0x201D}, {"reg", 0xAE},      {"rsqb", U']'},   {"rsquo", 0x2019}, {"sect", 0xA7},
    {"shy", 0xAD},    {"sol", U'/'},     {"thinsp", 0x2009}, {"times", 0xD7},  {"trade", 0x2122}, {"verbar", U'|'},
    {"vert", U'|'},   {"zwj", 0x200D},   {"zwnj", 0x200C},
});
constexpr std::size_t longest_entity = 12;

bool is_name_character(char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.'; }

// `body` is what stands between '&' and ';'.
std::optional<char32_t> entity(std::string_view body) {
  if (body.starts_with('#')) {
    body.remove_prefix(1);
    const bool is_hex = body.starts_with('x') || body.starts_with('X');
    if (is_hex) body.remove_prefix(1);
    std::uint32_t code = 0;
    const auto read = std::from_chars(body.data(), body.data() + body.size(), code, is_hex ? 16 : 10);
    const bool is_scalar = code != 0 && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
    if (read.ec != std::errc{} || read.ptr != body.data() + body.size() || !is_scalar) return std::nullopt;
    return code == 0xA0 ? U' ' : static_cast<char32_t>(code);
  }
  const auto found = std::lower_bound(named_entities.begin(), named_entities.end(), body,
                                      [](const auto& row, std::string_view name) { return row.first < name; });
  if (found == named_entities.end() || found->first != body) return std::nullopt;
  return found->second;
}

// What follows `name` and '=' at `at`: quoted, in braces, or bare. `at` is moved behind it.
std::string_view attribute_value(std::string_view raw, std::size_t& at) {
  const char open = at < raw.size() ? raw[at] : '\0';
  const char close = open == '{' ? '}' : open;
  if (open == '"' || open == '\'' || open == '{') {
    const std::size_t end = std::min(raw.find(close, at + 1), raw.size());
    const std::string_view value = raw.substr(at + 1, end - at - 1);
    at = std::min(end + 1, raw.size());
    return value;
  }
  const std::size_t begin = at;
  while (at < raw.size() && !is_blank(raw[at]) && raw[at] != '>') ++at;
  return raw.substr(begin, at - begin);
}

}  // namespace

HtmlToken HtmlTokens::text_until(std::size_t end) {
  HtmlToken token;
  token.raw = text_.substr(at_, end - at_);
  token.begin = at_;
  token.end = at_ = end;
  return token;
}

// Behind the '>' of the tag that starts at `begin`, or npos. Quotes protect a '>' as long as every quote is closed
// soon; a page where one is not is read without quotes from there on, which keeps the pass linear.
std::size_t HtmlTokens::tag_end(std::size_t begin) {
  constexpr std::size_t longest_tag = 1 << 16;
  char quote = 0;
  const std::size_t limit = std::min(text_.size(), begin + longest_tag);
  for (std::size_t i = begin; do_quotes_hold_ && i < limit; ++i) {
    const char c = text_[i];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if ((c == '"' || c == '\'') && text_[i - 1] == '=') {
      quote = c;
    } else if (c == '>') {
      return i + 1;
    } else if (c == '<') {
      break;
    }
  }
  if (quote != 0) do_quotes_hold_ = false;
  const std::size_t end = text_.find_first_of("<>", begin);
  if (end == std::string_view::npos) has_no_more_tags_ = true;
  return end == std::string_view::npos || text_[end] == '<' ? std::string_view::npos : end + 1;
}

std::optional<HtmlToken> HtmlTokens::next() {
  while (text_.substr(at_).starts_with("<!--")) {
    const std::size_t end = text_.find("-->", at_ + 4);
    at_ = end == std::string_view::npos ? text_.size() : end + 3;
  }
  if (at_ >= text_.size()) return std::nullopt;
  if (has_no_more_tags_ || text_[at_] != '<') {
    return text_until(has_no_more_tags_ ? text_.size() : std::min(text_.find('<', at_), text_.size()));
  }
  const bool is_close = at_ + 1 < text_.size() && text_[at_ + 1] == '/';
  const std::size_t name = at_ + (is_close ? 2 : 1);
  if (name >= text_.size() || !is_letter(text_[name])) return text_until(at_ + 1);
  const std::size_t end = tag_end(name);
  if (end == std::string_view::npos) return text_until(at_ + 1);
  HtmlToken token = text_until(end);
  std::size_t name_end = name;
  while (is_name_character(text_[name_end])) ++name_end;
  token.kind = is_close ? HtmlKind::Close : HtmlKind::Open;
  token.name = base::to_lower_ascii(text_.substr(name, name_end - name));
  token.is_closed = token.raw.ends_with("/>");
  return token;
}

std::optional<std::string> html_attribute(const HtmlToken& tag, std::string_view name) {
  std::string_view raw = tag.raw;
  if (raw.ends_with('>')) raw.remove_suffix(1);
  if (raw.ends_with('/')) raw.remove_suffix(1);
  std::size_t at = 1 + tag.name.size();
  while (at < raw.size()) {
    while (at < raw.size() && is_blank(raw[at])) ++at;
    const std::size_t begin = at;
    while (at < raw.size() && !is_blank(raw[at]) && raw[at] != '=') ++at;
    const std::string_view key = raw.substr(begin, at - begin);
    std::string_view value;
    if (at < raw.size() && raw[at] == '=') value = attribute_value(raw, ++at);
    if (base::equals_ignoring_case(key, name)) return decode_entities(value);
  }
  return std::nullopt;
}

std::string decode_entities(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t end = text[i] == '&' ? text.substr(i, longest_entity).find(';') : std::string_view::npos;
    const auto known = end == std::string_view::npos ? std::nullopt : entity(text.substr(i + 1, end - 1));
    if (known) {
      base::append_utf8(out, *known);
      i += end;
    } else {
      out += text[i];
    }
  }
  return out;
}

}  // namespace concord::page
