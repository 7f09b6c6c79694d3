// Tables of pages, HTML or Markdown, as rows of cells.
#pragma once
#include "table_cell.h"

namespace concord::page {

constexpr std::size_t max_rows = 10'000;  // of one table

struct Table {
  bool is_cut = false;               // it has more rows than max_rows: the others are not here
  bool is_headless = false;          // its head is there and empty: `head` may be a row like any other
  std::vector<Cell> head;            // the first row with words
  std::vector<std::string> columns;  // the words of the head, lower case
  std::vector<std::vector<Cell>> rows;
};

// `block` is a Table or Rows block. Its first row with words names the columns, unless it turns out to be one of data.
Table read_table(const Source& page, const Block& block);

}  // namespace concord::page
