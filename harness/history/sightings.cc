#include "sightings.h"

#include "store.h"

#include <fmt/format.h>

namespace concord::history {

namespace {

// Whether there is a sighting whose (started, id) stands so to that of the run.
bool has_sighting(const Database& database, std::int64_t finding, std::int64_t run, std::string_view comparison) {
  Statement select = database.prepare(fmt::format(
      "SELECT 1 FROM sightings s JOIN runs o ON o.id = s.run JOIN runs r ON r.id = ?2 WHERE s.finding = ?1 AND "
      "(o.started, o.id) {} (r.started, r.id) LIMIT 1",
      comparison));
  return select.with(finding, run).next();
}

}  // namespace

bool is_first_sighting(const Database& database, std::int64_t finding, std::int64_t run) {
  return !has_sighting(database, finding, run, "<");
}
bool is_last_sighting(const Database& database, std::int64_t finding, std::int64_t run) {
  return !has_sighting(database, finding, run, ">");
}

FindingCases::FindingCases(Database& database)
    : drop_(database.prepare("DELETE FROM finding_cases WHERE finding = ?")),
      add_(database.prepare("INSERT OR IGNORE INTO finding_cases(finding, of_case) VALUES(?, ?)")) {}

void FindingCases::put(std::int64_t finding, const std::vector<std::int64_t>& cases) {
  drop_.with(finding).run();
  for (const std::int64_t one : cases) add_.with(finding, one).run();
}

void settle_open_findings(Database& database, std::int64_t scope) {
  // Of no case in the night the minimum is null, and the night says nothing.
  const std::string closes = fmt::format(
      "SELECT 1 FROM runs l CROSS JOIN run_scopes s CROSS JOIN runs r ON r.id = s.run WHERE l.id = {} "
      "AND s.scope = f.scope AND r.is_whole AND (r.started, r.id) > (l.started, l.id) AND "
      "(SELECT min(v.verdict IN {}) FROM finding_cases c CROSS JOIN verdicts v ON v.run = r.id AND "
      "v.of_case = c.of_case WHERE c.finding = f.id)",
      last_run_of_finding, judged_codes);
  database.prepare("UPDATE findings AS f SET is_open = NOT EXISTS (" + closes + ") WHERE f.scope = ?")
      .with(scope)
      .run();
}

}  // namespace concord::history
