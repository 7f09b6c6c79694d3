// Patterns with stars, for names that people select by.
#pragma once
#include <optional>
#include <string_view>

namespace concord::base {

// Whether all of `text` is what `glob` says: `*` is any text that does not hold `separator`, `**` any text; everything
// else is itself. Without a separator both are any text. Takes time proportional to the product of the two sizes.
bool matches_glob(std::string_view glob, std::string_view text, std::optional<char> separator = std::nullopt);

}  // namespace concord::base
