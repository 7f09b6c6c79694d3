// Runs that are taken out, with all that only they have.
#include "good_answers.h"
#include "profile_bodies.h"
#include "run_named.h"
#include "sightings.h"
#include "store.h"

#include <array>
#include <optional>
#include <vector>

namespace concord::history {

namespace {

constexpr std::array<std::string_view, 8> tables_by_run{
    "DELETE FROM verdicts WHERE run IN going",     "DELETE FROM sightings WHERE run IN going",
    "DELETE FROM latencies WHERE run IN going",    "DELETE FROM drifts WHERE run IN going",
    "DELETE FROM good_answers WHERE run IN going", "DELETE FROM coverages WHERE run IN going",
    "DELETE FROM run_scopes WHERE run IN going",   "DELETE FROM runs WHERE id IN going"};

constexpr std::string_view what_no_run_has =
    "DELETE FROM finding_cases WHERE finding NOT IN (SELECT finding FROM sightings);"
    "DELETE FROM findings WHERE id NOT IN (SELECT finding FROM sightings);"
    "DELETE FROM case_profiles WHERE of_case NOT IN (SELECT of_case FROM verdicts);"
    "DELETE FROM finding_cases WHERE of_case NOT IN (SELECT of_case FROM verdicts);"
    "DELETE FROM cases WHERE id NOT IN (SELECT of_case FROM verdicts) "
    "AND id NOT IN (SELECT first_case FROM sightings) AND id NOT IN (SELECT of_case FROM drifts);"
    "DELETE FROM editions WHERE NOT EXISTS (SELECT 1 FROM run_scopes s WHERE s.scope = editions.scope AND "
    "s.contract = editions.contract);"
    "DELETE FROM operation_profiles WHERE scope NOT IN (SELECT scope FROM run_scopes);";

// Those that lose a run and keep an earlier one: where only the oldest go, what is left is as it was.
std::vector<std::int64_t> scopes_with_gaps(const Database& database) {
  std::vector<std::int64_t> scopes;
  Statement select = database.prepare(
      "SELECT DISTINCT s.scope FROM run_scopes s JOIN runs r ON r.id = s.run WHERE s.run IN going AND EXISTS (SELECT 1 "
      "FROM run_scopes k JOIN runs o ON o.id = k.run WHERE k.scope = s.scope AND k.run NOT IN going AND "
      "o.started <= r.started)");
  while (select.next()) scopes.push_back(select.number(0));
  return scopes;
}

// Where the last night that had a finding has gone, the one before it stands for it.
void keep_first_cases(Database& database, std::int64_t scope) {
  database
      .prepare("INSERT OR IGNORE INTO finding_cases(finding, of_case) SELECT f.id, s.first_case FROM findings f JOIN "
               "sightings s ON s.finding = f.id AND s.run = " +
               std::string(last_run_of_finding) + " WHERE f.scope = ?")
      .with(scope)
      .run();
}

// The runs in the table `going`.
void take_out(Database& database) {
  const std::vector<std::int64_t> scopes = scopes_with_gaps(database);
  keep_good_answers(database);
  for (const std::string_view sql : tables_by_run) database.execute(std::string(sql));
  for (const std::int64_t scope : scopes) {
    keep_first_cases(database, scope);
    settle_open_findings(database, scope);
  }
  database.execute(std::string(what_no_run_has));
  forget_unused_bodies(database);
  database.execute("DROP TABLE going");
}

// `choose` fills the table `going`; what it gives is given on, unless it is a Diagnostic.
template <class Choose>
auto pruned(Database& database, Choose choose) -> decltype(choose(database)) {
  std::optional<LinksUnchecked> unchecked(std::in_place, database);
  std::optional<Transaction> transaction(std::in_place, database);
  database.execute("CREATE TEMP TABLE going(id INTEGER PRIMARY KEY)");
  auto chosen = choose(database);
  if (!chosen) return chosen;
  take_out(database);
  transaction->commit();
  transaction.reset();
  unchecked.reset();
  database.execute("VACUUM");
  return chosen;
}

}  // namespace

Result<std::size_t> Store::prune(base::SystemTime before) {
  auto number = guarded(path(), [&]() -> Result<std::size_t> {
    return pruned(state_->database, [&](Database& database) -> Result<std::size_t> {
      database.prepare("INSERT INTO going SELECT id FROM runs WHERE started < ?").with(stamp(before)).run();
      return static_cast<std::size_t>(database.number_of("SELECT count(*) FROM going"));
    });
  });
  if (!number) return std::move(number).diagnostics();
  return std::move(number).value();
}

Result<std::string> Store::prune_run(const std::string& named) {
  auto taken = guarded(path(), [&]() -> Result<std::string> {
    return pruned(state_->database, [&](Database& database) -> Result<std::string> {
      auto run = find_run(database, named);
      if (!run) return std::move(run).diagnostics();
      database.prepare("INSERT INTO going VALUES(?)").with(run->id).run();
      return run->ulid;
    });
  });
  if (!taken) return std::move(taken).diagnostics();
  return std::move(taken).value();
}

}  // namespace concord::history
