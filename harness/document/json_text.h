// Words for what a JSON text has where something else was expected.
#pragma once
#include "json_reader.h"

namespace concord::document {

// The word or the character at `at`; empty at the end of the text.
TextRange found_token(std::string_view text, std::size_t at);
TextRange found_character(std::string_view text, std::size_t at);
// 'x', escaped and cut.
std::string describe_found(std::string_view text, TextRange found);
// "found 'x'", or "the text ends here".
std::string describe_rest(std::string_view text, TextRange found);
// What the author may have meant, or "".
std::string hint_for(std::string_view text, TextRange found);
std::string shown_key(std::string_view key);  // escaped and cut

}  // namespace concord::document
