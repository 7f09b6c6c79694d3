#include <concord/history/questions.h>

#include "questions_drift.h"
#include "sightings.h"
#include "store.h"
#include "streak.h"

#include <concord/base/clock.h>

#include <algorithm>
#include <map>

namespace concord::history {

namespace {

constexpr std::size_t window = 14, fewest_changes = 3;
constexpr std::size_t weeks = 28;          // nights before the last
constexpr std::int64_t drift_days = 30;
constexpr std::int64_t day_ms = 86'400'000;

struct ScopeRow {
  std::int64_t id;
  std::string provider, target, base_url;
  std::vector<EarlierRun> runs;  // the latest first
};

std::vector<ScopeRow> all_scopes(const Database& database) {
  std::vector<ScopeRow> scopes;
  Statement select =
      database.prepare("SELECT id, provider, target, base_url FROM scopes ORDER BY provider, target, base_url");
  while (select.next()) scopes.push_back({select.number(0), select.text(1), select.text(2), select.text(3), {}});
  for (ScopeRow& scope : scopes) scope.runs = runs_of(database, scope.id);
  std::erase_if(scopes, [](const ScopeRow& one) { return one.runs.empty(); });
  return scopes;
}

Node numbered(std::size_t number) { return Node(static_cast<std::int64_t>(number)); }

bool has_several_a_day(const ScopeRow& scope) {
  const std::vector<EarlierRun> earlier(scope.runs.begin() + 1, scope.runs.end());
  return history::has_several_a_day(earlier, scope.runs.front().started);
}

Node describe(const ScopeRow& scope) {
  Node node = Node::object();
  node.set("provider", scope.provider);
  node.set("target", scope.target);
  if (!scope.base_url.empty()) node.set("base_url", scope.base_url);
  return node;
}

// As long as they are there, no run of today is the last.
void set_future(Node& node, const ScopeRow& scope, base::SystemTime now) {
  const auto is_past = [now](const EarlierRun& run) { return run.started <= stamp(now); };
  const auto end = std::find_if(scope.runs.begin(), scope.runs.end(), is_past);
  if (end == scope.runs.begin()) return;
  Node list = Node::array();
  for (auto run = scope.runs.begin(); run != end; ++run) {
    Node one = Node::object();
    one.set("run", run->ulid);
    one.set("date", date_of(run->started));
    one.set("time", time_of_day(run->started));
    list.push_back(std::move(one));
  }
  node.set("future", std::move(list));
}

Node open_findings(const Database& database, const ScopeRow& scope) {
  Node list = Node::array();
  Statement select = database.prepare(
      "SELECT f.id, f.fingerprint, f.rule, f.message, f.operation, f.documentation, c.name, c.id, s.cases, s.is_known, "
      "f.change, f.how FROM findings f JOIN sightings s ON s.finding = f.id AND s.run = " +
      std::string(last_run_of_finding) +
      " JOIN cases c ON c.id = s.first_case WHERE f.scope = ? AND f.is_open ORDER BY f.id");
  select.with(scope.id);
  while (select.next()) {
    const Streak streak = streak_of(database, scope.runs, select.number(0), select.number(7));
    Node one = Node::object();
    one.set("fingerprint", select.text(1));
    one.set("check", select.text(2));
    one.set("message", select.text(3));
    one.set("operation", select.text(4));
    if (!select.text(5).empty()) one.set("documentation", select.text(5));
    one.set("case", select.text(6));
    one.set("cases", Node(select.number(8)));
    one.set("known", Node(select.number(9) != 0));
    set_change(one, select.text(10), select.text(11));
    if (streak.first) one.set("since", date_of(streak.first->started));
    one.set("nights", numbered(streak.nights));
    list.push_back(std::move(one));
  }
  return list;
}

struct Nights {
  std::string letters;  // P passed, ~ passed on a later attempt, F failed, K known issue; the latest last
  std::size_t passed = 0, changes = 0;
};

Nights nights_of(const std::vector<std::int64_t>& verdicts) {
  Nights nights;
  for (std::size_t i = 0; i < verdicts.size(); ++i) {
    const std::int64_t code = verdicts[i];
    nights.letters.insert(nights.letters.begin(), code == 1 ? 'P' : code == 4 ? '~' : code == 5 ? 'K' : 'F');
    nights.passed += is_green_code(code);
    nights.changes += code == code_of(result::Verdict::Flaky) ? 2 : 0;
    nights.changes += i != 0 && is_green_code(code) != is_green_code(verdicts[i - 1]);
  }
  return nights;
}

std::int64_t median(std::vector<std::int64_t> values) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

}  // namespace

Result<Node> failing(Store& store, base::SystemTime now) {
  return guarded(store.path(), [&]() -> Node {
    const Database& database = store.state().database;
    Node list = Node::array();
    for (const ScopeRow& scope : all_scopes(database)) {
      Node node = describe(scope);
      node.set("nights", numbered(scope.runs.size()));
      if (has_several_a_day(scope)) node.set("several_a_day", true);
      node.set("last", date_of(scope.runs.front().started));
      set_future(node, scope, now);
      node.set("failing", open_findings(database, scope));
      const std::int64_t last = std::min(scope.runs.front().started, stamp(now));
      node.set("drifts", open_drifts(database, scope.id, last - drift_days * day_ms));
      list.push_back(std::move(node));
    }
    return list;
  });
}

Result<Node> flaky(Store& store) {
  return guarded(store.path(), [&]() -> Node {
    const Database& database = store.state().database;
    Node list = Node::array();
    Statement cases = database.prepare("SELECT id, name FROM cases WHERE scope = ? ORDER BY name");
    Statement verdicts = database.prepare(
        "SELECT verdict FROM verdicts WHERE of_case = ? AND run = ? AND verdict IN " + std::string(judged_codes));
    for (const ScopeRow& scope : all_scopes(database)) {
      cases.with(scope.id);
      while (cases.next()) {
        std::vector<std::int64_t> last;
        for (const EarlierRun& run : scope.runs) {
          if (last.size() == window || run.contract != scope.runs.front().contract) break;
          if (verdicts.with(cases.number(0), run.id).next()) last.push_back(verdicts.number(0));
        }
        const Nights nights = nights_of(last);
        if (nights.changes < fewest_changes) continue;
        Node one = describe(scope);
        one.set("case", cases.text(1));
        one.set("passed", numbered(nights.passed));
        one.set("judged", numbered(last.size()));
        if (has_several_a_day(scope)) one.set("several_a_day", true);
        one.set("nights", nights.letters);
        list.push_back(std::move(one));
      }
    }
    return list;
  });
}

Result<Node> latency(Store& store) {
  return guarded(store.path(), [&]() -> Node {
    const Database& database = store.state().database;
    Node list = Node::array();
    Statement select = database.prepare(
        "SELECT l.operation, l.answers, l.p50, l.p95, l.p99 FROM latencies l JOIN runs r ON r.id = l.run "
        "WHERE l.scope = ? ORDER BY l.operation, r.started DESC");
    for (const ScopeRow& scope : all_scopes(database)) {
      std::map<std::string, std::vector<std::array<std::int64_t, 4>>> operations;
      select.with(scope.id);
      while (select.next()) {
        auto& nights = operations[select.text(0)];
        if (nights.size() <= weeks)
          nights.push_back({select.number(1), select.number(2), select.number(3), select.number(4)});
      }
      for (const auto& [operation, nights] : operations) {
        Node one = describe(scope);
        one.set("operation", operation);
        one.set("answers", Node(nights.front()[0]));
        Node before = Node::object();
        constexpr std::array<const char*, 3> names{"p50", "p95", "p99"};
        for (std::size_t i = 0; i < names.size(); ++i) {
          one.set(names[i], Node(nights.front()[i + 1]));
          std::vector<std::int64_t> values;
          for (std::size_t night = 1; night < nights.size(); ++night) values.push_back(nights[night][i + 1]);
          before.set(names[i], Node(median(values)));
        }
        before.set("nights", numbered(nights.size() - 1));
        if (has_several_a_day(scope)) before.set("several_a_day", true);
        one.set("before", std::move(before));
        list.push_back(std::move(one));
      }
    }
    return list;
  });
}

}  // namespace concord::history
