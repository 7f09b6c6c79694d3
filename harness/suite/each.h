// `each`: rows, every one of which makes a case.
#pragma once
#include <concord/document.h>

#include <vector>

namespace concord::suite {

inline constexpr std::size_t max_rows = 10'000;

// A list of mappings is taken row by row; a mapping of lists is their product, the last name varying fastest.
// Each result is an object: name → value. Without `each` (null): one empty row. Mistakes are reported and give no row.
std::vector<document::Node> expand_rows(const document::Node* each, base::Diagnostics& problems);

}  // namespace concord::suite
