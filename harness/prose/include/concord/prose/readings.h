// What short texts say of operations and parameters that no schema says. Words of English alone.
#pragma once
#include <string_view>

namespace concord::prose {

// Whether the words about a parameter that is named after a member speak of something else than equality with it: a
// search, a beginning, a bound, several values.
bool is_no_equality(std::string_view text);
// Whether a name or title says that a session or access token is made: "create-session", "Generate an SDK token". Not
// of one that stands for a card, which is mostly the same for the same card, nor where it is got or renewed.
bool makes_token(std::string_view text);
// Whether the words about an operation that makes something speak of one that is there already.
bool speaks_of_existing(std::string_view text);

}  // namespace concord::prose
