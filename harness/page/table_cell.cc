#include "table_cell.h"

#include <concord/base/ascii.h>
#include <concord/base/text.h>

#include <algorithm>
#include <array>
#include <optional>

namespace concord::page {
namespace {

using base::trim;

void start_line(std::string& text) {
  while (text.ends_with(' ')) text.pop_back();
  if (!text.empty() && !text.ends_with('\n')) text += '\n';
}

void add_words(std::string& text, std::string_view words) {
  for (const char c : words) {
    const bool is_blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!is_blank) {
      text += c;
    } else if (!text.empty() && text.back() != ' ' && text.back() != '\n') {
      text += ' ';
    }
  }
}

bool is_block_tag(std::string_view name) {
  static constexpr auto names =
      std::to_array<std::string_view>({"p", "li", "br", "ol", "ul", "div", "tr", "details", "summary"});
  return std::find(names.begin(), names.end(), name) != names.end();
}

// [text](href)
std::optional<Link> link_at(std::string_view raw, std::size_t begin) {
  constexpr std::size_t longest_link = 2048;
  if (raw[begin] != '[') return std::nullopt;
  raw = raw.substr(0, std::min(raw.size(), begin + longest_link));
  const std::size_t middle = raw.find("](", begin);
  const std::size_t end = middle == std::string_view::npos ? middle : raw.find(')', middle);
  if (end == std::string_view::npos || raw.substr(begin, end - begin).find(')') != std::string_view::npos)
    return std::nullopt;
  return Link{std::string(raw.substr(middle + 2, end - middle - 2)),
              std::string(raw.substr(begin + 1, middle - begin - 1))};
}

// Where the emphasis that opens at `at` (`*string*`, `(_string_)`) is closed; npos when none opens there. A mark behind
// a name (`size*`) opens none.
std::size_t emphasis_end(std::string_view text, std::size_t at) {
  const char mark = text[at];
  if (mark != '*' && mark != '_') return std::string_view::npos;
  const auto is_plain = [](char c) { return base::is_alphanumeric(c) || c == '`' || c == '*' || c == '_'; };
  const bool may_open = at == 0 ? mark == '*' : !is_plain(text[at - 1]);
  if (!may_open || at + 1 >= text.size() || text[at + 1] == mark || text[at + 1] == ' ') return std::string_view::npos;
  constexpr std::size_t longest = 200;
  const std::size_t close = text.substr(0, at + longest).find(mark, at + 1);
  if (close == std::string_view::npos || text[close - 1] == ' ') return std::string_view::npos;
  return close + 1 < text.size() && is_plain(text[close + 1]) ? std::string_view::npos : close;
}

bool is_mark(std::string_view text) { return text == "*" || base::equals_ignoring_case(text, "required"); }

}  // namespace

void CellBuilder::add_html(std::string_view text) { add_words(cell_.text, decode_entities(text)); }

void CellBuilder::add_tag(const HtmlToken& tag) {
  if (is_block_tag(tag.name)) start_line(cell_.text);
  if (tag.name != "code" && tag.name != "a" && tag.name != "mark") return;
  if (tag.kind == HtmlKind::Open) {
    constexpr std::size_t deepest = 16;
    if (opened_.size() < deepest)
      opened_.push_back({tag.name, html_attribute(tag, "href").value_or(""), cell_.text.size()});
    return;
  }
  if (opened_.empty() || opened_.back().name != tag.name) return;
  const Opened one = std::move(opened_.back());
  opened_.pop_back();
  close(one);
}

void CellBuilder::close(const Opened& one) {
  const std::size_t begin = std::min(one.begin, cell_.text.size());
  const std::string text(trim(std::string_view(cell_.text).substr(begin)));
  if (one.name == "code") cell_.codes.push_back(text);
  if (one.name == "a") cell_.links.push_back({one.href, text});
  if (one.name != "mark" || !is_mark(text)) return;
  cell_.is_starred = true;
  cell_.text.erase(begin);
}

// Code, a link, a tag, an entity or an escaped character at `at`: adds it and gives the place behind it, else `at`.
std::size_t CellBuilder::add_special(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  if (rest[0] == '`') {
    const std::size_t close = rest.find('`', 1);
    if (close == std::string_view::npos) return at + 1;
    cell_.codes.emplace_back(rest.substr(1, close - 1));
    cell_.text += cell_.codes.back();
    return at + close + 1;
  }
  if (const auto link = link_at(text, at)) {
    cell_.links.push_back(*link);
    cell_.text += base::replace_all(link->text, "`", "");
    return text.find(')', at) + 1;
  }
  if (rest[0] == '<') {
    const auto tag = HtmlTokens(text.substr(0, std::min(text.size(), at + 2048)), at, text.size()).next();
    if (!tag || tag->kind == HtmlKind::Text) return at;
    add_tag(*tag);
    return tag->end;
  }
  if (rest[0] == '&') {
    const std::size_t end = rest.substr(0, 12).find(';');
    if (end == std::string_view::npos) return at;
    cell_.text += decode_entities(rest.substr(0, end + 1));
    return at + end + 1;
  }
  if (rest[0] != '\\' || rest.size() < 2) return at;
  cell_.text += rest[1];
  return at + 2;
}

void CellBuilder::add_markdown(std::string_view text) {
  constexpr std::size_t longest_cell = 1 << 16;
  text = text.substr(0, longest_cell);
  int stars = 0;                                 // single ones: two of them are emphasis, one is a mark
  std::size_t closing = std::string_view::npos;  // of an emphasis that is open
  for (std::size_t i = 0; i < text.size();) {
    if (i == closing) {
      ++i;
      continue;
    }
    if (closing == std::string_view::npos || i > closing) {
      closing = emphasis_end(text, i);
      if (closing != std::string_view::npos) {
        ++i;
        continue;
      }
    }
    const bool is_escaped_star = text.substr(i).starts_with("\\*");
    if (const std::size_t next = add_special(text, i); next != i) {
      stars += is_escaped_star ? 1 : 0;
      i = next;
    } else if (text.substr(i).starts_with("**")) {
      i += 2;
    } else {
      stars += text[i] == '*' ? 1 : 0;
      cell_.text += text[i++];
    }
  }
  cell_.text = std::string(trim(cell_.text));
  cell_.is_starred = cell_.is_starred || (stars % 2 == 1 && cell_.text.ends_with('*'));
  while (cell_.text.ends_with('*')) cell_.text.pop_back();
  if (stars % 2 == 0 && cell_.text.starts_with('*')) cell_.text.erase(0, 1);
}

Cell CellBuilder::finish(base::Span span) {
  while (!opened_.empty()) {
    close(opened_.back());
    opened_.pop_back();
  }
  cell_.text = std::string(trim(cell_.text));
  cell_.span = span;
  return std::move(cell_);
}

}  // namespace concord::page
