// Fingerprints as people write them: cut, as ids of commits are.
#pragma once
#include <concord/base/result.h>

#include <span>
#include <string>

namespace concord::result {

// The one of `known` that `text` is, or that alone begins so; 4 digits are the fewest. `text` itself where none does. A
// Diagnostic with their list where several do.
base::Result<std::string> meant_fingerprint(const std::string& text, std::span<const std::string> known);

// Whether it may be the beginning of one.
bool is_beginning_of_fingerprint(std::string_view text);

}  // namespace concord::result
