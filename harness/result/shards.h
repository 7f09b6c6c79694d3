// The indexes of the journals of one run, put together.
#pragma once
#include "journal_index.h"

#include <map>

namespace concord::result {

// Of cases by index: what another shard makes of them.
using Repeated = std::map<std::size_t, std::vector<CheckFailure>>;

// In the order of `files`; each case and seen value says by which it was found. Refuses what is not of one run; a shard
// that is missing is said in `problems`, and makes the run incomplete.
base::Result<JournalIndex> merge(std::vector<JournalIndex> parts, const std::vector<JournalFile>& files,
                                 base::Diagnostics& problems);

}  // namespace concord::result
