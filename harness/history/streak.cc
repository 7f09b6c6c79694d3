#include "streak.h"

#include "store.h"

#include <concord/base/clock.h>

#include <algorithm>

namespace concord::history {

std::set<std::int64_t> runs_with(const Database& database, std::int64_t finding) {
  std::set<std::int64_t> runs;
  Statement sightings = database.prepare("SELECT run FROM sightings WHERE finding = ?");
  sightings.with(finding);
  while (sightings.next()) runs.insert(sightings.number(0));
  return runs;
}

Streak streak_of(const Database& database, const std::vector<EarlierRun>& runs, std::int64_t finding,
                 std::int64_t of_case) {
  Streak streak;
  const std::set<std::int64_t> seen = runs_with(database, finding);
  if (seen.empty()) return streak;
  Statement judged = database.prepare("SELECT 1 FROM verdicts WHERE run = ? AND of_case = ? AND verdict IN " +
                                      std::string(judged_codes));
  for (const EarlierRun& run : runs) {
    if (seen.contains(run.id)) {
      streak.first = &run;
      ++streak.nights;
    } else if (judged.with(run.id, of_case).next()) {
      if (streak.first) break;
      streak.has_gone = true;
    }
  }
  return streak;
}

std::vector<EarlierRun> runs_of(const Database& database, std::int64_t scope) {
  Statement select = database.prepare(
      "SELECT r.id, r.ulid, r.started, s.contract FROM run_scopes s JOIN runs r ON r.id = s.run "
      "WHERE s.scope = ? ORDER BY r.started DESC, r.id DESC");
  std::vector<EarlierRun> runs;
  select.with(scope);
  while (select.next()) runs.push_back({select.number(0), select.text(1), select.number(2), select.text(3)});
  return runs;
}

std::string date_of(std::int64_t started) { return base::format_date(time_of(started)); }

std::string time_of_day(std::int64_t started) {
  constexpr std::size_t at = std::string_view("2026-11-12T").size(), length = std::string_view("21:14").size();
  return base::format_rfc3339(time_of(started)).substr(at, length);
}

bool has_several_a_day(const std::vector<EarlierRun>& earlier, std::int64_t started) {
  constexpr std::size_t most_looked_at = 30;
  std::int64_t later = started;
  for (std::size_t i = 0; i < std::min(earlier.size(), most_looked_at); ++i) {
    if (date_of(earlier[i].started) == date_of(later)) return true;
    later = earlier[i].started;
  }
  return false;
}

}  // namespace concord::history
