// Patterns of ECMA-262 (mode u): what is one, and how PCRE2 says the same.
//
// PCRE2 knows most of the syntax but means other things by \s, \d beyond ASCII, `.`, `$`, [] and \cX, has names of its
// own for Unicode properties, and accepts much that ECMA-262 does not ((?i), \A, possessive quantifiers). So a pattern
// is read here and written anew. As browsers do outside mode u, a backslash before ASCII punctuation, a lone `]` and
// braces that are no quantifier stand for themselves: too many published patterns need it.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace concord::schema {

struct TranslatedPattern {
  std::string pcre;        // empty when there is an error
  std::string error;       // "" when there is none, else e.g. "( is never closed"
  std::size_t offset = 0;  // of the error, in bytes
};

TranslatedPattern translate_pattern(std::string_view pattern);

}  // namespace concord::schema
