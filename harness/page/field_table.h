// Tables whose rows describe fields: a name, and a type or a description.
#pragma once
#include "page_table.h"

#include <optional>

namespace concord::page {

enum class Part;

// One row of a table of fields.
struct Field {
  std::string name;  // may have dots
  std::string type;  // as written, without "(Optional)"; "" when there is no such column
  std::string description;
  std::vector<std::string> codes;  // of the description
  std::vector<Link> links;         // of the type and the description
  std::string in;                  // "path", "query", "header", "body"…, when there is such a column
  std::string preset;              // of a column for defaults; "" when there is none
  std::string sample;              // of a column for examples
  int depth = 0;                   // of a row that belongs to the row above: `> city`, `»» street`
  bool is_required = false;
  bool is_deprecated = false;
  bool is_preset_exact = false;  // the default stands in quotes in a tag: it is no sentence about one
  std::string doubt;             // "yes, if it is a card", said in place of yes or no
  bool is_contradicted = false;  // one column says that it is required, another that it is optional
  base::Span span;               // of the row
  base::Span type_span;
};
// Adds a line of the page to the description; what is in backticks becomes code.
void add_description(Field& field, std::string_view line);

// A field in an item of a list: "- `page` (integer, optional): from 1", "* **name** *string* required – of the shop".
// Nothing when the line is none: it begins with no bullet, or no name in code or bold.
std::optional<Field> read_field_item(const Block& block);

struct FieldTable {
  std::vector<Field> fields;
  Part part;  // what its titles say about where the fields go; Part::None when they do not say
};
// Nothing when the table is none of fields: it has no column for names, or none for types or descriptions. Of a table
// without a head the cells say what the columns are; `is_of_message`: it stands where a request or an answer is
// described, so that names with descriptions, without types, are enough.
std::optional<FieldTable> read_fields(const Table& table, bool is_of_message = false);

}  // namespace concord::page
