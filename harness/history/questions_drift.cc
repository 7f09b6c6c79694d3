#include "questions_drift.h"

#include "store.h"
#include "streak.h"

#include <concord/result/meant_fingerprint.h>

namespace concord::history {

namespace {

// A row a cause; the other places of it are counted.
constexpr std::string_view columns =
    "SELECT d.fingerprint, d.rule, d.message, d.was, d.is_now, c.name, d.cases, r.started, r.ulid, d.accepted, "
    "d.reason, d.change, d.how, (SELECT count(*) FROM drifts o WHERE o.scope = d.scope AND o.run = d.run AND "
    "o.cause = d.fingerprint AND o.id <> d.id) FROM drifts d JOIN cases c ON c.id = d.of_case JOIN runs r ON "
    "r.id = d.run ";

Statement prepare(const Database& database, std::string_view which) {
  std::string sql(columns);
  sql += which;
  return database.prepare(sql);
}

Node describe(const Statement& row) {
  Node one = Node::object();
  one.set("fingerprint", row.text(0));
  one.set("rule", row.text(1));
  one.set("message", row.text(2));
  one.set("was", row.text(3));
  one.set("now", row.text(4));
  one.set("case", row.text(5));
  one.set("cases", Node(row.number(6)));
  one.set("date", date_of(row.number(7)));
  one.set("run", row.text(8));
  if (row.number(9) != 0) {
    one.set("accepted", date_of(row.number(9)));
    one.set("reason", row.text(10));
  }
  set_change(one, row.text(11), row.text(12));
  if (row.number(13) != 0) one.set("more_places", Node(row.number(13)));
  return one;
}

Node other_places(const Database& database, const std::string& fingerprint) {
  Node list = Node::array();
  Statement select = database.prepare(
      "SELECT DISTINCT message FROM drifts WHERE cause = ?1 AND fingerprint <> ?1 ORDER BY message LIMIT 50");
  select.with(fingerprint);
  while (select.next()) list.push_back(Node(select.text(0)));
  return list;
}

// Sets the acceptance of a drift and of the places that have its cause, among those that are so already or not.
Result<std::string> set_accepted(Database& database, const std::string& asked, std::int64_t when,
                                 const std::string& reason, std::string_view only) {
  Transaction transaction(database);
  const std::string among(only);
  const std::string all = "SELECT fingerprint FROM drifts WHERE " + among + " UNION SELECT cause FROM drifts WHERE ";
  auto whole = meant_fingerprint(database, all + among, asked);
  if (!whole) return whole;
  const std::string which = "(fingerprint = ?1 OR cause = ?1) AND " + among;
  if (!database.prepare("SELECT 1 FROM drifts WHERE " + which).with(*whole).next()) return std::string();
  database.prepare("UPDATE drifts SET accepted = ?2, reason = ?3 WHERE " + which).with(*whole, when, reason).run();
  transaction.commit();
  return whole;
}

}  // namespace

Result<std::string> meant_fingerprint(const Database& database, const std::string& all, const std::string& asked) {
  if (!result::is_beginning_of_fingerprint(asked)) return asked;
  Statement select = database.prepare("SELECT * FROM (" + all + ") WHERE substr(fingerprint, 1, length(?1)) = ?1");
  std::vector<std::string> known;
  select.with(asked);
  while (select.next()) known.push_back(select.text(0));
  return result::meant_fingerprint(asked, known);
}

void set_change(Node& node, const std::string& change, const std::string& how) {
  const auto known = result::parse_change(change);
  if (!known || *known == result::Change::Unknown) return;
  node.set("change", change);
  node.set("whose", result::change_text(*known, how));
}

Node open_drifts(const Database& database, std::int64_t scope, std::int64_t since) {
  Node list = Node::array();
  Statement select = prepare(database, "WHERE d.scope = ? AND NOT d.accepted AND r.started > ? AND d.cause IN "
                                      "('', d.fingerprint) ORDER BY r.started DESC, d.id");
  select.with(scope, since);
  while (select.next()) list.push_back(describe(select));
  return list;
}

std::optional<Node> describe_drift(const Database& database, const std::string& fingerprint) {
  Statement select = prepare(database, "WHERE d.fingerprint = ? ORDER BY r.started DESC, d.id DESC");
  if (!select.with(fingerprint).next()) return std::nullopt;
  Node node = describe(select);
  node.set("drift", fingerprint);
  node.set("places", other_places(database, fingerprint));
  Node nights = Node::array();
  do {
    Node night = Node::object();
    night.set("date", date_of(select.number(7)));
    night.set("time", time_of_day(select.number(7)));
    night.set("run", select.text(8));
    night.set("cases", Node(select.number(6)));
    nights.items().insert(nights.items().begin(), std::move(night));
  } while (select.next());
  node.set("nights", std::move(nights));
  return node;
}

Node drifts_only_in(const Database& database, std::int64_t run, std::int64_t other) {
  Node list = Node::array();
  Statement select = prepare(database, "WHERE d.run = ?1 AND d.cause IN ('', d.fingerprint) AND NOT EXISTS (SELECT 1 "
                                       "FROM drifts x WHERE x.run = ?2 AND x.scope = d.scope AND x.fingerprint = "
                                       "d.fingerprint) ORDER BY d.id");
  select.with(run, other);
  while (select.next()) list.push_back(describe(select));
  return list;
}

Result<Node> accepted_drifts(Store& store) {
  return guarded(store.path(), [&]() -> Node {
    Node list = Node::array();
    Statement select = prepare(
        store.state().database, "WHERE d.accepted AND d.cause IN ('', d.fingerprint) ORDER BY d.accepted, d.id");
    std::string last;
    while (select.next()) {
      // Told on several nights, it was accepted once.
      if (std::exchange(last, select.text(0)) != select.text(0)) list.push_back(describe(select));
    }
    return list;
  });
}

namespace {

Result<std::string> guarded_set(Store& store, const std::string& fingerprint, std::int64_t when,
                                const std::string& reason, std::string_view only) {
  auto set = guarded(store.path(), [&]() -> Result<std::string> {
    return set_accepted(store.state().database, fingerprint, when, reason, only);
  });
  if (!set) return std::move(set).diagnostics();
  return std::move(set).value();
}

}  // namespace

Result<std::string> accept_drift(Store& store, const std::string& fingerprint, const std::string& reason,
                                 base::SystemTime now) {
  return guarded_set(store, fingerprint, stamp(now), reason, "true");
}

Result<std::string> revoke_drift(Store& store, const std::string& fingerprint) {
  return guarded_set(store, fingerprint, 0, "", "accepted");
}

}  // namespace concord::history
