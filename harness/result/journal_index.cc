#include "journal_index.h"

#include <algorithm>
#include <limits>

namespace concord::result {
namespace {

std::uint32_t clamped(std::int64_t value) {
  return static_cast<std::uint32_t>(std::clamp<std::int64_t>(value, 0, std::numeric_limits<std::uint32_t>::max()));
}

}  // namespace

void note_result(CaseEntry& entry, const CaseResult& result) {
  entry.verdict = result.verdict;
  entry.warnings = clamped(static_cast<std::int64_t>(result.warnings.size()));
  entry.duration_ms = clamped(result.duration.count());
  entry.started_ms = std::chrono::duration_cast<Milliseconds>(result.started_at.time_since_epoch()).count();
}

int weight_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::Failed: return 7;
    case Verdict::Unjudged: return 6;
    case Verdict::Blocked: return 5;
    case Verdict::NotRun: return 4;
    case Verdict::KnownIssue: return 3;
    case Verdict::Flaky: return 2;
    case Verdict::Passed: return 1;
    case Verdict::Skipped: break;
  }
  return 0;
}

CaseEntry* find_case(JournalIndex& index, std::uint32_t wanted) {
  const auto found = std::lower_bound(index.cases.begin(), index.cases.end(), wanted,
                                      [](const CaseEntry& one, std::uint32_t value) { return one.index < value; });
  return found == index.cases.end() || found->index != wanted ? nullptr : &*found;
}

}  // namespace concord::result
