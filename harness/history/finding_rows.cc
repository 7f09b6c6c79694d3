#include "finding_rows.h"

namespace concord::history {

FindingRows::FindingRows(Database& database, std::int64_t run)
    : database_(database),
      run_(run),
      find_(database.prepare("SELECT id FROM findings WHERE scope = ? AND fingerprint = ?")),
      make_(database.prepare(
          "INSERT INTO findings(scope, fingerprint, rule, operation, message, place, documentation, is_open, "
          "first_exchange, last_exchange, status) VALUES(?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?)")),
      sight_(database.prepare(
          "INSERT INTO sightings(finding, run, cases, first_case, is_known) VALUES(?, ?, ?, ?, ?)")),
      renew_(database.prepare("UPDATE findings SET is_open = 1, message = ?, documentation = ?, last_exchange = ?, "
                              "status = ? WHERE id = ?")),
      change_(database.prepare("UPDATE findings SET change = ?, how = ? WHERE id = ?")),
      cases_(database) {}

void FindingRows::add(const Sighting& seen) {
  const bool is_known = find_.with(seen.scope.id, seen.finding.fingerprint).next();
  const std::int64_t id = is_known ? find_.number(0) : make(seen);
  sight_.with(id, run_, static_cast<std::int64_t>(seen.cases.size()), seen.first_case, seen.is_known).run();
  const bool is_last = seen.scope.is_latest || is_last_sighting(database_, id, run_);
  if (is_known) renew(id, seen, is_last);
  if (is_last) cases_.put(id, seen.cases);
  if (seen.whose && begins_streak(id, seen))
    change_.with(result::change_name(seen.whose->change), seen.whose->how, id).run();
}

std::int64_t FindingRows::make(const Sighting& seen) {
  const SeenFinding& one = seen.finding;
  make_
      .with(seen.scope.id, one.fingerprint, one.rule, one.operation, one.message, one.place, one.documentation,
            one.exchange, one.exchange, one.status)
      .run();
  return database_.last_row();
}

void FindingRows::renew(std::int64_t finding, const Sighting& seen, bool is_last) {
  const SeenFinding& one = seen.finding;
  if (!seen.scope.is_latest && is_first_sighting(database_, finding, run_))
    database_.prepare("UPDATE findings SET first_exchange = ? WHERE id = ?").with(one.exchange, finding).run();
  if (is_last) renew_.with(one.message, one.documentation, one.exchange, one.status, finding).run();
}

// Whether the nights in a row that had it, up to now, begin with this one.
bool FindingRows::begins_streak(std::int64_t finding, const Sighting& seen) const {
  if (seen.scope.is_latest) return true;
  const std::vector<EarlierRun> runs = runs_of(database_, seen.scope.id);
  const Streak streak = streak_of(database_, runs, finding, seen.first_case);
  return !streak.first || streak.first->id == run_;
}

}  // namespace concord::history
