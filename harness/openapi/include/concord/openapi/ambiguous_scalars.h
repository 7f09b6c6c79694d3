// Plain scalars of YAML that its versions read differently: `090` is the integer 90 by YAML 1.2 and a text by 1.1,
// `0644` the integer 644 or, as an octal one, 420. They are read as texts, since people mean codes and modes by them.
#pragma once
#include <concord/openapi.h>

#include <string>

namespace concord::openapi {

struct AmbiguousScalars {
  const Node* first = nullptr;  // null when there is none
  std::size_t count = 0;
};
// Those in `root`, in the order of the text as it was read.
AmbiguousScalars find_ambiguous_scalars(const Node& root);

// Digits behind a zero, perhaps with a sign: "090", "0644".
bool is_ambiguous_scalar(std::string_view text);

// A text that was written so, without quotes.
bool is_ambiguous(const Node& node);

// "\"090\" without quotes is the integer 90 by YAML 1.2 and a text by YAML 1.1".
std::string ambiguity_of(std::string_view text);

// A note for the first one, which says how many there are; nothing when there is none.
Diagnostics ambiguous_scalar_notes(const Node& root);

}  // namespace concord::openapi
