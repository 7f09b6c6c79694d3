// Response headers are text; a schema can speak of numbers, booleans and lists.
#pragma once
#include <concord/check.h>

#include <string_view>

namespace concord::check {

// The text as what `schema` asks for: a number, a boolean, or an array (comma-separated) where it can be read so and
// the schema has no word about strings; else the text itself.
Node read_header(std::string_view text, const schema::Schema& schema);

}  // namespace concord::check
