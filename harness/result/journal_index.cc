#include "journal_index.h"

#include <algorithm>

namespace concord::result {
namespace {

std::uint64_t at_least_none(std::int64_t milliseconds) {
  return static_cast<std::uint64_t>(std::max<std::int64_t>(milliseconds, 0));
}

}  // namespace

void CaseEntry::set_plan(const LinePlace& place) {
  plan_offset_ = place.offset;
  plan_size_ = place.size;
}

void CaseEntry::set_outcome(const LinePlace& place) {
  outcome_offset_ = place.offset;
  outcome_size_ = place.size;
}

SystemTime CaseEntry::started_at() const {
  return SystemTime(Milliseconds(static_cast<std::int64_t>(std::uint64_t{started_ms_})));
}

void CaseEntry::note(const CaseResult& result) {
  verdict_ = result.verdict;
  warnings_ = result.warnings.size();
  const std::uint64_t duration = at_least_none(result.duration.count());
  duration_ms_ = static_cast<std::uint32_t>(std::min<std::uint64_t>(duration, UINT32_MAX));
  started_ms_ = at_least_none(result.started_at.time_since_epoch().count());
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
                                      [](const CaseEntry& one, std::uint32_t value) { return one.index() < value; });
  return found == index.cases.end() || found->index() != wanted ? nullptr : &*found;
}

}  // namespace concord::result
