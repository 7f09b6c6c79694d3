#include <concord/page/page_blocks.h>

#include "html_tokens.h"

#include <concord/base/text.h>

#include <algorithm>

namespace concord::page {
namespace {

using base::trim;

std::size_t run_length(std::string_view text, char c) {
  std::size_t length = 0;
  while (length < text.size() && text[length] == c) ++length;
  return length;
}

std::size_t find_table(std::string_view text) { return std::min(text.find("<table"), text.find("<Table")); }

bool is_underline(std::string_view line) {
  return line.size() >= 3 && (run_length(line, '=') == line.size() || run_length(line, '-') == line.size());
}

// `**Headers**`, `__Body:__`: what stands between the marks; "" when the line is not all in bold.
std::string_view bold_text(std::string_view line) {
  if (line.ends_with(':')) line.remove_suffix(1);
  for (const std::string_view mark : {"**", "__"}) {
    if (line.size() < 5 || !line.starts_with(mark) || !line.ends_with(mark)) continue;
    std::string_view text = line.substr(2, line.size() - 4);
    if (text.find(mark) != std::string_view::npos) continue;
    if (text.ends_with(':')) text.remove_suffix(1);
    return trim(text);
  }
  return {};
}

// Reads line by line. Indentation is ignored: fences stand in lists and tabs.
class BlockReader {
 public:
  explicit BlockReader(const Source& page) : page_(page), text_(page.text()) {}

  std::vector<Block> read() {
    read_front_matter();
    while (line_ <= page_.line_count()) read_line();
    return std::move(blocks_);
  }

 private:
  std::string_view content(std::uint32_t line) const { return trim(page_.line(line)); }
  std::size_t end_of(std::uint32_t line) const { return page_.line_offset(line) + page_.line(line).size(); }
  std::size_t offset_of(std::string_view part) const { return static_cast<std::size_t>(part.data() - text_.data()); }

  void read_front_matter() {
    if (content(1) != "---") return;
    for (std::uint32_t line = 2; line <= page_.line_count(); ++line) {
      if (content(line) != "---") continue;
      Block& block = add(BlockKind::FrontMatter, {}, 1);
      block.begin = page_.line_offset(2);
      block.end = page_.line_offset(line);
      line_ = line + 1;
      return;
    }
  }

  void read_line() {
    const std::string_view text = content(line_);
    if (text.empty()) {
      ++line_;
    } else if (run_length(text, '`') >= 3 || run_length(text, '~') >= 3) {
      read_fence(text);
    } else if (const std::size_t level = run_length(text, '#');
               level >= 1 && level <= 6 && text.size() > level && text[level] == ' ') {
      add_heading(trim(text.substr(level)), static_cast<int>(level));
    } else if (text.starts_with("<!--")) {
      skip_past("-->");
    } else if (text.starts_with("[block:")) {
      read_magic(text);
    } else if (is_row_start(text)) {
      read_rows();
    } else {
      read_text(text);
    }
  }

  Block& add(BlockKind kind, std::string_view text, std::uint32_t line) {
    const std::size_t begin = page_.line_offset(line);
    blocks_.push_back({kind, std::string(text), 0, begin, end_of(line), span_of(page_, begin, end_of(line)), {}});
    return blocks_.back();
  }

  // An id may stand behind a heading: `{#id}`, or `<a href="#id" id="id"></a>` as GitBook writes it.
  void add_heading(std::string_view text, int level) {
    while (text.ends_with('#')) text.remove_suffix(1);
    Block& block = add(BlockKind::Heading, trim(text), line_);
    block.level = level;
    HtmlTokens tokens(text_, offset_of(text), offset_of(text) + text.size());
    while (const auto token = tokens.next()) {
      if (token->kind == HtmlKind::Open && token->name == "a") block.anchor = html_attribute(*token, "id").value_or("");
    }
    if (const std::size_t link = block.text.find("<a "); link != std::string::npos && !block.anchor.empty())
      block.text = std::string(trim(std::string_view(block.text).substr(0, link)));
    const std::size_t brace = block.text.rfind("{#");
    if (brace != std::string::npos && block.text.ends_with('}')) {
      block.anchor = block.text.substr(brace + 2, block.text.size() - brace - 3);
      block.text = std::string(trim(std::string_view(block.text).substr(0, brace)));
    }
    ++line_;
  }

  void skip_past(std::string_view mark) { go_past(text_.find(mark, page_.line_offset(line_))); }

  // To the line after the one that `offset` is in; to the end of the page for npos.
  void go_past(std::size_t offset) {
    do ++line_;
    while (line_ <= page_.line_count() && page_.line_offset(line_) <= offset);
  }

  // A fence ends with at least as many marks, or with the page.
  void read_fence(std::string_view opening) {
    const char mark = opening.front();
    const std::size_t length = run_length(opening, mark);
    const std::string_view info = trim(opening.substr(length));
    if (mark == '`' && info.find('`') != std::string_view::npos) {  // a code span, not a fence
      add(BlockKind::Text, opening, line_);
      ++line_;
      return;
    }
    Block& block = add(BlockKind::Fence, info, line_);
    ++line_;
    block.begin = page_.line_offset(line_);
    block.end = text_.size();
    for (; line_ <= page_.line_count(); ++line_) {
      const std::string_view text = content(line_);
      const std::size_t marks = run_length(text, mark);
      if (marks < length || marks != text.size()) continue;
      block.end = page_.line_offset(line_);
      ++line_;
      return;
    }
  }

  void read_magic(std::string_view opening) {
    Block& block =
        add(BlockKind::Magic, opening.substr(7, opening.find(']') - std::min<std::size_t>(7, opening.size())), line_);
    const std::size_t close = text_.find("[/block]", block.begin);
    block.begin = std::min(page_.line_offset(line_) + page_.line(line_).find(']') + 1, text_.size());
    block.end = std::min(close, text_.size());
    go_past(close);
  }

  // --- rows ---

  bool is_row_start(std::string_view text) const {
    if (text.starts_with('|')) return true;
    const std::string_view next = content(line_ + 1);
    return text.find('|') != std::string_view::npos && is_delimiter_row(next) &&
           next.find('|') != std::string_view::npos;
  }

  void read_rows() {
    Block& block = add(BlockKind::Rows, {}, line_);
    const bool is_open = !content(line_).starts_with('|');
    while (line_ <= page_.line_count()) {
      const std::string_view text = content(line_);
      if (!text.starts_with('|') && !(is_open && text.find('|') != std::string_view::npos)) break;
      block.end = end_of(line_);
      ++line_;
    }
  }

  // --- lines of text, which may hold tags and tables ---

  void read_text(std::string_view text) {
    if (text.find("{%") != std::string_view::npos || find_table(text) != std::string_view::npos) {
      return read_parts(offset_of(text));
    }
    if (const std::string_view bold = bold_text(text); !bold.empty()) return add_heading(bold, bold_level);
    if (const std::string_view next = content(line_ + 1); is_underline(next) && is_lone()) {
      add_heading(text, next.front() == '=' ? 1 : 2);
      ++line_;
      return;
    }
    if (read_html_heading(text)) return;
    add(BlockKind::Text, text, line_);
    ++line_;
  }

  bool is_lone() const { return line_ == 1 || content(line_ - 1).empty(); }

  // <h2 id="x">…</h2> and <summary>…</summary> on a line of their own.
  bool read_html_heading(std::string_view text) {
    if (!text.starts_with('<')) return false;
    HtmlTokens tokens(text_, offset_of(text), offset_of(text) + text.size());
    std::string words;
    std::string anchor;
    int level = 0;
    while (const auto token = tokens.next()) {
      const bool is_heading =
          token->name.size() == 2 && token->name[0] == 'h' && token->name[1] >= '1' && token->name[1] <= '6';
      if (token->kind == HtmlKind::Open && (is_heading || token->name == "summary")) {
        level = is_heading ? token->name[1] - '0' : bold_level;
        anchor = html_attribute(*token, "id").value_or("");
      } else if (token->kind == HtmlKind::Text && level != 0) {
        words += decode_entities(token->raw);
      }
    }
    if (level == 0 || trim(words).empty()) return false;
    Block& block = add(BlockKind::Heading, trim(words), line_);
    block.level = level;
    block.anchor = anchor;
    ++line_;
    return true;
  }

  // The next place of a mark, found once and kept until it is passed: every mark of a long line costs its own way only.
  struct NextMark {
    std::string_view mark;
    std::size_t at = 0;
    std::size_t find(std::string_view text, std::size_t from) {
      if (at != std::string_view::npos && at <= from) at = text.find(mark, from);
      return at;
    }
  };

  // Tags may share a line with text and may go over several lines; a table ends where it is closed.
  void read_parts(std::size_t at) {
    const std::uint32_t first = line_;
    while (at < text_.size() && at <= end_of(line_)) {
      const std::size_t stop = std::min({next_tag_.find(text_, at), next_table_.find(text_, at),
                                         next_component_.find(text_, at), end_of(line_)});
      add_text(at, stop);
      if (stop >= end_of(line_)) break;
      at = text_[stop] == '{' ? read_tag(stop) : read_table(stop);
      while (line_ < page_.line_count() && page_.line_offset(line_ + 1) <= at) ++line_;
    }
    line_ = std::max(line_, first) + 1;
  }

  void add_text(std::size_t begin, std::size_t end) {
    const std::string_view text = trim(text_.substr(begin, end - begin));
    if (text.empty()) return;
    Block& block = add(BlockKind::Text, text, line_);
    block.begin = begin;
    block.end = end;
  }

  std::size_t read_tag(std::size_t begin) {
    constexpr std::size_t longest_tag = 1 << 16;
    const std::size_t close = next_close_.find(text_, begin);
    if (close == std::string_view::npos) {
      add_text(begin, end_of(line_));
      return end_of(line_);
    }
    if (close - begin > longest_tag) {
      add_text(begin, begin + 2);
      return begin + 2;
    }
    std::string words(trim(text_.substr(begin + 2, close - begin - 2)));
    std::replace(words.begin(), words.end(), '\n', ' ');
    Block& block = add(BlockKind::Tag, words, line_);
    block.begin = begin;
    block.end = close + 2;
    return block.end;
  }

  std::size_t read_table(std::size_t begin) {
    Block& block = add(BlockKind::Table, {}, line_);
    block.begin = begin;
    block.end = text_.size();
    int depth = 0;
    for (std::size_t at = begin; at != std::string_view::npos; at = text_.find('<', at + 1)) {
      const std::string tag = base::to_lower_ascii(text_.substr(at, 7));
      if (tag.starts_with("<table")) ++depth;
      if (tag != "</table") continue;
      if (--depth > 0) continue;
      block.end = std::min(text_.find('>', at), text_.size() - 1) + 1;
      break;
    }
    return block.end;
  }

  const Source& page_;
  std::string_view text_;
  std::uint32_t line_ = 1;
  NextMark next_tag_{"{%"};
  NextMark next_close_{"%}"};
  NextMark next_table_{"<table"};
  NextMark next_component_{"<Table"};  // of MDX
  std::vector<Block> blocks_;
};

}  // namespace

base::Span span_of(const Source& page, std::size_t begin, std::size_t end) {
  return {&page, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

// The strict reader decides, the YAML reader lends its places.
std::optional<Node> read_json(const Source& page, std::size_t begin, std::size_t end) {
  document::ParsedJson strict = document::parse_answer_json(std::string_view(page.text()).substr(begin, end - begin));
  if (!strict.root || !strict.faults.empty()) return std::nullopt;
  auto placed = document::parse_yaml_part(page, begin, end);
  if (placed && document::equal(*placed, *strict.root)) return std::move(*placed);
  return std::move(*strict.root).with_span(span_of(page, begin, end));
}

bool is_delimiter_row(std::string_view line) {
  return line.find('-') != std::string_view::npos && line.find_first_not_of("|-: \t") == std::string_view::npos;
}

std::vector<Block> read_blocks(const Source& page) { return BlockReader(page).read(); }

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  char quote = 0;
  bool is_open = false;
  for (const char c : text) {
    if (quote != 0) {
      if (c == quote)
        quote = 0;
      else
        word += c;
    } else if (c == '"' || c == '\'') {
      quote = c;
      is_open = true;
    } else if (c == ' ' || c == '\t') {
      if (is_open || !word.empty()) words.push_back(std::move(word));
      word.clear();
      is_open = false;
    } else {
      word += c;
    }
  }
  if (is_open || !word.empty()) words.push_back(std::move(word));
  return words;
}

std::string tag_attribute(std::string_view tag, std::string_view name) {
  const std::string wanted = std::string(name) + "=";
  for (const std::string& word : words_of(tag)) {
    if (word.starts_with(wanted)) return word.substr(wanted.size());
  }
  return {};
}

std::string heading_anchor(std::string_view heading) {
  std::string out;
  for (const char c : base::to_lower_ascii(heading)) {
    const bool is_kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    if (is_kept) out += c;
    if (c == ' ') out += '-';
  }
  return out;
}

}  // namespace concord::page
