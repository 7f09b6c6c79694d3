// What stands around a phrase and takes its meaning away: negations, guesses, recommendations, units, other subjects.
#pragma once
#include "cursor.h"

namespace concord::prose {

// Where the sentence begins in which `at` is; a line or an item of a list begins one.
std::size_t sentence_begin(std::string_view lower, std::size_t at);

// Whether one of the words stands in [begin, end) as a word.
bool has_word(std::string_view lower, std::size_t begin, std::size_t end,
              std::initializer_list<std::string_view> words);

// "not required when", "might be required if", "must not include an email address".
bool is_denied(std::string_view lower, std::size_t at);

// "We recommend a maximum of 22": the sentence gives advice.
bool is_advice(std::string_view lower, std::size_t at);

// "* `QUEUE_ID` can contain…. The maximum length is 100 characters": said of a part of the value.
bool is_about_part(std::string_view lower, std::size_t at);

// " minutes", " MiB", "%": what was read before is a quantity.
bool is_at_unit(Cursor cursor);
// " MiB", " bytes": no characters.
bool is_at_size(Cursor cursor);

}  // namespace concord::prose
