// What a regular expression costs a program that backtracks, and what only some programs understand.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace concord::lint {

// Why matching can take exponential time: a repetition without end around another one, such as `(a+)*$`. Only what is
// certain is said; nothing for the rest. Linear in the pattern.
std::optional<std::string> find_catastrophe(std::string_view pattern);

// "an inline flag (?i)", "a possessive quantifier", … : syntax of PCRE, Java or Python that ECMA-262 lacks; "" for
// none.
std::string_view foreign_syntax(std::string_view pattern);

}  // namespace concord::lint
