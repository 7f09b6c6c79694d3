// Text without what changes on the way. One form stands for all that JSON, HTML, XML, URLs and the lines of a report
// make of a text, one in the other: escapes of any depth are undone, letters are lower case, `_` is `/` (base64url),
// and blanks, line breaks, NUL (UTF-16), `+`, `-`, `:` and backslashes are left out.
#pragma once
#include <string>
#include <string_view>

namespace concord::leak {

// No more than so many bytes make one character.
inline constexpr std::size_t longest_escape = 64;

// Appends the normal form of `text` to `to`, but for what the rest that follows may change: the last bytes, unless it
// is `the_end`. How many bytes of `text` were used.
std::size_t append_normal(std::string& to, std::string_view text, bool the_end);

std::string normal(std::string_view text);

}  // namespace concord::leak
