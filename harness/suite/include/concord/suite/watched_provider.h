// A provider whose pages are watched.
#pragma once
#include <concord/suite.h>

namespace concord::suite {

// As load_provider(), but where the file of the contract is not there, the contract has nothing but that path: it may
// be made of the pages first.
Result<Provider> load_watched_provider(SourceSet& sources, const std::string& path);

}  // namespace concord::suite
