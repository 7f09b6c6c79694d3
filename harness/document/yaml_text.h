// Where YAML values end. yaml-cpp tells only where they begin, so the ends are read from the text.
#pragma once
#include "json_reader.h"

namespace concord::document {

// From the mark of a value past its anchor and tag, and the blanks and comments between, to its first character.
std::size_t skip_properties(std::string_view text, std::size_t at);
std::size_t skip_blanks_and_comments(std::string_view text, std::size_t at);
// The end of the scalar that begins at `at` and was read as `value`; nothing when its quote is not closed.
std::optional<std::size_t> scalar_end(std::string_view text, std::size_t at, std::string_view value);
// After the bracket that closes a flow collection whose last value ends at `at`.
std::size_t flow_end(std::string_view text, std::size_t at);

}  // namespace concord::document
