#include "page_table.h"

#include "html_tokens.h"

#include <concord/base/text.h>

#include <algorithm>
#include <optional>

namespace concord::page {
namespace {

using base::trim;

// Rows of one table, from its tags. Missing end tags are as good as written ones; a table within a cell is its text.
// <Table>, a component of MDX, has Markdown in its cells.
class HtmlTable {
 public:
  HtmlTable(const Source& page, const Block& block)
      : page_(page),
        tokens_(page.text(), block.begin, block.end),
        is_markdown_(page.text().compare(block.begin, 6, "<Table") == 0) {}

  Table read() {
    while (const auto token = tokens_.next()) {
      if (token->kind == HtmlKind::Text) {
        if (cell_ && !is_markdown_) cell_->add_html(token->raw);
      } else {
        read_tag(*token);
      }
    }
    end_cell(tokens_.offset());
    end_row();
    return std::move(table_);
  }

 private:
  void read_tag(const HtmlToken& tag) {
    const bool is_open = tag.kind == HtmlKind::Open;
    if (tag.name == "table") depth_ += is_open ? 1 : -1;
    if (depth_ <= 1 && (tag.name == "td" || tag.name == "th")) {
      end_cell(tag.begin);
      if (is_open) start_cell(tag);
    } else if (depth_ <= 1 && (tag.name == "tr" || tag.name == "table")) {
      end_cell(tag.begin);
      end_row();
    } else if (cell_ && !is_markdown_) {
      cell_->add_tag(tag);
    }
  }

  void start_cell(const HtmlToken& tag) {
    cell_.emplace();
    cell_begin_ = tag.begin;
    content_begin_ = tag.end;
    const std::string columns = html_attribute(tag, "colspan").value_or("");
    is_wide_ = !columns.empty() && columns != "1";
  }

  void end_cell(std::size_t end) {
    if (!cell_) return;
    if (is_markdown_) add_markdown(end);
    row_.push_back(cell_->finish(span_of(page_, cell_begin_, end)));
    if (is_wide_) row_.back().columns = 2;
    cell_.reset();
  }

  // A backslash at the end of a line breaks it.
  void add_markdown(std::size_t end) {
    const std::string_view text = std::string_view(page_.text()).substr(content_begin_, end - content_begin_);
    cell_->add_markdown(base::replace_all(std::string(trim(text)), "\\\n", "\n"));
  }

  void end_row() {
    if (row_.empty()) return;
    if (table_.rows.size() <= max_rows) {  // one of them is the head
      table_.rows.push_back(std::move(row_));
    } else {
      table_.is_cut = true;
    }
    row_.clear();
  }

  const Source& page_;
  HtmlTokens tokens_;
  int depth_ = 0;
  std::optional<CellBuilder> cell_;
  std::size_t cell_begin_ = 0;
  std::size_t content_begin_ = 0;
  bool is_wide_ = false;
  bool is_markdown_ = false;
  std::vector<Cell> row_;
  Table table_;
};

// --- Markdown rows ---

Cell read_markdown(const Source& page, std::string_view raw) {
  const auto begin = static_cast<std::size_t>(raw.data() - page.text().data());
  CellBuilder cell;
  cell.add_markdown(raw);
  return cell.finish(span_of(page, begin, begin + raw.size()));
}

std::vector<Cell> split_row(const Source& page, std::string_view line) {
  std::vector<Cell> cells;
  std::string_view rest = trim(line);
  if (rest.starts_with('|')) rest.remove_prefix(1);
  std::size_t begin = 0;
  bool in_code = false;
  for (std::size_t i = 0; i < rest.size(); ++i) {
    if (rest[i] == '\\') ++i;
    else if (rest[i] == '`') in_code = !in_code && rest.find('`', i + 1) != std::string_view::npos;
    else if (rest[i] == '|' && !in_code) {
      cells.push_back(read_markdown(page, trim(rest.substr(begin, i - begin))));
      begin = i + 1;
    }
  }
  if (begin < rest.size()) cells.push_back(read_markdown(page, trim(rest.substr(begin))));
  return cells;
}

Table read_rows(const Source& page, const Block& block) {
  Table table;
  const std::string_view text = std::string_view(page.text()).substr(block.begin, block.end - block.begin);
  for (const std::string_view line : base::split(text, '\n')) {
    if (trim(line).empty() || is_delimiter_row(trim(line))) continue;
    table.is_cut = table.rows.size() > max_rows;
    if (table.is_cut) break;
    table.rows.push_back(split_row(page, line));
  }
  return table;
}

bool has_no_words(const std::vector<Cell>& row) {
  return std::all_of(row.begin(), row.end(), [](const Cell& cell) { return cell.text.empty(); });
}

void name_columns(Table& table) {
  const auto head = std::find_if_not(table.rows.begin(), table.rows.end(), has_no_words);
  table.is_headless = head != table.rows.begin();
  table.rows.erase(table.rows.begin(), head);
  if (table.rows.empty()) return;
  for (const Cell& cell : table.rows.front()) table.columns.push_back(base::to_lower_ascii(cell.text));
  table.head = std::move(table.rows.front());
  table.rows.erase(table.rows.begin());
  // A hidden head is repeated as the first row of the body.
  const auto repeats = [&](const std::vector<Cell>& row) {
    return row.size() == table.columns.size() &&
           std::equal(row.begin(), row.end(), table.columns.begin(), [](const Cell& cell, const std::string& column) {
             return base::to_lower_ascii(cell.text) == column;
           });
  };
  if (!table.rows.empty() && repeats(table.rows.front())) table.rows.erase(table.rows.begin());
}

}  // namespace

Table read_table(const Source& page, const Block& block) {
  Table table = block.kind == BlockKind::Rows ? read_rows(page, block) : HtmlTable(page, block).read();
  name_columns(table);
  return table;
}

}  // namespace concord::page
