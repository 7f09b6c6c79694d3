#include "past_nights.h"

#include "store.h"

#include <fmt/format.h>

#include <algorithm>

namespace concord::history {

using result::ToldLatency;
using result::ToldNight;

namespace {

constexpr std::size_t most_nights = 30;
constexpr std::size_t most_operations = 12;

struct PastRun {
  std::int64_t id = 0;
  ToldNight told;
};

// "(1, 2)"
std::string ids_of(const std::map<std::string, Scope>& scopes) {
  std::string text;
  for (const auto& [name, scope] : scopes) text += fmt::format("{}{}", text.empty() ? "(" : ", ", scope.id);
  return text + ')';
}

std::vector<result::ToldShare> coverage_of(const Database& database, std::int64_t run) {
  std::vector<result::ToldShare> shares;
  Statement select = database.prepare("SELECT kind, seen, documented FROM coverages WHERE run = ? ORDER BY kind");
  select.with(run);
  while (select.next())
    shares.push_back({select.text(0), static_cast<std::size_t>(select.number(1)),
                      static_cast<std::size_t>(select.number(2))});
  return shares;
}

// Whole runs that began before this one, the earliest first: a part of a run would look like a fall.
std::vector<PastRun> earlier_runs(const Database& database, const Night& night, const std::string& scopes) {
  Statement select = database.prepare(fmt::format(
      "SELECT r.id, r.started, sum(s.passed), sum(s.failed), sum(s.unjudged), sum(s.other) FROM run_scopes s "
      "JOIN runs r ON r.id = s.run WHERE s.scope IN {} AND r.started < ? AND r.is_whole GROUP BY r.id "
      "ORDER BY r.started DESC, r.id DESC LIMIT {}",
      scopes, most_nights - 1));
  std::vector<PastRun> runs;
  select.with(stamp(night.info.started_at));
  while (select.next()) {
    const auto number = [&select](int column) { return static_cast<std::size_t>(select.number(column)); };
    runs.push_back({select.number(0),
                    {date_of(select.number(1)), number(2), number(3), number(4), number(5),
                     coverage_of(database, select.number(0))}});
  }
  std::reverse(runs.begin(), runs.end());
  return runs;
}

PastRun this_run(const Database& database, const Night& night) {
  PastRun run;
  Statement id = database.prepare("SELECT id FROM runs WHERE ulid = ?");
  if (id.with(night.info.id).next()) run.id = id.number(0);
  result::Totals totals;
  for (const SeenCase& one : night.cases) totals.add(one.verdict(), 0);
  run.told = {date_of(stamp(night.info.started_at)), totals.held(), totals.failed, totals.unjudged,
              totals.cases() - totals.held() - totals.failed - totals.unjudged, night.coverage};
  return run;
}

std::vector<ToldLatency> latencies_of(const Database& database, const std::vector<PastRun>& runs,
                                      const std::string& scopes) {
  std::map<std::string, std::vector<std::int64_t>> operations;
  Statement select = database.prepare(
      fmt::format("SELECT operation, p50 FROM latencies WHERE run = ? AND scope IN {}", scopes));
  for (std::size_t i = 0; i < runs.size(); ++i) {
    select.with(runs[i].id);
    while (select.next()) {
      auto& medians = operations[select.text(0)];
      medians.resize(runs.size(), -1);
      medians[i] = select.number(1);
    }
  }
  std::vector<ToldLatency> list;
  for (auto& [name, medians] : operations) list.push_back({name, std::move(medians)});
  std::stable_sort(list.begin(), list.end(), [](const ToldLatency& a, const ToldLatency& b) {
    return a.medians.back() > b.medians.back();
  });
  if (list.size() > most_operations) list.resize(most_operations);
  return list;
}

}  // namespace

void tell_past(const Database& database, const Night& night, const std::map<std::string, Scope>& scopes,
               result::Comparison& into) {
  if (into.nights == 0 || scopes.empty()) return;
  const std::string ids = ids_of(scopes);
  std::vector<PastRun> runs = earlier_runs(database, night, ids);
  runs.push_back(this_run(database, night));
  into.latencies = latencies_of(database, runs, ids);
  for (PastRun& run : runs) into.past.push_back(std::move(run.told));
}

void record_coverage(Database& database, const Night& night, std::int64_t run) {
  Statement add = database.prepare("INSERT INTO coverages(run, kind, seen, documented) VALUES(?, ?, ?, ?)");
  for (const result::ToldShare& share : night.coverage) {
    add.with(run, share.kind, static_cast<std::uint64_t>(share.seen), static_cast<std::uint64_t>(share.documented))
        .run();
  }
}

}  // namespace concord::history
