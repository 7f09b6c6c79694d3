// Which column of a table of fields has what.
#pragma once
#include "field_table.h"
#include "table_titles.h"

namespace concord::page {

// Indexes into a row; -1 when there is no such column.
struct FieldColumns {
  int name = -1, type = -1, required = -1, optional = -1, description = -1, in = -1, preset = -1, example = -1,
      values = -1;
  Part part = Part::None;  // what the titles say
  bool has_head = true;    // false: the head of the table is a row like any other
};
// Nothing when the table is none of fields. By the titles, else (`is_of_message` as for read_fields) by the cells.
std::optional<FieldColumns> field_columns(const Table& table, bool is_of_message);

// The cell of a column; null when there is none.
const Cell* cell_at(const std::vector<Cell>& row, int column);

}  // namespace concord::page
