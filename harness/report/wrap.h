// Lines for a screen of so many columns.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace concord::report {

// Lines that are longer than `columns` are broken at blanks, and go on below where their text began; a word that is
// longer stays whole, and so does a line that begins with "again:", which is a command to be copied. Colours take no
// room.
std::string wrapped(std::string_view text, std::size_t columns);

}  // namespace concord::report
