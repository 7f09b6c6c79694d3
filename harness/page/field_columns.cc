#include "field_columns.h"

#include "field_type.h"
#include "presence_words.h"

#include <concord/base/ascii.h>
#include <concord/base/text.h>

#include <algorithm>

namespace concord::page {
namespace {

using base::trim;
using Rows = std::vector<const std::vector<Cell>*>;

// --- by titles ---

struct Placed {
  int column = -1;
  int rank = 0;
};

void offer(int& column, int& rank, int at, int other) {
  if (column >= 0 && rank <= other) return;
  column = at;
  rank = other;
}

std::size_t count_types(const Table& table, int column) {
  return static_cast<std::size_t>(std::count_if(table.rows.begin(), table.rows.end(), [&](const auto& row) {
    const Cell* cell = cell_at(row, column);
    return cell != nullptr && is_type(take_presence(cell->text).rest);
  }));
}

// "Parameter type" is where a parameter goes, or what it is: the cells say which.
void settle_places(FieldColumns& columns, const Table& table) {
  if (columns.in < 0 || columns.type >= 0 || count_types(table, columns.in) * 2 < table.rows.size()) return;
  columns.type = std::exchange(columns.in, -1);
}

// A column without a title, beside others that have one: what it holds is seen by its cells.
void settle_untitled(FieldColumns& columns, const Table& table) {
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const int column = static_cast<int>(i);
    if (!trim(table.columns[i]).empty() || column == columns.name) continue;
    if (columns.type < 0 && count_types(table, column) * 2 >= table.rows.size()) columns.type = column;
    else if (columns.description < 0 && column > columns.name) columns.description = column;
  }
}

std::optional<FieldColumns> columns_by_titles(const Table& table) {
  FieldColumns out;
  int ranks[11] = {};
  int* const places[] = {nullptr,          nullptr, &out.name,   &out.type,    &out.required, &out.optional,
                         &out.description, &out.in, &out.preset, &out.example, &out.values};
  bool is_after_other = false;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const ColumnTitle title = read_title(table.columns[i]);
    const auto kind = static_cast<std::size_t>(title.column);
    // Behind a column of codes or roles, a name is that of a code or a role.
    if (title.column == Column::Name && is_after_other) continue;
    if (title.column == Column::Name && out.name < 0) out.part = title.part;
    is_after_other = is_after_other || title.column == Column::Other;
    if (places[kind] != nullptr) offer(*places[kind], ranks[kind], static_cast<int>(i), title.rank);
  }
  settle_places(out, table);
  if (out.name >= 0) settle_untitled(out, table);
  const bool says_something = out.type >= 0 || out.description >= 0 || out.required >= 0 || out.in >= 0;
  if (out.name < 0 || !says_something) return std::nullopt;
  return out;
}

// --- by cells ---

// A name as programs have it: no blanks, perhaps with a mark behind.
bool is_name(const Cell& cell) {
  std::string_view text = cell.codes.size() == 1 && cell.text.starts_with(cell.codes.front())
                              ? std::string_view(cell.codes.front())
                              : std::string_view(cell.text).substr(0, cell.text.find_first_of(" \n*"));
  const bool is_marked = text.size() < cell.text.size();
  if (is_marked && cell.codes.empty() && !take_presence(cell.text.substr(text.size())).is_required &&
      cell.text.find('*') == std::string::npos)
    return false;
  return !text.empty() && text.size() <= 120 && !base::is_digit(text.front()) &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return base::is_alphanumeric(c) || std::string_view("_-.[]$:@{}/").find(c) != std::string_view::npos;
         });
}

template <class Predicate>
bool holds_for_most(const Rows& rows, int column, const Predicate& is_so) {
  std::size_t all = 0, good = 0;
  for (const auto* row : rows) {
    const Cell* cell = cell_at(*row, column);
    if (cell == nullptr || cell->text.empty() || cell->columns > 1) continue;
    ++all;
    good += is_so(*cell) ? 1 : 0;
  }
  return all != 0 && good * 5 >= all * 4;
}

// Of those that are left, the one with the most words.
int longest_column(const Rows& rows, const FieldColumns& known, int count) {
  int best = -1;
  std::size_t most = 0;
  for (int i = 0; i < count; ++i) {
    if (i == known.name || i == known.type || i == known.required) continue;
    std::size_t size = 1;
    for (const auto* row : rows) size += cell_at(*row, i) == nullptr ? 0 : cell_at(*row, i)->text.size();
    if (size > most) best = i, most = size;
  }
  return best;
}

std::optional<FieldColumns> columns_by_cells(const Table& table, bool is_of_message) {
  Rows rows{&table.head};
  for (const auto& row : table.rows) rows.push_back(&row);
  FieldColumns out;
  out.has_head = false;
  const int count = static_cast<int>(table.head.size());
  if (count < 2 || !holds_for_most(rows, 0, is_name)) return std::nullopt;
  out.name = 0;
  for (int i = 1; i < count; ++i) {
    const auto is_type_cell = [](const Cell& cell) { return is_type(take_presence(cell.text).rest); };
    const auto is_presence = [](const Cell& cell) { return presence_in_cell(cell.text).has_value(); };
    if (out.type < 0 && holds_for_most(rows, i, is_type_cell)) out.type = i;
    else if (out.required < 0 && holds_for_most(rows, i, is_presence)) out.required = i;
  }
  out.description = longest_column(rows, out, count);
  const Cell* head_type = cell_at(table.head, out.type);
  const bool is_head_data = head_type != nullptr && is_type(take_presence(head_type->text).rest);
  if (table.is_headless ? out.type < 0 && !is_of_message : !is_head_data) return std::nullopt;
  return out;
}

}  // namespace

const Cell* cell_at(const std::vector<Cell>& row, int column) {
  return column < 0 || static_cast<std::size_t>(column) >= row.size() ? nullptr
                                                                      : &row[static_cast<std::size_t>(column)];
}

std::optional<FieldColumns> field_columns(const Table& table, bool is_of_message) {
  if (auto columns = columns_by_titles(table)) return columns;
  const bool is_titled = std::any_of(table.columns.begin(), table.columns.end(), [](const std::string& title) {
    const Column column = read_title(title).column;
    return column != Column::Other && column != Column::Index && !is_type(title);
  });
  return is_titled ? std::nullopt : columns_by_cells(table, is_of_message);
}

}  // namespace concord::page
