// What happened while cases ran, again as events.
#pragma once
#include "journal_file.h"

#include <concord/result/events.h>

#include <functional>
#include <optional>

namespace concord::result {

// In the order of the file, from the first case that started to what the history knew. `finished` gives a case by its
// index, nothing when there is none. What cannot be read was complained about by the scan, and is passed over.
void replay_cases(const JournalFile& file, const std::function<std::optional<CaseResult>(std::size_t)>& finished,
                  Sink& sink);

}  // namespace concord::result
