// Tables of pages, HTML or Markdown, as rows of cells.
#pragma once
#include "table_cell.h"

namespace concord::page {

constexpr std::size_t max_rows = 10'000;  // of one table

struct Table {
  bool is_cut = false;               // it has more rows than max_rows: the others are not here
  std::vector<std::string> columns;  // lower case
  std::vector<std::vector<Cell>> rows;
};

// `block` is a Table or Rows block. Its first row names the columns when the head is absent, hidden or empty.
Table read_table(const Source& page, const Block& block);

}  // namespace concord::page
