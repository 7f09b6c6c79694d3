// Words of the OpenAPI specifications.
#pragma once
#include "sites.h"

namespace concord::lint {

enum class SubschemaForm : std::uint8_t { None, One, List, Map };
// What the value of `keyword` holds in a schema of that version.
SubschemaForm subschema_form(std::string_view keyword, Version version);

bool is_method(std::string_view key);  // of a path item, as written in lower case
bool is_prose(std::string_view keyword);
// Whether a body of that media type is JSON text.
bool is_json(std::string_view media_type);

bool is_extension(std::string_view key);  // "x-…"
// The value of $ref when it is a string, else null.
const Node* string_reference(const Node& object);

std::string_view version_name(Version version);  // "OpenAPI 3.0"

}  // namespace concord::lint
