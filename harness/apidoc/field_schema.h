// Rows of a table of fields → schemas. What the type column says is documented; what the description says is prose.
#pragma once
#include "gitbook_table.h"

namespace concord::apidoc {

// A table that describes an object elsewhere on the page: "The `content` object".
struct ObjectSection {
  std::string name;     // "content"
  std::string heading;  // "The `content` object"
  std::vector<Field> fields;
  base::Span span;
};

// An object schema with the fields as properties; dotted names make objects within it. Descriptions are kept for the
// next stage; objects described elsewhere become `$ref: '#/components/schemas/<name>'`.
Node schema_of_fields(const std::vector<Field>& fields, const std::vector<ObjectSection>& sections,
                      Diagnostics& findings);

}  // namespace concord::apidoc
