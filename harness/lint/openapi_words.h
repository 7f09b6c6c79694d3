// Words of the OpenAPI specifications.
#pragma once
#include "sites.h"

#include <concord/openapi/schema_walk.h>

namespace concord::lint {

using openapi::subschema_form;
using openapi::SubschemaForm;

bool is_method(std::string_view key);  // of a path item, as written in lower case
bool is_prose(std::string_view keyword);

bool is_status(std::string_view text);    // three digits, 100 to 599
bool is_extension(std::string_view key);  // "x-…"
// The value of $ref when it is a string, else null.
const Node* string_reference(const Node& object);

// Whether the member is there and true.
bool is_true(const Node& object, std::string_view key);
// The string that the member is, else "".
std::string_view text_of(const Node& object, std::string_view key);
// Whether the schema is a string of any form, as the document says; not when an importer took the type from examples.
bool is_bare_string(const Node& schema);
// `security` of the operation, else of the document; null when neither says any. In the form of the specification.
const Node* security_of(const OperationSite& operation);

}  // namespace concord::lint
