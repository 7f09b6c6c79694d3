// What changed between a contract that is committed and the one that follows from the documents now.
#pragma once
#include <concord/document.h>

#include <string>

namespace concord::cli {

// In the words of `concord diff`, for people; a sentence when no message is another one, "" when the committed one is
// no contract any more. `path` is that of the committed one. The places of `derived` are shown: the lines of pages and
// overlays.
std::string contract_changes(const std::string& path, const std::string& committed, const document::Node& derived);

// Whether two files that concord derive wrote say the same, but for the places in the pages that they name.
bool only_source_lines_differ(const std::string& committed, const std::string& derived);

}  // namespace concord::cli
