// The last nights in a row on which a finding occurred.
#pragma once
#include "sqlite.h"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace concord::history {

// A run that was recorded.
struct EarlierRun {
  std::int64_t id = 0;
  std::string ulid;
  std::int64_t started = 0;
  std::string contract;
};

struct Streak {
  const EarlierRun* first = nullptr;  // of `runs`; null: it never occurred
  std::size_t nights = 0;
  bool has_gone = false;  // since then
};

// `runs`: those of its scope, the latest first. A night on which its case could not be judged says nothing.
Streak streak_of(const Database& database, const std::vector<EarlierRun>& runs, std::int64_t finding,
                 std::int64_t of_case);

// The ids of all runs in which it occurred.
std::set<std::int64_t> runs_with(const Database& database, std::int64_t finding);

// All runs of a scope, the latest first.
std::vector<EarlierRun> runs_of(const Database& database, std::int64_t scope);

// "2026-11-12", "21:14", of UTC.
std::string date_of(std::int64_t started);
std::string time_of_day(std::int64_t started);

// Whether two of the last runs, of one that began then and of those before it, the latest first, began on one day.
bool has_several_a_day(const std::vector<EarlierRun>& earlier, std::int64_t started);

}  // namespace concord::history
