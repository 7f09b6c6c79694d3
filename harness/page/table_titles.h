// What the titles of a table's columns say: "Request body fields", "Query param", "Type - Required", "Optional?".
#pragma once
#include "page_model.h"

namespace concord::page {

enum class Column {
  Other,
  Index,  // "#": numbers of rows
  Name,
  Type,
  Required,
  Optional,  // the opposite: "yes" says that it may be missing
  Description,
  In,
  Default,
  Example,
  Values,  // those that are allowed
};

struct ColumnTitle {
  Column column = Column::Other;
  Part part = Part::None;  // of a name: "Query param" says where its fields go
  int rank = 0;            // of two columns for the same thing, the lower rank counts
};
// `title` in whatever case, with its marks.
ColumnTitle read_title(std::string_view title);

}  // namespace concord::page
