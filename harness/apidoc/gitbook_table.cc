#include "gitbook_table.h"

#include <concord/base/text.h>

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <memory>

namespace concord::apidoc {
namespace {

using base::trim;

constexpr int max_depth = 200;

struct OutputDeleter {
  void operator()(GumboOutput* output) const { gumbo_destroy_output(&kGumboDefaultOptions, output); }
};

std::string attribute_of(const GumboElement& element, const char* name) {
  const GumboAttribute* attribute = gumbo_get_attribute(&element.attributes, name);
  return attribute == nullptr ? std::string{} : attribute->value;
}

template <class Visit>
void for_each_child(const GumboElement& element, const Visit& visit) {
  for (unsigned i = 0; i < element.children.length; ++i)
    visit(*static_cast<const GumboNode*>(element.children.data[i]));
}

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

std::string text_of(const GumboNode& node, int depth = 0) {
  std::string text;
  if (node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE) add_words(text, node.v.text.text);
  if (node.type == GUMBO_NODE_ELEMENT && depth < max_depth) {
    for_each_child(node.v.element, [&](const GumboNode& child) { text += text_of(child, depth + 1); });
  }
  return text;
}

void read_inline(Cell& cell, const GumboNode& node, int depth);

void read_element(Cell& cell, const GumboNode& node, int depth) {
  const GumboElement& element = node.v.element;
  const bool is_block = element.tag == GUMBO_TAG_P || element.tag == GUMBO_TAG_LI || element.tag == GUMBO_TAG_BR ||
                        element.tag == GUMBO_TAG_OL || element.tag == GUMBO_TAG_UL || element.tag == GUMBO_TAG_DIV;
  if (is_block) start_line(cell.text);
  if (element.tag == GUMBO_TAG_CODE) cell.codes.push_back(text_of(node));
  if (element.tag == GUMBO_TAG_A) cell.links.push_back({attribute_of(element, "href"), text_of(node)});
  if (element.tag == GUMBO_TAG_MARK) {
    const std::string mark = base::to_lower_ascii(trim(text_of(node)));
    cell.is_starred = cell.is_starred || mark == "*" || mark == "required";
    if (mark == "*" || mark == "required") return;
  }
  for_each_child(element, [&](const GumboNode& child) { read_inline(cell, child, depth + 1); });
  if (is_block) start_line(cell.text);
}

void read_inline(Cell& cell, const GumboNode& node, int depth) {
  if (depth > max_depth) return;
  if (node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE) add_words(cell.text, node.v.text.text);
  if (node.type == GUMBO_NODE_ELEMENT) read_element(cell, node, depth);
}

// Rows of one table; the reader keeps where the block begins, for places in the page.
class HtmlTable {
 public:
  HtmlTable(const Source& page, const Block& block) : page_(page), block_(block) {}

  Table read() {
    const std::string_view html = std::string_view(page_.text()).substr(block_.begin, block_.end - block_.begin);
    const std::unique_ptr<GumboOutput, OutputDeleter> output(
        gumbo_parse_with_options(&kGumboDefaultOptions, html.data(), html.size()));
    if (output != nullptr) visit(*output->root, 0);
    return std::move(table_);
  }

 private:
  void visit(const GumboNode& node, int depth) {
    if (node.type != GUMBO_NODE_ELEMENT || depth > max_depth) return;
    if (node.v.element.tag == GUMBO_TAG_TR) return add_row(node.v.element);
    for_each_child(node.v.element, [&](const GumboNode& child) { visit(child, depth + 1); });
  }

  void add_row(const GumboElement& row) {
    std::vector<Cell> cells;
    for_each_child(row, [&](const GumboNode& child) {
      if (child.type != GUMBO_NODE_ELEMENT) return;
      const GumboTag tag = child.v.element.tag;
      if (tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH) cells.push_back(read_cell(child));
    });
    if (!cells.empty()) table_.rows.push_back(std::move(cells));
  }

  Cell read_cell(const GumboNode& node) const {
    Cell cell;
    const GumboElement& element = node.v.element;
    for_each_child(element, [&](const GumboNode& child) { read_inline(cell, child, 0); });
    cell.text = std::string(trim(cell.text));
    const std::string span = attribute_of(element, "colspan");
    if (!span.empty() && span != "1") cell.columns = 2;
    const std::size_t begin = block_.begin + element.start_pos.offset;
    cell.span = span_of(page_, begin, std::max(begin, std::min(block_.end, block_.begin + element.end_pos.offset)));
    return cell;
  }

  const Source& page_;
  const Block& block_;
  Table table_;
};

// --- Markdown rows ---

// [text](href)
std::optional<Link> link_at(std::string_view raw, std::size_t begin) {
  if (raw[begin] != '[') return std::nullopt;
  const std::size_t middle = raw.find("](", begin);
  const std::size_t end = middle == std::string_view::npos ? middle : raw.find(')', middle);
  if (end == std::string_view::npos || raw.substr(begin, end - begin).find(')') != std::string_view::npos)
    return std::nullopt;
  return Link{std::string(raw.substr(middle + 2, end - middle - 2)),
              std::string(raw.substr(begin + 1, middle - begin - 1))};
}

Cell read_markdown(const Source& page, std::string_view raw) {
  Cell cell;
  const auto begin = static_cast<std::size_t>(raw.data() - page.text().data());
  cell.span = span_of(page, begin, begin + raw.size());
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] == '`') {
      const std::size_t close = raw.find('`', i + 1);
      if (close == std::string_view::npos) continue;
      cell.codes.emplace_back(raw.substr(i + 1, close - i - 1));
      cell.text += cell.codes.back();
      i = close;
    } else if (const auto link = link_at(raw, i)) {
      cell.links.push_back(*link);
      cell.text += link->text;
      i = raw.find(')', i);
    } else if (raw[i] == '\\' && i + 1 < raw.size()) {
      cell.text += raw[++i];
    } else if (raw[i] == '*' && (raw.substr(i).starts_with("**") || raw.substr(0, i).ends_with("*"))) {
      continue;
    } else {
      cell.is_starred = cell.is_starred || raw[i] == '*';
      cell.text += raw[i];
    }
  }
  cell.text = std::string(trim(base::replace_all(std::move(cell.text), "<br>", "\n")));
  while (cell.text.ends_with('*')) cell.text.pop_back();
  return cell;
}

std::vector<Cell> split_row(const Source& page, std::string_view line) {
  std::vector<Cell> cells;
  std::string_view rest = trim(line);
  if (rest.starts_with('|')) rest.remove_prefix(1);
  std::size_t begin = 0;
  bool in_code = false;
  for (std::size_t i = 0; i < rest.size(); ++i) {
    if (rest[i] == '\\')
      ++i;
    else if (rest[i] == '`')
      in_code = !in_code;
    else if (rest[i] == '|' && !in_code) {
      cells.push_back(read_markdown(page, trim(rest.substr(begin, i - begin))));
      begin = i + 1;
    }
  }
  if (begin < rest.size()) cells.push_back(read_markdown(page, trim(rest.substr(begin))));
  return cells;
}

bool is_delimiter(std::string_view line) { return line.find_first_not_of("|-: \t\r") == std::string_view::npos; }

Table read_rows(const Source& page, const Block& block) {
  Table table;
  const std::string_view text = std::string_view(page.text()).substr(block.begin, block.end - block.begin);
  for (const std::string_view line : base::split(text, '\n')) {
    if (!trim(line).empty() && !is_delimiter(line)) table.rows.push_back(split_row(page, line));
  }
  return table;
}

// --- fields ---

struct Role {
  std::string_view role;
  std::vector<std::string_view> titles;
};

const std::vector<Role>& roles() {
  static const std::vector<Role> all{
      {"name", {"name", "attribute", "field", "field name", "parameter", "property", "header", "key"}},
      {"type", {"type", "data type", "value type", "format"}},
      {"required", {"required", "required?", "mandatory"}},
      {"description", {"description", "value", "details", "notes", "comment"}},
  };
  return all;
}

int column_of(const Table& table, std::string_view role) {
  for (const Role& row : roles()) {
    if (row.role != role) continue;
    for (const std::string_view title : row.titles) {
      const auto found = std::find(table.columns.begin(), table.columns.end(), title);
      if (found != table.columns.end()) return static_cast<int>(found - table.columns.begin());
    }
  }
  return -1;
}

const Cell* cell_at(const std::vector<Cell>& row, int column) {
  return column < 0 || static_cast<std::size_t>(column) >= row.size() ? nullptr
                                                                      : &row[static_cast<std::size_t>(column)];
}

bool says_yes(std::string_view text) {
  const std::string word = base::to_lower_ascii(trim(text));
  return word == "yes" || word == "y" || word == "true" || word == "required" || word == "mandatory";
}

// "(Optional) String" is "String" and says that the field may be missing.
std::string without_marks(std::string type, bool& is_required) {
  const std::string lower = base::to_lower_ascii(type);
  for (const std::string_view mark : {"(optional)", "(required)"}) {
    const std::size_t at = lower.find(mark);
    if (at == std::string::npos) continue;
    is_required = mark == "(required)";
    type.erase(at, mark.size());
    break;
  }
  return std::string(trim(type));
}

bool has_no_words(const std::vector<Cell>& row) {
  return std::all_of(row.begin(), row.end(), [](const Cell& cell) { return cell.text.empty(); });
}

void name_columns(Table& table) {
  while (!table.rows.empty() && has_no_words(table.rows.front())) table.rows.erase(table.rows.begin());
  if (table.rows.empty()) return;
  for (const Cell& cell : table.rows.front()) table.columns.push_back(base::to_lower_ascii(cell.text));
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

std::optional<std::vector<Field>> read_fields(const Table& table) {
  const int name = column_of(table, "name");
  const int type = column_of(table, "type");
  const int description = column_of(table, "description");
  const int required = column_of(table, "required");
  if (name < 0 || (type < 0 && description < 0)) return std::nullopt;
  std::vector<Field> fields;
  for (const auto& row : table.rows) {
    const Cell* named = cell_at(row, name);
    if (named == nullptr || named->text.empty() || named->columns > 1) continue;  // a title across the columns
    Field field;
    field.name = named->codes.empty() ? named->text.substr(0, named->text.find_first_of(" \n*")) : named->codes.front();
    field.is_required =
        named->is_starred || (cell_at(row, required) != nullptr && says_yes(cell_at(row, required)->text));
    field.span = named->span;
    field.type_span = named->span;
    if (const Cell* cell = cell_at(row, type)) {
      field.type = without_marks(cell->text, field.is_required);
      field.type_span = cell->span;
    }
    if (const Cell* cell = cell_at(row, description)) {
      field.description = cell->text;
      field.codes = cell->codes;
      field.links = cell->links;
    }
    fields.push_back(std::move(field));
  }
  return fields;
}

}  // namespace concord::apidoc
