#include "good_answers.h"

#include "store.h"

#include <concord/base/text.h>

#include <algorithm>
#include <array>

namespace concord::history {

using result::CaseResult;
using result::ExchangeRecord;
using result::GoodAnswer;
using result::Verdict;

namespace {

constexpr std::size_t most_steps = 20;            // of one case
constexpr std::size_t most_kept = 32u << 10;      // bytes of one answer
constexpr std::size_t most_headers = 4u << 10;    // characters of one answer
constexpr std::size_t most_told = 300;            // answers
constexpr std::size_t most_told_bytes = 4u << 20;  // of their bodies

bool is_green(Verdict verdict) { return verdict == Verdict::Passed || verdict == Verdict::Flaky; }

// A line each. Names and values have no line ends: those would be two headers.
std::string headers_text(const http::Headers& headers) {
  std::string text;
  for (const http::Header& header : headers) {
    const std::string line = header.name + ": " + header.value + '\n';
    if (text.size() + line.size() > most_headers) break;
    text += line;
  }
  return text;
}

http::Headers headers_from(std::string_view text) {
  http::Headers headers;
  for (const std::string_view line : base::split(text, '\n')) {
    const std::size_t colon = line.find(": ");
    if (colon != std::string_view::npos)
      headers.push_back({std::string(line.substr(0, colon)), std::string(line.substr(colon + 2))});
  }
  return headers;
}

// What is no text has its size only; what is whole has the size of its text, also where a secret was replaced in it.
result::Body kept_of(const std::optional<result::Body>& body) {
  if (!body) return {};
  result::Body kept;
  if (!body->is_base64) kept = result::make_body(body->text, most_kept);
  if (body->is_base64 || body->is_cut) kept.size = std::max(body->size, std::uint64_t{kept.text.size() + 1});
  return kept;
}

result::Body body_from(std::string text, std::uint64_t size) {
  result::Body body;
  body.size = size;
  body.is_base64 = text.empty() && size != 0;
  body.is_cut = text.size() < size;
  body.text = std::move(text);
  return body;
}

// Of an exchange beside a finding: the lines of the request and of the status.
std::string without_body(const std::string& exchange) {
  const std::size_t status = exchange.find('\n');
  return status == std::string::npos ? exchange : exchange.substr(0, exchange.find('\n', status + 1));
}

}  // namespace

void GoodAnswers::keep(const CaseResult& one) {
  if (!is_green(one.verdict)) return;
  std::vector<KeptAnswer> answers;
  for (std::size_t i = 0; i < std::min(one.steps.size(), most_steps); ++i) {
    const auto& exchange = one.steps[i].exchange;
    if (!exchange || exchange->status == 0 || one.steps[i].operation.empty()) continue;
    result::Body kept = kept_of(exchange->response_body);
    answers.push_back({result::stated_number(one.steps, i), one.steps[i].operation, exchange->status, exchange->reason,
                       headers_text(exchange->response_headers), std::move(kept.text), kept.size});
  }
  // Also where there are none: then that is found at once.
  file_.add(one.index, answers);
}

void GoodAnswers::tell(const Night& night, const KnownCases& cases, result::Comparison& into) const {
  Statement select = database_.prepare(
      "SELECT g.step, g.operation, r.started, g.status, g.reason, g.headers, g.body, g.size FROM good_answers g "
      "JOIN runs r ON r.id = g.run WHERE g.of_case = ? AND r.started < ? ORDER BY g.step");
  std::size_t bytes = 0;
  const auto tell_one = [&](const KnownCase& one) {
    select.with(one.id, stamp(night.info.started_at));
    while (select.next() && into.good.size() < most_told) {
      GoodAnswer told{one.seen->index(), static_cast<std::size_t>(select.number(0)), select.text(1),
                      date_of(select.number(2)), {}};
      told.answer.status = static_cast<int>(select.number(3));
      told.answer.reason = select.text(4);
      told.answer.response_headers = headers_from(select.text(5));
      told.answer.response_body = body_from(select.text(6), static_cast<std::uint64_t>(select.number(7)));
      bytes += told.answer.response_body->text.size();
      if (bytes > most_told_bytes) return;
      into.good.push_back(std::move(told));
    }
  };
  for (const Verdict verdict : {Verdict::Failed, Verdict::KnownIssue, Verdict::Unjudged}) {
    for (const KnownCase& one : cases) {
      if (one.seen->verdict() == verdict && bytes <= most_told_bytes) tell_one(one);
    }
  }
  std::stable_sort(into.good.begin(), into.good.end(), [](const GoodAnswer& a, const GoodAnswer& b) {
    return std::pair(a.index, a.step) < std::pair(b.index, b.step);
  });
}

void GoodAnswers::record(const KnownCases& cases, std::int64_t run) {
  Statement shape =
      database_.prepare("SELECT shape FROM good_answers INDEXED BY good_answers_by_case WHERE of_case = ?");
  Statement clear = database_.prepare("DELETE FROM good_answers WHERE of_case = ?");
  Statement add = database_.prepare(
      "INSERT INTO good_answers(of_case, step, run, shape, operation, status, reason, headers, body, size) "
      "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  for (const KnownCase& one : cases) {
    // A night that is added later says nothing of what is good now.
    if (!is_green(one.seen->verdict()) || !one.scope->is_latest) continue;
    const std::uint64_t now = one.seen->shape();
    if (!one.is_new()) {
      if (shape.with(one.id).next() && now != 0 && static_cast<std::uint64_t>(shape.number(0)) == now) continue;
      clear.with(one.id).run();
    }
    for (const KeptAnswer& kept : file_.read(one.seen->index())) {
      add.with(one.id, std::uint64_t{kept.step}, run, now, kept.operation, kept.status, kept.reason, kept.headers,
               kept.body, kept.size)
          .run();
    }
  }
}

void forget_answers(Database& database, const Scope& scope) {
  database.execute("PRAGMA secure_delete = ON");  // what is taken out is overwritten
  database.prepare("DELETE FROM good_answers WHERE of_case IN (SELECT id FROM cases WHERE scope = ?)")
      .with(scope.id)
      .run();
  Statement select = database.prepare("SELECT id, first_exchange, last_exchange FROM findings WHERE scope = ?");
  Statement put = database.prepare("UPDATE findings SET first_exchange = ?, last_exchange = ? WHERE id = ?");
  select.with(scope.id);
  while (select.next()) {
    const std::string first = select.text(1), last = select.text(2);
    const std::string first_head = without_body(first), last_head = without_body(last);
    if (first_head != first || last_head != last) put.with(first_head, last_head, select.number(0)).run();
  }
}

void keep_good_answers(Database& database) {
  Statement runs = database.prepare("SELECT id FROM runs WHERE id NOT IN going ORDER BY started DESC, id DESC");
  Statement is_left = database.prepare("SELECT 1 FROM good_answers WHERE run IN going AND shape <> 0 LIMIT 1");
  Statement tie = database.prepare(
      "UPDATE good_answers SET run = ?1 WHERE run IN going AND shape <> 0 AND EXISTS (SELECT 1 FROM verdicts v "
      "WHERE v.run = ?1 AND v.of_case = good_answers.of_case AND v.shape = good_answers.shape AND v.verdict IN " +
      std::string(green_codes) + ')');
  while (runs.next()) {
    const bool is_done = !is_left.with().next();
    if (is_done) return;
    tie.with(runs.number(0)).run();
  }
}

}  // namespace concord::history
