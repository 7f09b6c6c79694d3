// Rules that a page states in a sentence only. Found to be reported, never to be applied in silence.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace concord::prose {

struct ProseRule {
  std::string text;             // the words, cut to a line
  std::string_view settled_by;  // the keyword that would state it: "enum", "format", or "" for none in particular
};
// The first sentence that sounds like a rule for values: "required if …", "one of …", "must be …", E.164, ISO 3166.
std::optional<ProseRule> find_rule(std::string_view description);

// `one of A_B, C_D` gives {"A_B", "C_D"}: words in capitals only, so that ordinary sentences give nothing.
std::vector<std::string> listed_words(std::string_view description);

}  // namespace concord::prose
