#include "layout.h"

#include <concord/base/text.h>

#include <fmt/format.h>

#include <array>

namespace concord::history {

namespace {

constexpr std::int64_t application_id = 0x434f4e43;  // "CONC"

// The first makes the tables, each further one changes them; none is ever edited once it was released.
constexpr std::array<std::string_view, 5> steps{
    R"(
CREATE TABLE scopes(
  id INTEGER PRIMARY KEY, provider TEXT NOT NULL, target TEXT NOT NULL, base_url TEXT NOT NULL,
  UNIQUE(provider, target, base_url));
CREATE TABLE runs(
  id INTEGER PRIMARY KEY, ulid TEXT NOT NULL UNIQUE, started INTEGER NOT NULL, wall INTEGER NOT NULL,
  is_whole INTEGER NOT NULL, tool TEXT NOT NULL, revision TEXT NOT NULL);
CREATE INDEX runs_by_time ON runs(started);
CREATE TABLE run_scopes(
  scope INTEGER NOT NULL REFERENCES scopes, run INTEGER NOT NULL REFERENCES runs, contract TEXT NOT NULL,
  passed INTEGER NOT NULL, failed INTEGER NOT NULL, unjudged INTEGER NOT NULL, other INTEGER NOT NULL,
  PRIMARY KEY(scope, run)) WITHOUT ROWID;
CREATE TABLE cases(
  id INTEGER PRIMARY KEY, scope INTEGER NOT NULL REFERENCES scopes, name TEXT NOT NULL, UNIQUE(scope, name));
CREATE TABLE verdicts(
  of_case INTEGER NOT NULL REFERENCES cases, run INTEGER NOT NULL REFERENCES runs, verdict INTEGER NOT NULL,
  duration INTEGER NOT NULL, shape INTEGER NOT NULL,
  PRIMARY KEY(of_case, run)) WITHOUT ROWID;
CREATE TABLE findings(
  id INTEGER PRIMARY KEY, scope INTEGER NOT NULL REFERENCES scopes, fingerprint TEXT NOT NULL, rule TEXT NOT NULL,
  operation TEXT NOT NULL, message TEXT NOT NULL, place TEXT NOT NULL, documentation TEXT NOT NULL,
  is_open INTEGER NOT NULL, first_exchange TEXT NOT NULL, last_exchange TEXT NOT NULL,
  UNIQUE(scope, fingerprint));
CREATE TABLE sightings(
  finding INTEGER NOT NULL REFERENCES findings, run INTEGER NOT NULL REFERENCES runs, cases INTEGER NOT NULL,
  first_case INTEGER NOT NULL REFERENCES cases, is_known INTEGER NOT NULL,
  PRIMARY KEY(finding, run)) WITHOUT ROWID;
CREATE TABLE finding_cases(
  finding INTEGER NOT NULL REFERENCES findings, of_case INTEGER NOT NULL REFERENCES cases,
  PRIMARY KEY(finding, of_case)) WITHOUT ROWID;
)",
    R"(
CREATE TABLE latencies(
  scope INTEGER NOT NULL REFERENCES scopes, operation TEXT NOT NULL, run INTEGER NOT NULL REFERENCES runs,
  answers INTEGER NOT NULL, p50 INTEGER NOT NULL, p95 INTEGER NOT NULL, p99 INTEGER NOT NULL,
  PRIMARY KEY(scope, operation, run)) WITHOUT ROWID;
CREATE TABLE operation_profiles(
  scope INTEGER NOT NULL REFERENCES scopes, name TEXT NOT NULL, answers INTEGER NOT NULL, since INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY(scope, name)) WITHOUT ROWID;
CREATE TABLE case_profiles(
  of_case INTEGER PRIMARY KEY REFERENCES cases, runs INTEGER NOT NULL, since INTEGER NOT NULL, shape INTEGER NOT NULL,
  slowest INTEGER NOT NULL, body TEXT NOT NULL);
CREATE TABLE drifts(
  id INTEGER PRIMARY KEY, scope INTEGER NOT NULL REFERENCES scopes, fingerprint TEXT NOT NULL, rule TEXT NOT NULL,
  message TEXT NOT NULL, was TEXT NOT NULL, is_now TEXT NOT NULL, of_case INTEGER NOT NULL REFERENCES cases,
  run INTEGER NOT NULL REFERENCES runs, cases INTEGER NOT NULL, accepted INTEGER NOT NULL, reason TEXT NOT NULL);
CREATE INDEX drifts_by_fingerprint ON drifts(scope, fingerprint);
)",
    R"(
CREATE TABLE good_answers(
  of_case INTEGER NOT NULL REFERENCES cases, step INTEGER NOT NULL, run INTEGER NOT NULL REFERENCES runs,
  shape INTEGER NOT NULL, operation TEXT NOT NULL, status INTEGER NOT NULL, reason TEXT NOT NULL,
  headers TEXT NOT NULL, body TEXT NOT NULL, size INTEGER NOT NULL,
  PRIMARY KEY(of_case, step)) WITHOUT ROWID;
CREATE TABLE coverages(
  run INTEGER NOT NULL REFERENCES runs, kind TEXT NOT NULL, seen INTEGER NOT NULL, documented INTEGER NOT NULL,
  PRIMARY KEY(run, kind)) WITHOUT ROWID;
)",
    R"(
CREATE TABLE editions(
  scope INTEGER NOT NULL REFERENCES scopes, contract TEXT NOT NULL, size INTEGER NOT NULL, body TEXT NOT NULL,
  UNIQUE(scope, contract));
ALTER TABLE findings ADD COLUMN status INTEGER NOT NULL DEFAULT 0;
ALTER TABLE findings ADD COLUMN change TEXT NOT NULL DEFAULT '';
ALTER TABLE findings ADD COLUMN how TEXT NOT NULL DEFAULT '';
ALTER TABLE case_profiles ADD COLUMN largest INTEGER NOT NULL DEFAULT 0;
ALTER TABLE drifts ADD COLUMN change TEXT NOT NULL DEFAULT '';
ALTER TABLE drifts ADD COLUMN how TEXT NOT NULL DEFAULT '';
ALTER TABLE drifts ADD COLUMN cause TEXT NOT NULL DEFAULT '';
)",
    // What a night adds and what it counts stand close together, so that it costs the same after many nights: verdicts
    // by night, and of a case nothing long.
    R"(
CREATE TABLE verdicts_by_run(
  of_case INTEGER NOT NULL REFERENCES cases, run INTEGER NOT NULL REFERENCES runs, verdict INTEGER NOT NULL,
  duration INTEGER NOT NULL, shape INTEGER NOT NULL,
  PRIMARY KEY(run, of_case)) WITHOUT ROWID;
INSERT INTO verdicts_by_run SELECT of_case, run, verdict, duration, shape FROM verdicts ORDER BY run, of_case;
DROP TABLE verdicts;
ALTER TABLE verdicts_by_run RENAME TO verdicts;
CREATE TABLE profile_bodies(id INTEGER PRIMARY KEY, body TEXT NOT NULL);
INSERT INTO profile_bodies(body) SELECT DISTINCT body FROM case_profiles;
CREATE INDEX profiles_by_body ON profile_bodies(body);
CREATE TABLE short_profiles(
  of_case INTEGER PRIMARY KEY REFERENCES cases, runs INTEGER NOT NULL, since INTEGER NOT NULL, shape INTEGER NOT NULL,
  slowest INTEGER NOT NULL, largest INTEGER NOT NULL, body INTEGER NOT NULL REFERENCES profile_bodies);
INSERT INTO short_profiles SELECT p.of_case, p.runs, p.since, p.shape, p.slowest, p.largest, b.id
  FROM case_profiles p JOIN profile_bodies b ON b.body = p.body;
DROP INDEX profiles_by_body;
DROP TABLE case_profiles;
ALTER TABLE short_profiles RENAME TO case_profiles;
CREATE INDEX good_answers_by_case ON good_answers(of_case, shape);
)"};

base::Diagnostic refused(std::string kind, const std::string& path, const std::string& why, std::string hint) {
  return base::error("history." + std::move(kind), base::in_quotes(path) + ' ' + why, {}, std::move(hint));
}

// That it is another program's, or of a later version.
std::optional<base::Diagnostic> why_not_known(const Database& database, const std::string& path) {
  const std::int64_t is_filled = database.number_of("SELECT count(*) FROM sqlite_master");
  if (is_filled != 0 && database.number_of("PRAGMA application_id") != application_id)
    return refused("other", path, "is a database of another program", "say another file with --history");
  const std::int64_t version = database.number_of("PRAGMA user_version");
  if (version <= layout_version()) return std::nullopt;
  return refused("newer", path,
                 fmt::format("is a history of layout {}, which a later version of Concord wrote; this one knows {}",
                             version, layout_version()),
                 "use that version, or another file with --history");
}

}  // namespace

int layout_version() { return static_cast<int>(steps.size()); }

std::optional<base::Diagnostic> bring_forward(Database& database, const std::string& path) {
  if (auto problem = why_not_known(database, path)) return problem;
  if (database.number_of("PRAGMA user_version") == layout_version()) return std::nullopt;
  Transaction transaction(database);
  // Another process may have done it while this one waited.
  const auto first = static_cast<std::size_t>(database.number_of("PRAGMA user_version"));
  for (std::size_t i = first; i < steps.size(); ++i) database.execute(std::string(steps[i]));
  database.execute(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}", application_id,
                               layout_version()));
  transaction.commit();
  return std::nullopt;
}

std::optional<base::Diagnostic> check_layout(const Database& database, const std::string& path) {
  if (auto problem = why_not_known(database, path)) return problem;
  const std::int64_t version = database.number_of("PRAGMA user_version");
  if (version == layout_version()) return std::nullopt;
  return refused("older", path,
                 fmt::format("is a history of layout {}, which must be brought forward to {} to be read, and it cannot "
                             "be written",
                             version, layout_version()),
                 "ask as a user who can write it and its folder, or ask a copy of it in a folder of your own");
}

}  // namespace concord::history
