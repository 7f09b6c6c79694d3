#include <concord/apidoc/page_blocks.h>

#include <concord/base/text.h>

#include <algorithm>

namespace concord::apidoc {
namespace {

using base::trim;

std::size_t run_length(std::string_view text, char c) {
  std::size_t length = 0;
  while (length < text.size() && text[length] == c) ++length;
  return length;
}

// Reads line by line. Indentation is ignored: fences stand in lists and tabs.
class BlockReader {
 public:
  explicit BlockReader(const Source& page) : page_(page) {}

  std::vector<Block> read() {
    while (line_ <= page_.line_count()) read_line();
    return std::move(blocks_);
  }

 private:
  std::string_view content(std::uint32_t line) const { return trim(page_.line(line)); }
  std::size_t end_of(std::uint32_t line) const { return page_.line_offset(line) + page_.line(line).size(); }

  void read_line() {
    const std::string_view text = content(line_);
    if (text.empty()) {
      ++line_;
    } else if (run_length(text, '`') >= 3 || run_length(text, '~') >= 3) {
      read_fence(text);
    } else if (const std::size_t level = run_length(text, '#');
               level >= 1 && level <= 6 && text.size() > level && text[level] == ' ') {
      add(BlockKind::Heading, trim(text.substr(level)), line_).level = static_cast<int>(level);
      ++line_;
    } else if (text.starts_with("{%") && text.ends_with("%}")) {
      add(BlockKind::Tag, trim(text.substr(2, text.size() - 4)), line_);
      ++line_;
    } else if (text.starts_with("<table")) {
      read_table();
    } else if (text.starts_with('|')) {
      read_rows();
    } else {
      add(BlockKind::Text, text, line_);
      ++line_;
    }
  }

  Block& add(BlockKind kind, std::string_view text, std::uint32_t line) {
    const std::size_t begin = page_.line_offset(line);
    blocks_.push_back({kind, std::string(text), 0, begin, end_of(line), span_of(page_, begin, end_of(line))});
    return blocks_.back();
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
    block.end = page_.text().size();
    for (; line_ <= page_.line_count(); ++line_) {
      const std::string_view text = content(line_);
      const std::size_t marks = run_length(text, mark);
      if (marks < length || marks != text.size()) continue;
      block.end = page_.line_offset(line_);
      ++line_;
      return;
    }
  }

  void read_table() {
    Block& block = add(BlockKind::Table, {}, line_);
    const std::size_t close = page_.text().find("</table>", block.begin);
    block.end = close == std::string::npos ? page_.text().size() : close + 8;
    while (line_ <= page_.line_count() && page_.line_offset(line_) < block.end) ++line_;
  }

  void read_rows() {
    Block& block = add(BlockKind::Rows, {}, line_);
    while (line_ <= page_.line_count() && content(line_).starts_with('|')) {
      block.end = end_of(line_);
      ++line_;
    }
  }

  const Source& page_;
  std::uint32_t line_ = 1;
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

std::string slug(std::string_view heading) {
  std::string out;
  for (const char c : base::to_lower_ascii(heading)) {
    const bool is_kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    if (is_kept) out += c;
    if (c == ' ') out += '-';
  }
  return out;
}

}  // namespace concord::apidoc
