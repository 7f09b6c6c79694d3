// Rows of a table of fields → schemas. What the type column says is documented; what the description says is prose.
#pragma once
#include "object_sections.h"

namespace concord::page {

// An object schema with the fields as properties; dotted names, `a[].b` and rows that belong to the row above make
// objects and items within it. Descriptions are kept for the next stage; objects described elsewhere become
// `$ref: '#/components/schemas/<name>'`, and `sections` knows that they are used.
Node schema_of_fields(const std::vector<Field>& fields, ObjectSections& sections, Diagnostics& findings);

// The schema of one field by itself, whatever its name.
Node schema_of_field(const Field& field, ObjectSections& sections, Diagnostics& findings);

}  // namespace concord::page
