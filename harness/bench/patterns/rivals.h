// Other engines behind one call: does the pattern match somewhere in the text?
#pragma once
#include <functional>
#include <string>
#include <string_view>

namespace bench {

// Empty when the engine is not built in, or refuses the pattern.
using Search = std::function<bool(std::string_view text)>;

Search pcre2(const std::string& pattern);      // with JIT, in UTF mode, the pattern as it stands
Search re2(const std::string& pattern);        // empty without libre2-dev
Search std_regex(const std::string& pattern);

}  // namespace bench
