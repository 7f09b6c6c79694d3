// What changed between a contract that is committed and the one that follows from the documents now.
#pragma once
#include <string>

namespace concord::cli {

// In the words of `concord diff`, for people; "" when both say the same, or when one of them is no contract any more.
// `path` is that of the committed one.
std::string contract_changes(const std::string& path, const std::string& committed, const std::string& derived);

}  // namespace concord::cli
