#include <concord/history/questions.h>

#include "editions.h"
#include "questions_drift.h"
#include "run_named.h"
#include "sightings.h"
#include "store.h"
#include "streak.h"

#include <concord/base/clock.h>
#include <concord/base/text.h>

#include <algorithm>
#include <map>
#include <set>

namespace concord::history {

namespace {

using base::error;
using base::in_quotes;

Node finding_nights(const Database& database, std::int64_t finding) {
  Node nights = Node::array();
  Statement select = database.prepare(
      "SELECT r.started, r.ulid, s.cases, s.is_known FROM sightings s JOIN runs r ON r.id = s.run WHERE s.finding = ? "
      "ORDER BY r.started, r.id");
  select.with(finding);
  while (select.next()) {
    Node night = Node::object();
    night.set("date", date_of(select.number(0)));
    night.set("time", time_of_day(select.number(0)));
    night.set("run", select.text(1));
    night.set("cases", Node(select.number(2)));
    if (select.number(3) != 0) night.set("known", true);
    nights.push_back(std::move(night));
  }
  return nights;
}

Node describe_finding(const Database& database, const Statement& row) {
  Node node = Node::object();
  int column = 1;
  for (const char* name : {"fingerprint", "check", "operation", "message", "place", "documentation"}) {
    const std::string text = row.text(column++);
    if (!text.empty()) node.set(name, text);
  }
  node.set("open", row.number(7) != 0);
  set_change(node, row.text(10), row.text(11));
  node.set("nights", finding_nights(database, row.number(0)));
  node.set("first_exchange", row.text(8));
  node.set("last_exchange", row.text(9));
  return node;
}

Node describe_case(const Database& database, std::int64_t id, const std::string& name) {
  Node node = Node::object();
  node.set("case", name);
  Node nights = Node::array();
  Statement select = database.prepare(
      "SELECT r.started, r.ulid, v.verdict, v.duration, s.contract FROM cases c CROSS JOIN run_scopes s "
      "ON s.scope = c.scope CROSS JOIN runs r ON r.id = s.run CROSS JOIN verdicts v "
      "ON v.run = r.id AND v.of_case = c.id WHERE c.id = ? ORDER BY r.started, r.id");
  select.with(id);
  while (select.next()) {
    Node night = Node::object();
    night.set("date", date_of(select.number(0)));
    night.set("time", time_of_day(select.number(0)));
    night.set("run", select.text(1));
    night.set("verdict", result::verdict_name(verdict_of(select.number(2))));
    night.set("ms", Node(select.number(3)));
    if (!select.text(4).empty()) night.set("contract", select.text(4));
    nights.push_back(std::move(night));
  }
  node.set("nights", std::move(nights));
  return node;
}

constexpr std::size_t most_meant = 10;

Result<Node> show_case(const Database& database, const std::string& what, const std::string& path) {
  Statement select = database.prepare(
      "SELECT id, name FROM cases WHERE name = ?1 OR instr(name, ?1) > 0 ORDER BY name <> ?1, name LIMIT 11");
  std::vector<std::pair<std::int64_t, std::string>> found;
  select.with(what);
  while (select.next()) found.emplace_back(select.number(0), select.text(1));
  if (found.empty()) {
    return error("history.unknown", "no case and no finding in " + in_quotes(path) + " is called " + in_quotes(what),
                 {}, "concord history shows what is failing");
  }
  // The same case at another target is another row of the same name.
  const bool is_one_name = std::all_of(found.begin(), found.end(),
                                       [&](const auto& one) { return one.second == found.front().second; });
  if (found.front().second != what && !is_one_name) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < std::min(found.size(), most_meant); ++i) names.push_back(found[i].second);
    return error("history.many", in_quotes(what) + " is in the names of several cases", {},
                 "one of: " + base::join(names, "; "));
  }
  return describe_case(database, found.front().first, found.front().second);
}

Node describe_run(const RunRow& run) {
  Node node = Node::object();
  node.set("run", run.ulid);
  node.set("date", date_of(run.started));
  node.set("time", time_of_day(run.started));
  if (!run.is_whole) node.set("part", true);
  return node;
}

std::map<std::int64_t, std::int64_t> verdicts_in(const Database& database, std::int64_t run) {
  std::map<std::int64_t, std::int64_t> verdicts;
  Statement select = database.prepare("SELECT of_case, verdict FROM verdicts WHERE run = ?");
  select.with(run);
  while (select.next()) verdicts[select.number(0)] = select.number(1);
  return verdicts;
}

Node findings_only_in(const Database& database, std::int64_t run, std::int64_t other) {
  Node list = Node::array();
  Statement select = database.prepare(
      "SELECT f.fingerprint, f.rule, f.message, c.name FROM sightings s JOIN findings f ON f.id = s.finding "
      "JOIN cases c ON c.id = s.first_case WHERE s.run = ?1 AND NOT EXISTS "
      "(SELECT 1 FROM sightings o WHERE o.finding = s.finding AND o.run = ?2) ORDER BY f.id");
  select.with(run, other);
  while (select.next()) {
    Node one = Node::object();
    one.set("fingerprint", select.text(0));
    one.set("check", select.text(1));
    one.set("message", select.text(2));
    one.set("case", select.text(3));
    list.push_back(std::move(one));
  }
  return list;
}

std::string verdict_text(const std::map<std::int64_t, std::int64_t>& verdicts, std::int64_t id) {
  const auto found = verdicts.find(id);
  return found == verdicts.end() ? "not there" : std::string(result::verdict_name(verdict_of(found->second)));
}

Node changed_verdicts(const Database& database, const RunRow& a, const RunRow& b) {
  const auto first = verdicts_in(database, a.id), second = verdicts_in(database, b.id);
  Node list = Node::array();
  Statement cases = database.prepare("SELECT id, name FROM cases ORDER BY name, scope");
  while (cases.next()) {
    const std::string was = verdict_text(first, cases.number(0)), is = verdict_text(second, cases.number(0));
    if (was == is) continue;
    Node one = Node::object();
    one.set("case", cases.text(1));
    one.set("a", was);
    one.set("b", is);
    list.push_back(std::move(one));
  }
  return list;
}

// Of the scopes that both runs have, where the contract was another.
Node changed_documentation(const Database& database, const RunRow& a, const RunRow& b) {
  Node list = Node::array();
  Statement scopes = database.prepare(
      "SELECT p.id, p.provider, x.contract, y.contract FROM run_scopes x JOIN run_scopes y ON y.scope = x.scope "
      "JOIN scopes p ON p.id = x.scope WHERE x.run = ?1 AND y.run = ?2 AND x.contract <> y.contract ORDER BY p.id");
  scopes.with(a.id, b.id);
  while (scopes.next()) {
    const auto before = find_edition(database, scopes.number(0), scopes.text(2));
    const auto after = find_edition(database, scopes.number(0), scopes.text(3));
    if (!before || !after) continue;
    Node changes = Node::array();
    for (const DocumentChange& one : changes_between(scopes.text(1), before, after, time_of(b.started)))
      changes.push_back(Node(line_of(one)));
    Node one = Node::object();
    one.set("provider", scopes.text(1));
    one.set("changes", std::move(changes));
    list.push_back(std::move(one));
  }
  return list;
}

}  // namespace

namespace {

// The fingerprint of a failure or a drift that begins so, as ids of runs may be cut; `what` itself where none does, or
// where it is the name of a case.
Result<std::string> whole_fingerprint(const Database& database, const std::string& what) {
  if (database.prepare("SELECT 1 FROM cases WHERE name = ?").with(what).next()) return what;
  return meant_fingerprint(database, "SELECT fingerprint FROM findings UNION SELECT fingerprint FROM drifts", what);
}

}  // namespace

Result<Node> show(Store& store, const std::string& asked) {
  auto shown = guarded(store.path(), [&]() -> Result<Node> {
    const Database& database = store.state().database;
    const auto whole = whole_fingerprint(database, asked);
    if (!whole) return whole.diagnostics();
    const std::string& what = *whole;
    Statement finding = database.prepare(
        "SELECT id, fingerprint, rule, operation, message, place, documentation, is_open, first_exchange, "
        "last_exchange, change, how FROM findings f WHERE fingerprint = ? ORDER BY "
        "(SELECT started FROM runs WHERE id = " +
        std::string(last_run_of_finding) + ") DESC, id DESC");
    if (finding.with(what).next()) return describe_finding(database, finding);
    if (auto drift = describe_drift(database, what)) return std::move(*drift);
    return show_case(database, what, store.path());
  });
  if (!shown) return std::move(shown).diagnostics();
  return std::move(shown).value();
}

Result<Node> compare_runs(Store& store, const std::string& a, const std::string& b) {
  auto compared = guarded(store.path(), [&]() -> Result<Node> {
    const Database& database = store.state().database;
    auto first = find_run(database, a);
    if (!first) return first.diagnostics();
    auto second = find_run(database, b);
    if (!second) return second.diagnostics();
    Node node = Node::object();
    node.set("a", describe_run(*first));
    node.set("b", describe_run(*second));
    node.set("verdicts", changed_verdicts(database, *first, *second));
    node.set("only_a", findings_only_in(database, first->id, second->id));
    node.set("only_b", findings_only_in(database, second->id, first->id));
    node.set("drifts_a", drifts_only_in(database, first->id, second->id));
    node.set("drifts_b", drifts_only_in(database, second->id, first->id));
    node.set("documentation", changed_documentation(database, *first, *second));
    return node;
  });
  if (!compared) return std::move(compared).diagnostics();
  return std::move(compared).value();
}

}  // namespace concord::history
