// A history as JSON Lines, to carry it from one machine to another. A line a run, whole, so that what is there already
// can be left out by its id.
#include <concord/history/questions.h>

#include "sightings.h"
#include "store.h"
#include "transfer_format.h"

#include <concord/document/json_writer.h>

#include <ostream>

namespace concord::history {

using document::JsonWriter;

namespace {

// What a table's columns are called, in the order of the select.
void write_row(JsonWriter& json, const Statement& row, std::initializer_list<const char*> columns) {
  int column = 0;
  json.begin_array();
  for (const char* name : columns) {
    if (*name == '#') json.number(row.number(column));
    else json.text(row.text(column));
    ++column;
  }
  json.end_array();
}

void write_rows(JsonWriter& json, const char* key, Statement& select, std::initializer_list<const char*> columns) {
  json.key(key).begin_array();
  while (select.next()) write_row(json, select, columns);
  json.end_array();
}

class Export {
 public:
  Export(const Database& database, std::ostream& to)
      : database_(database),
        to_(to),
        scopes_(database.prepare("SELECT p.id, p.provider, p.target, p.base_url, s.contract, s.passed, s.failed, "
                                 "s.unjudged, s.other FROM run_scopes s JOIN scopes p ON p.id = s.scope "
                                 "WHERE s.run = ? ORDER BY p.id")),
        verdicts_(database.prepare("SELECT c.name, v.verdict, v.duration, v.shape FROM cases c JOIN verdicts v "
                                   "ON v.of_case = c.id AND v.run = ?2 WHERE c.scope = ?1 ORDER BY c.id")),
        sightings_(database.prepare(
            "SELECT f.fingerprint, f.rule, f.operation, f.message, f.place, f.documentation, f.is_open, "
            "f.first_exchange, f.last_exchange, s.cases, c.name, s.is_known, f.status, f.change, f.how "
            "FROM sightings s JOIN findings f "
            "ON f.id = s.finding JOIN cases c ON c.id = s.first_case WHERE s.run = ?2 AND f.scope = ?1 ORDER BY f.id")),
        latencies_(database.prepare("SELECT operation, answers, p50, p95, p99 FROM latencies WHERE scope = ?1 AND "
                                    "run = ?2 ORDER BY operation")),
        drifts_(database.prepare("SELECT d.fingerprint, d.rule, d.message, d.was, d.is_now, c.name, d.cases, "
                                 "d.accepted, d.reason, d.change, d.how, d.cause "
                                 "FROM drifts d JOIN cases c ON c.id = d.of_case "
                                 "WHERE d.scope = ?1 AND d.run = ?2 ORDER BY d.id")) {}

  std::size_t write() {
    to_ << "{\"format\":\"" << export_format << "\"}\n";
    Statement runs = database_.prepare(
        "SELECT id, ulid, started, wall, is_whole, tool, revision FROM runs ORDER BY started, id");
    std::size_t number = 0;
    for (; runs.next(); ++number) write_run(runs);
    write_finding_cases();
    write_profiles();
    return number;
  }

 private:
  void write_run(const Statement& run) {
    std::string text;
    JsonWriter json(text);
    json.begin_object().key("run").text(run.text(1)).key("started").number(run.number(2));
    json.key("wall").number(run.number(3)).key("whole").boolean(run.number(4) != 0);
    json.key("tool").text(run.text(5)).key("revision").text(run.text(6)).key("scopes").begin_array();
    scopes_.with(run.number(0));
    while (scopes_.next()) write_scope(json, run.number(0));
    json.end_array().end_object();
    to_ << text << '\n';
  }

  void write_scope(JsonWriter& json, std::int64_t run) {
    const std::int64_t scope = scopes_.number(0);
    json.begin_object().key("provider").text(scopes_.text(1)).key("target").text(scopes_.text(2));
    json.key("base_url").text(scopes_.text(3)).key("contract").text(scopes_.text(4)).key("totals").begin_array();
    for (int column = 5; column < 9; ++column) json.number(scopes_.number(column));
    json.end_array();
    write_rows(json, "verdicts", verdicts_.with(scope, run), {"", "#", "#", "#"});
    write_rows(json, "findings", sightings_.with(scope, run),
               {"", "", "", "", "", "", "#", "", "", "#", "", "#", "#", "", ""});
    write_rows(json, "latencies", latencies_.with(scope, run), {"", "#", "#", "#", "#"});
    write_rows(json, "drifts", drifts_.with(scope, run), {"", "", "", "", "", "", "#", "#", "", "", "", ""});
    json.end_object();
  }

  // Of each finding the cases that had it on the last night that had it.
  void write_finding_cases() {
    Statement findings = database_.prepare(
        "SELECT f.id, p.provider, p.target, p.base_url, f.fingerprint, r.ulid FROM findings f JOIN scopes p "
        "ON p.id = f.scope JOIN runs r ON r.id = " + std::string(last_run_of_finding) + " ORDER BY f.id");
    Statement cases = database_.prepare(
        "SELECT c.name FROM finding_cases o JOIN cases c ON c.id = o.of_case WHERE o.finding = ? ORDER BY c.id");
    while (findings.next()) {
      std::string text;
      JsonWriter json(text);
      json.begin_object().key("finding_cases").begin_array();
      for (int column = 1; column < 6; ++column) json.text(findings.text(column));
      json.begin_array();
      cases.with(findings.number(0));
      while (cases.next()) json.text(cases.text(0));
      json.end_array().end_array().end_object();
      to_ << text << '\n';
    }
  }

  void write_profiles() {
    Statement operations = database_.prepare(
        "SELECT p.provider, p.target, p.base_url, o.name, o.answers, o.since, o.body FROM operation_profiles o "
        "JOIN scopes p ON p.id = o.scope ORDER BY p.id, o.name");
    write_lines("operation_profile", operations, {"", "", "", "", "#", "#", ""});
    Statement cases = database_.prepare(
        "SELECT p.provider, p.target, p.base_url, c.name, o.runs, o.since, o.shape, o.slowest, b.body, o.largest FROM "
        "case_profiles o JOIN profile_bodies b ON b.id = o.body JOIN cases c ON c.id = o.of_case "
        "JOIN scopes p ON p.id = c.scope ORDER BY c.id");
    write_lines("case_profile", cases, {"", "", "", "", "#", "#", "#", "#", "", "#"});
    Statement answers = database_.prepare(
        "SELECT p.provider, p.target, p.base_url, c.name, g.step, r.ulid, g.shape, g.operation, g.status, g.reason, "
        "g.headers, g.body, g.size FROM good_answers g JOIN runs r ON r.id = g.run JOIN cases c ON c.id = g.of_case "
        "JOIN scopes p ON p.id = c.scope ORDER BY c.id, g.step");
    write_lines("good_answer", answers, {"", "", "", "", "#", "", "#", "", "#", "", "", "", "#"});
    Statement coverages = database_.prepare(
        "SELECT r.ulid, c.kind, c.seen, c.documented FROM coverages c JOIN runs r ON r.id = c.run "
        "ORDER BY r.started, r.id, c.kind");
    write_lines("coverage", coverages, {"", "", "#", "#"});
    Statement editions = database_.prepare(
        "SELECT p.provider, p.target, p.base_url, e.contract, e.size, e.body FROM editions e JOIN scopes p ON "
        "p.id = e.scope ORDER BY e.rowid");
    write_lines("edition", editions, {"", "", "", "", "#", ""});
  }

  void write_lines(const char* key, Statement& select, std::initializer_list<const char*> columns) {
    while (select.next()) {
      std::string text;
      JsonWriter json(text);
      json.begin_object().key(key);
      write_row(json, select, columns);
      json.end_object();
      to_ << text << '\n';
    }
  }

  const Database& database_;
  std::ostream& to_;
  Statement scopes_, verdicts_, sightings_, latencies_, drifts_;
};

}  // namespace

Result<std::size_t> export_lines(Store& store, std::ostream& to) {
  return guarded(store.path(), [&]() -> std::size_t {
    // One state of the file, whoever writes meanwhile.
    Database& database = store.state().database;
    database.execute("BEGIN");
    const std::size_t runs = Export(database, to).write();
    database.execute("COMMIT");
    return runs;
  });
}

}  // namespace concord::history
