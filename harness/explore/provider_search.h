// The provider.yaml that speaks of a document, where it does not stand beside it: `concord init` writes it below the
// folder suites, near the document or in the folder that one is in.
#pragma once
#include <string>
#include <vector>

namespace concord::explore {

// Those that name this very file as their contract, each once. Files with mistakes are left out: they are
// another run's. Not more than some thousand entries of folders are looked at, and no link is followed.
std::vector<std::string> providers_that_name(const std::string& document);

}  // namespace concord::explore
