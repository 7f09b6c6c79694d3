// A history as JSON Lines, to carry it from one machine to another. A line a run, whole, so that what is there already
// can be left out by its id.
#include <concord/history/questions.h>

#include "profile_bodies.h"
#include "store.h"

#include <concord/base/text.h>
#include <concord/document/json_writer.h>

#include <fmt/format.h>

#include <istream>
#include <map>
#include <ostream>

namespace concord::history {

using document::JsonWriter;

namespace {

constexpr std::string_view format = "concord.history/1";
constexpr std::size_t most_line = 64u << 20;

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
    to_ << "{\"format\":\"" << format << "\"}\n";
    Statement runs = database_.prepare(
        "SELECT id, ulid, started, wall, is_whole, tool, revision FROM runs ORDER BY started, id");
    std::size_t number = 0;
    for (; runs.next(); ++number) write_run(runs);
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

// A row of an export, whose items may be of the wrong kind: those are empty.
class Row {
 public:
  explicit Row(const Node& items) : items_(items.items()) {}
  std::string text(std::size_t column) const {
    return column < items_.size() ? std::string(items_[column].string_or_empty()) : std::string();
  }
  std::int64_t number(std::size_t column) const {
    const bool is_number = column < items_.size() && items_[column].is_number();
    return is_number ? items_[column].to_int64().value_or(0) : 0;
  }

 private:
  const Node::Array& items_;
};

class Import {
 public:
  explicit Import(Database& database) : database_(database), bodies_(database) {}

  // Whether it was a line of an export.
  bool take(const Node& line) {
    if (line.has("run")) return take_run(line);
    if (const Node* profile = line.find("operation_profile")) return take_operation(Row(*profile)), true;
    if (const Node* profile = line.find("case_profile")) return take_case(Row(*profile)), true;
    if (const Node* answer = line.find("good_answer")) return take_answer(Row(*answer)), true;
    if (const Node* coverage = line.find("coverage")) return take_coverage(Row(*coverage)), true;
    if (const Node* edition = line.find("edition")) return take_edition(Row(*edition)), true;
    return false;
  }
  std::size_t runs() const { return runs_; }

 private:
  static const Node& list(const Node& owner, std::string_view key) {
    static const Node none = Node::array();
    const Node* found = owner.find(key);
    return found ? *found : none;
  }
  static std::string text(const Node& owner, std::string_view key) {
    const Node* found = owner.find(key);
    return found ? std::string(found->string_or_empty()) : std::string();
  }
  static std::int64_t number(const Node& owner, std::string_view key) {
    const Node* found = owner.find(key);
    return found && found->is_number() ? found->to_int64().value_or(0) : 0;
  }

  std::int64_t scope_of(const std::string& provider, const std::string& target, const std::string& url) {
    database_.prepare("INSERT OR IGNORE INTO scopes(provider, target, base_url) VALUES(?, ?, ?)")
        .with(provider, target, url)
        .run();
    Statement find = database_.prepare("SELECT id FROM scopes WHERE provider = ? AND target = ? AND base_url = ?");
    find.with(provider, target, url).next();
    return find.number(0);
  }

  std::int64_t case_of(std::int64_t scope, const std::string& name) {
    const auto known = cases_.find({scope, name});
    if (known != cases_.end()) return known->second;
    database_.prepare("INSERT OR IGNORE INTO cases(scope, name) VALUES(?, ?)").with(scope, name).run();
    Statement find = database_.prepare("SELECT id FROM cases WHERE scope = ? AND name = ?");
    find.with(scope, name).next();
    return cases_[{scope, name}] = find.number(0);
  }

  bool take_run(const Node& line) {
    const std::string ulid = text(line, "run");
    if (ulid.empty() || list(line, "scopes").items().empty()) return false;
    if (database_.prepare("SELECT 1 FROM runs WHERE ulid = ?").with(ulid).next()) return true;
    const Node* whole = line.find("whole");
    const std::string tool = text(line, "tool"), revision = text(line, "revision");
    database_.prepare("INSERT INTO runs(ulid, started, wall, is_whole, tool, revision) VALUES(?, ?, ?, ?, ?, ?)")
        .with(ulid, number(line, "started"), number(line, "wall"),
              whole && whole->is_boolean() && whole->as_boolean(), tool, revision)
        .run();
    const std::int64_t run = database_.last_row();
    for (const Node& scope : list(line, "scopes").items()) take_scope(scope, run);
    ++runs_;
    return true;
  }

  void take_scope(const Node& node, std::int64_t run) {
    const std::int64_t scope = scope_of(text(node, "provider"), text(node, "target"), text(node, "base_url"));
    const Row totals(list(node, "totals"));
    const std::string contract = text(node, "contract");
    database_.prepare("INSERT OR IGNORE INTO run_scopes VALUES(?, ?, ?, ?, ?, ?, ?)")
        .with(scope, run, contract, totals.number(0), totals.number(1), totals.number(2), totals.number(3))
        .run();
    Statement verdict = database_.prepare("INSERT OR IGNORE INTO verdicts VALUES(?, ?, ?, ?, ?)");
    for (const Node& item : list(node, "verdicts").items()) {
      const Row row(item);
      verdict.with(case_of(scope, row.text(0)), run, row.number(1), row.number(2), row.number(3)).run();
    }
    for (const Node& item : list(node, "findings").items()) take_finding(Row(item), scope, run);
    Statement latency = database_.prepare("INSERT OR IGNORE INTO latencies VALUES(?, ?, ?, ?, ?, ?, ?)");
    for (const Node& item : list(node, "latencies").items()) {
      const Row row(item);
      const std::string operation = row.text(0);
      latency.with(scope, operation, run, row.number(1), row.number(2), row.number(3), row.number(4)).run();
    }
    for (const Node& item : list(node, "drifts").items()) take_drift(Row(item), scope, run);
  }

  void take_finding(const Row& row, std::int64_t scope, std::int64_t run) {
    std::array<std::string, 9> texts;
    for (std::size_t column = 0; column < texts.size(); ++column) texts[column] = row.text(column);
    const std::string change = row.text(13), how = row.text(14);
    database_
        .prepare("INSERT OR IGNORE INTO findings(scope, fingerprint, rule, operation, message, place, documentation, "
                 "is_open, first_exchange, last_exchange, status, change, how) "
                 "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .with(scope, texts[0], texts[1], texts[2], texts[3], texts[4], texts[5], row.number(6), texts[7], texts[8],
              row.number(12), change, how)
        .run();
    Statement find = database_.prepare("SELECT id FROM findings WHERE scope = ? AND fingerprint = ?");
    find.with(scope, texts[0]).next();
    const std::int64_t finding = find.number(0), first = case_of(scope, row.text(10));
    database_.prepare("INSERT OR IGNORE INTO sightings VALUES(?, ?, ?, ?, ?)")
        .with(finding, run, row.number(9), first, row.number(11))
        .run();
    database_.prepare("INSERT OR IGNORE INTO finding_cases VALUES(?, ?)").with(finding, first).run();
  }

  void take_drift(const Row& row, std::int64_t scope, std::int64_t run) {
    std::array<std::string, 5> texts;
    for (std::size_t column = 0; column < texts.size(); ++column) texts[column] = row.text(column);
    const std::string reason = row.text(8), change = row.text(9), how = row.text(10), cause = row.text(11);
    database_
        .prepare("INSERT INTO drifts(scope, fingerprint, rule, message, was, is_now, of_case, run, cases, accepted, "
                 "reason, change, how, cause) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .with(scope, texts[0], texts[1], texts[2], texts[3], texts[4], case_of(scope, row.text(5)), run, row.number(6),
              row.number(7), reason, change, how, cause)
        .run();
  }

  // Of two profiles the one that has seen more is kept.
  void take_operation(const Row& row) {
    const std::int64_t scope = scope_of(row.text(0), row.text(1), row.text(2));
    const std::string name = row.text(3), body = row.text(6);
    database_
        .prepare("INSERT INTO operation_profiles VALUES(?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET answers = ?3, "
                 "since = ?4, body = ?5 WHERE answers < ?3")
        .with(scope, name, row.number(4), row.number(5), body)
        .run();
  }

  void take_case(const Row& row) {
    const std::int64_t one = case_of(scope_of(row.text(0), row.text(1), row.text(2)), row.text(3));
    const std::string body = row.text(8);
    database_
        .prepare("INSERT INTO case_profiles(of_case, runs, since, shape, slowest, body, largest) "
                 "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO UPDATE SET runs = ?2, "
                 "since = ?3, shape = ?4, slowest = ?5, body = ?6, largest = ?7 WHERE runs < ?2")
        .with(one, row.number(4), row.number(5), row.number(6), row.number(7), bodies_.row_of(body), row.number(9))
        .run();
  }

  void take_edition(const Row& row) {
    const std::string contract = row.text(3), body = row.text(5);
    database_.prepare("INSERT OR IGNORE INTO editions(scope, contract, size, body) VALUES(?, ?, ?, ?)")
        .with(scope_of(row.text(0), row.text(1), row.text(2)), contract, row.number(4), body)
        .run();
  }

  // 0: there is no such run.
  std::int64_t run_of(const std::string& ulid) {
    Statement find = database_.prepare("SELECT id FROM runs WHERE ulid = ?");
    return find.with(ulid).next() ? find.number(0) : 0;
  }

  // What is there already stays.
  void take_answer(const Row& row) {
    const std::int64_t run = run_of(row.text(5));
    if (run == 0) return;
    const std::int64_t one = case_of(scope_of(row.text(0), row.text(1), row.text(2)), row.text(3));
    const std::string operation = row.text(7), reason = row.text(9), headers = row.text(10), body = row.text(11);
    database_.prepare("INSERT OR IGNORE INTO good_answers VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .with(one, row.number(4), run, row.number(6), operation, row.number(8), reason, headers, body, row.number(12))
        .run();
  }

  void take_coverage(const Row& row) {
    const std::int64_t run = run_of(row.text(0));
    const std::string kind = row.text(1);
    if (run == 0) return;
    database_.prepare("INSERT OR IGNORE INTO coverages VALUES(?, ?, ?, ?)")
        .with(run, kind, row.number(2), row.number(3))
        .run();
  }

  Database& database_;
  ProfileBodies bodies_;
  std::map<std::pair<std::int64_t, std::string>, std::int64_t> cases_;
  std::size_t runs_ = 0;
};

base::Diagnostic no_export(const std::string& name, std::size_t line) {
  return base::error("history.import", fmt::format("line {} of {} is no line of an exported history", line,
                                                   base::in_quotes(name)));
}

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

Result<std::size_t> import_lines(Store& store, std::istream& from, const std::string& name) {
  auto imported = guarded(store.path(), [&]() -> Result<std::size_t> {
    Database& database = store.state().database;
    const LinksUnchecked unchecked(database);
    Transaction transaction(database);
    Import import(database);
    std::string line;
    std::size_t number = 0;
    while (std::getline(from, line)) {
      ++number;
      const auto parsed = document::parse_answer_json(line, {.depth = 16, .bytes = most_line});
      if (!parsed.root || !parsed.faults.empty()) return no_export(name, number);
      const Node* begin = parsed.root->find("format");
      if (number == 1 && (!begin || begin->string_or_empty() != format)) return no_export(name, number);
      if (number != 1 && !import.take(*parsed.root)) return no_export(name, number);
    }
    if (number == 0) return no_export(name, 1);
    forget_unused_bodies(database);
    transaction.commit();
    return import.runs();
  });
  if (!imported) return std::move(imported).diagnostics();
  return std::move(imported).value();
}

}  // namespace concord::history
