// What was exported elsewhere comes in: the runs that are not there yet, and with them what belongs to their times.
#include <concord/history/questions.h>

#include "editions.h"
#include "import_line.h"
#include "profile_bodies.h"
#include "sightings.h"
#include "store.h"
#include "transfer_format.h"

#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>
#include <istream>
#include <map>
#include <set>

namespace concord::history {

using base::in_quotes;

namespace {

constexpr std::size_t most_line = 64u << 20;
constexpr std::int64_t first_started = 946'684'800'000, end_started = 7'258'118'400'000;  // the years 2000 to 2199

bool is_json(const std::string& text, bool (Node::*is_kind)() const) {
  const auto parsed = document::parse_answer_json(text);
  return parsed.root && parsed.faults.empty() && (*parsed.root.*is_kind)();
}

// Of a line of a scope's own: provider, target and base URL come first.
struct ScopeName {
  explicit ScopeName(const LinePart& row) : provider(row.name(0)), target(row.text(1)), base_url(row.text(2)) {}
  explicit ScopeName(const LinePart& object, std::string_view)
      : provider(object.name("provider")), target(object.text("target")), base_url(object.text("base_url")) {}
  std::string provider, target, base_url;
};

class Import {
 public:
  explicit Import(Database& database)
      : database_(database),
        bodies_(database),
        find_finding_(database.prepare("SELECT id FROM findings WHERE scope = ? AND fingerprint = ?")),
        sight_(database.prepare("INSERT OR IGNORE INTO sightings(finding, run, cases, first_case, is_known) "
                                "VALUES(?, ?, ?, ?, ?)")),
        finding_cases_(database) {}

  // Why it is no line of an export; "" when it is one.
  LineFault take(const Node& line) {
    LineFault fault;
    if (line.has("run")) return take_run(LinePart(line, "a run", fault), fault), fault;
    for (const LineKind& kind : line_kinds) {
      const Node* list = line.find(kind.name);
      if (!list) continue;
      (this->*kind.take)(LinePart(*list, kind.what, fault));
      return fault;
    }
    return "it is of no kind that is known";
  }

  // Which failures are open depends on all nights, those that were there and those that came.
  void settle() {
    for (const std::int64_t scope : changed_) settle_open_findings(database_, scope);
    forget_unused_bodies(database_);
  }
  std::size_t runs() const { return runs_; }

 private:
  struct LineKind {
    std::string_view name;
    const char* what;
    void (Import::*take)(const LinePart& row);
  };
  static const LineKind line_kinds[6];

  std::int64_t scope_of(const ScopeName& name) {
    database_.prepare("INSERT OR IGNORE INTO scopes(provider, target, base_url) VALUES(?, ?, ?)")
        .with(name.provider, name.target, name.base_url)
        .run();
    Statement find = database_.prepare("SELECT id FROM scopes WHERE provider = ? AND target = ? AND base_url = ?");
    find.with(name.provider, name.target, name.base_url).next();
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

  // ---- a run

  void take_run(const LinePart& line, LineFault& fault) {
    const std::string ulid = line.name("run");
    if (database_.prepare("SELECT 1 FROM runs WHERE ulid = ?").with(ulid).next()) return;
    const std::string tool = line.text("tool"), revision = line.text("revision");
    started_ = line.number("started");
    if (started_ < first_started || started_ >= end_started) line.lacks("time from 2000 to 2199", "\"started\"");
    database_.prepare("INSERT INTO runs(ulid, started, wall, is_whole, tool, revision) VALUES(?, ?, ?, ?, ?, ?)")
        .with(ulid, started_, line.count("wall"), line.flag("whole"), tool, revision)
        .run();
    run_ = database_.last_row();
    const Node::Array& scopes = line.list("scopes");
    if (scopes.empty()) line.lacks("scope", "\"scopes\"");
    for (const Node& scope : scopes) take_scope(LinePart(scope, "a scope", fault), fault);
    ++runs_;
  }

  void take_scope(const LinePart& part, LineFault& fault) {
    const std::int64_t scope = scope_of(ScopeName(part, "by key"));
    changed_.insert(scope);
    const LinePart totals = part.part("totals", "the totals");
    const std::string contract = part.text("contract");
    database_.prepare("INSERT OR IGNORE INTO run_scopes VALUES(?, ?, ?, ?, ?, ?, ?)")
        .with(scope, run_, contract, totals.count(0), totals.count(1), totals.count(2), totals.count(3))
        .run();
    take_verdicts(part, scope, fault);
    for (const Node& item : part.list("findings")) take_finding(LinePart(item, "a finding", fault), scope);
    take_latencies(part, scope, fault);
    for (const Node& item : part.list("drifts")) take_drift(LinePart(item, "a drift", fault), scope);
  }

  void take_verdicts(const LinePart& part, std::int64_t scope, LineFault& fault) {
    Statement add = database_.prepare("INSERT OR IGNORE INTO verdicts(of_case, run, verdict, duration, shape) "
                                      "VALUES(?, ?, ?, ?, ?)");
    for (const Node& item : part.list("verdicts")) {
      const LinePart row(item, "a verdict", fault);
      const std::int64_t code = row.number(1, 1, highest_verdict_code);
      add.with(case_of(scope, row.name(0)), run_, code, row.count(2), row.number(3)).run();
    }
  }

  void take_latencies(const LinePart& part, std::int64_t scope, LineFault& fault) {
    Statement add = database_.prepare("INSERT OR IGNORE INTO latencies(scope, operation, run, answers, p50, p95, p99) "
                                      "VALUES(?, ?, ?, ?, ?, ?, ?)");
    for (const Node& item : part.list("latencies")) {
      const LinePart row(item, "a latency", fault);
      const std::string operation = row.name(0);
      add.with(scope, operation, run_, row.count(1), row.count(2), row.count(3), row.count(4)).run();
    }
  }

  struct FindingLine {
    explicit FindingLine(const LinePart& row)
        : fingerprint(row.name(0)),
          rule(row.text(1)),
          operation(row.text(2)),
          message(row.text(3)),
          place(row.text(4)),
          documentation(row.text(5)),
          first_exchange(row.text(7)),
          last_exchange(row.text(8)),
          change(row.later_text(13)),
          how(row.later_text(14)),
          status(row.later_count(12)) {}
    std::string fingerprint, rule, operation, message, place, documentation, first_exchange, last_exchange, change, how;
    std::int64_t status;
  };

  // What is said of it is what the last night says that had it, of all that are known then.
  void take_finding(const LinePart& row, std::int64_t scope) {
    const FindingLine line(row);
    const std::int64_t cases = row.number(9, 1), first = case_of(scope, row.name(10)), is_known = row.number(11, 0, 1);
    std::int64_t finding = finding_of(scope, line.fingerprint);
    if (finding == 0) finding = make_finding(scope, line);
    else renew(finding, line);
    sight_.with(finding, run_, cases, first, is_known).run();
    if (note_sighting(finding)) finding_cases_.put(finding, {first});
  }

  std::int64_t finding_of(std::int64_t scope, const std::string& fingerprint) {
    return find_finding_.with(scope, fingerprint).next() ? find_finding_.number(0) : 0;
  }

  std::int64_t make_finding(std::int64_t scope, const FindingLine& line) {
    database_
        .prepare("INSERT INTO findings(scope, fingerprint, rule, operation, message, place, documentation, is_open, "
                 "first_exchange, last_exchange, status, change, how) VALUES(?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?)")
        .with(scope, line.fingerprint, line.rule, line.operation, line.message, line.place, line.documentation,
              line.first_exchange, line.last_exchange, line.status, line.change, line.how)
        .run();
    return database_.last_row();
  }

  void renew(std::int64_t finding, const FindingLine& line) {
    const Seen& seen = seen_of(finding);
    if (started_ < seen.first)
      database_.prepare("UPDATE findings SET first_exchange = ? WHERE id = ?").with(line.first_exchange, finding).run();
    if (started_ < seen.last) return;
    database_
        .prepare("UPDATE findings SET message = ?, documentation = ?, last_exchange = ?, status = ?, change = ?, "
                 "how = ? WHERE id = ?")
        .with(line.message, line.documentation, line.last_exchange, line.status, line.change, line.how, finding)
        .run();
  }

  // When the nights that had a finding began; asked of the file once.
  struct Seen {
    std::int64_t first = end_started, last = 0;
  };

  Seen& seen_of(std::int64_t finding) {
    const auto [place, is_new] = seen_.try_emplace(finding);
    if (!is_new) return place->second;
    Statement select = database_.prepare("SELECT min(r.started), max(r.started) FROM sightings s JOIN runs r "
                                         "ON r.id = s.run WHERE s.finding = ?");
    if (select.with(finding).next() && !select.is_null(0)) place->second = {select.number(0), select.number(1)};
    return place->second;
  }

  // Whether the run is the last that had it.
  bool note_sighting(std::int64_t finding) {
    Seen& seen = seen_of(finding);
    const bool is_last = started_ >= seen.last;
    seen = {std::min(seen.first, started_), std::max(seen.last, started_)};
    return is_last;
  }

  void take_drift(const LinePart& row, std::int64_t scope) {
    std::array<std::string, 5> texts;
    for (std::size_t column = 0; column < texts.size(); ++column)
      texts[column] = column == 0 ? row.name(column) : row.text(column);
    const std::string reason = row.text(8), change = row.later_text(9), how = row.later_text(10),
                      cause = row.later_text(11);
    database_
        .prepare("INSERT INTO drifts(scope, fingerprint, rule, message, was, is_now, of_case, run, cases, accepted, "
                 "reason, change, how, cause) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .with(scope, texts[0], texts[1], texts[2], texts[3], texts[4], case_of(scope, row.name(5)), run_,
              row.number(6, 1), row.count(7), reason, change, how, cause)
        .run();
  }

  // ---- what comes after the runs

  // Those of the last night that had the finding, where that is the last one here, too.
  void take_finding_cases(const LinePart& row) {
    const std::int64_t scope = scope_of(ScopeName(row));
    const std::int64_t finding = finding_of(scope, row.name(3)), run = run_of(row.name(4));
    std::vector<std::int64_t> cases;
    for (const Node& name : row.list(5)) cases.push_back(case_of(scope, std::string(name.string_or_empty())));
    if (finding == 0 || run == 0 || cases.empty() || !is_last_sighting(database_, finding, run)) return;
    finding_cases_.put(finding, cases);
    changed_.insert(scope);
  }

  // Of two profiles the one that has seen more is kept.
  void take_operation(const LinePart& row) {
    const std::int64_t scope = scope_of(ScopeName(row));
    const std::string name = row.name(3), body = row.text(6);
    if (!is_json(body, &Node::is_object)) row.lacks("profile", "item 7");
    database_
        .prepare("INSERT INTO operation_profiles VALUES(?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET answers = ?3, "
                 "since = ?4, body = ?5 WHERE answers < ?3")
        .with(scope, name, row.number(4, 0, most_counted), row.count(5), body)
        .run();
  }

  void take_case(const LinePart& row) {
    const std::int64_t one = case_of(scope_of(ScopeName(row)), row.name(3));
    const std::string body = row.text(8);
    if (!is_json(body, &Node::is_array)) row.lacks("profile", "item 9");
    database_
        .prepare("INSERT INTO case_profiles(of_case, runs, since, shape, slowest, body, largest) "
                 "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO UPDATE SET runs = ?2, "
                 "since = ?3, shape = ?4, slowest = ?5, body = ?6, largest = ?7 WHERE runs < ?2")
        .with(one, row.number(4, 0, most_counted), row.count(5), row.number(6), row.count(7), bodies_.row_of(body),
              row.later_count(9))
        .run();
  }

  void take_edition(const LinePart& row) {
    const std::string contract = row.name(3), body = row.text(5);
    const std::int64_t size = row.count(4);
    if (!is_edition(body, size)) row.lacks("packed contract", "item 6");
    database_.prepare("INSERT OR IGNORE INTO editions(scope, contract, size, body) VALUES(?, ?, ?, ?)")
        .with(scope_of(ScopeName(row)), contract, size, body)
        .run();
  }

  // 0: there is no such run.
  std::int64_t run_of(const std::string& ulid) {
    Statement find = database_.prepare("SELECT id FROM runs WHERE ulid = ?");
    return find.with(ulid).next() ? find.number(0) : 0;
  }

  // Of each case those of one night are kept: the later one's.
  void take_answer(const LinePart& row) {
    const std::int64_t run = run_of(row.name(5)), one = case_of(scope_of(ScopeName(row)), row.name(3));
    const std::string operation = row.text(7), reason = row.text(9), headers = row.text(10), body = row.text(11);
    if (run == 0) return;
    database_
        .prepare("DELETE FROM good_answers WHERE of_case = ?1 AND (SELECT started FROM runs WHERE id = run) < "
                 "(SELECT started FROM runs WHERE id = ?2)")
        .with(one, run)
        .run();
    if (database_.prepare("SELECT 1 FROM good_answers WHERE of_case = ? AND run <> ?").with(one, run).next()) return;
    database_.prepare("INSERT OR IGNORE INTO good_answers VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .with(one, row.count(4), run, row.number(6), operation, row.number(8, 0, 999), reason, headers, body,
              row.count(12))
        .run();
  }

  void take_coverage(const LinePart& row) {
    const std::int64_t run = run_of(row.name(0));
    const std::string kind = row.name(1);
    const std::int64_t seen = row.count(2), documented = row.count(3);
    if (run == 0) return;
    database_.prepare("INSERT OR IGNORE INTO coverages VALUES(?, ?, ?, ?)").with(run, kind, seen, documented).run();
  }

  static constexpr std::int64_t most_counted = 1'000'000'000'000;  // answers, runs: no history has more

  Database& database_;
  ProfileBodies bodies_;
  Statement find_finding_, sight_;
  FindingCases finding_cases_;
  std::map<std::pair<std::int64_t, std::string>, std::int64_t> cases_;
  std::map<std::int64_t, Seen> seen_;  // by finding
  std::set<std::int64_t> changed_;     // scopes
  std::int64_t run_ = 0, started_ = 0;  // of the line that is taken
  std::size_t runs_ = 0;
};

const Import::LineKind Import::line_kinds[6] = {
    {"finding_cases", "the cases of a finding", &Import::take_finding_cases},
    {"operation_profile", "a profile of an operation", &Import::take_operation},
    {"case_profile", "a profile of a case", &Import::take_case},
    {"good_answer", "a good answer", &Import::take_answer},
    {"coverage", "a coverage", &Import::take_coverage},
    {"edition", "an edition", &Import::take_edition},
};

base::Diagnostic no_export(const std::string& name, std::size_t line, const LineFault& why) {
  return base::error("history.import", fmt::format("line {} of {} is no line of an exported history: {}", line,
                                                   in_quotes(name), why));
}

// The first line says what the others are.
std::optional<base::Diagnostic> check_format(const Node& line, const std::string& name) {
  const Node* begin = line.find("format");
  const std::string format(begin ? begin->string_or_empty() : std::string_view());
  const auto& known = known_export_formats;
  if (std::find(known.begin(), known.end(), format) != known.end()) return std::nullopt;
  if (!format.starts_with(export_family)) return no_export(name, 1, "the first says which format it is");
  return base::error("history.import",
                     in_quotes(name) + " is of the format " + in_quotes(format) +
                         ", which a later version of Concord wrote",
                     {}, "use that version here, too");
}

Result<std::size_t> take_lines(Database& database, std::istream& from, const std::string& name) {
  Import import(database);
  std::string line;
  std::size_t number = 0;
  while (std::getline(from, line)) {
    ++number;
    const auto parsed = document::parse_answer_json(line, {.depth = 16, .bytes = most_line});
    if (!parsed.root || !parsed.faults.empty()) return no_export(name, number, "it is no JSON");
    if (number == 1) {
      if (auto problem = check_format(*parsed.root, name)) return std::move(*problem);
    } else if (const LineFault why = import.take(*parsed.root); !why.empty()) {
      return no_export(name, number, why);
    }
  }
  if (number == 0) return no_export(name, 1, "it is not there");
  import.settle();
  return import.runs();
}

}  // namespace

Result<std::size_t> import_lines(Store& store, std::istream& from, const std::string& name) {
  auto imported = guarded(store.path(), [&]() -> Result<std::size_t> {
    Database& database = store.state().database;
    const LinksUnchecked unchecked(database);
    Transaction transaction(database);
    auto taken = take_lines(database, from, name);
    if (taken) transaction.commit();
    return taken;
  });
  if (!imported) return std::move(imported).diagnostics();
  return std::move(imported).value();
}

}  // namespace concord::history
