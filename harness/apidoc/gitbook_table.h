// Tables of GitBook pages, HTML or Markdown, as rows of named fields.
#pragma once
#include <concord/apidoc/page_blocks.h>

#include <optional>

namespace concord::apidoc {

struct Link {
  std::string href;
  std::string text;
};

struct Cell {
  std::string text;                // lines for <br>, <p>, <li>; entities read
  std::vector<std::string> codes;  // what stands in <code> or backticks
  std::vector<Link> links;
  bool is_starred = false;  // a mark with '*' or "required"
  int columns = 1;
  base::Span span;
};

struct Table {
  std::vector<std::string> columns;  // lower case
  std::vector<std::vector<Cell>> rows;
};

// `block` is a Table or Rows block. Its first row names the columns when the head is absent, hidden or empty.
Table read_table(const Source& page, const Block& block);

// One row of a table of fields.
struct Field {
  std::string name;  // may have dots
  std::string type;  // as written, without "(Optional)"; "" when there is no such column
  std::string description;
  std::vector<std::string> codes;  // of the description
  std::vector<Link> links;
  bool is_required = false;
  base::Span span;  // of the row
  base::Span type_span;
};
// Nothing when the table is none of fields (it has no column for names, or none for types or descriptions).
std::optional<std::vector<Field>> read_fields(const Table& table);

}  // namespace concord::apidoc
