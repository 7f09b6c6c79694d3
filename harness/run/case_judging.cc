// What an answer of a case comes to: judged here, or beside the loop where it is large; failures, captures.
#include "case_runner.h"

#include <concord/base/text.h>

#include <algorithm>

namespace concord::run {

using document::Node;
using result::RunErrorKind;

namespace {

constexpr std::size_t small_body = 64u << 10;  // judged in the loop
constexpr std::size_t most_observed = 200;     // answers of one case

}  // namespace

void CaseRunner::judge(const suite::Step& step, http::Exchange&& exchange) {
  if (!player_ && exchange.response->body.size() > small_body) return judge_beside(step, std::move(exchange));
  Judging here;
  here.exchange = std::move(exchange);
  if (step.poll) here.until = until_, here.stop_if = stop_if_;
  const RecordedClock then(here.exchange);
  const check::ExchangeChecker as_of_then(then);
  JudgingThread::judge(player_ ? as_of_then : shared_.checker,
                       {*step.operation, here.exchange, request_, *expectations_, step_secrets_, levels_,
                        *case_->provider->schemas, shared_.options.observe},
                       here, stop_of(shared_.options));
  told(step, here);
}

void CaseRunner::told(const suite::Step& step, Judging& judging) {
  if (step.poll) polled(step, judging);
  else judged(step, judging);
}

void CaseRunner::judge_beside(const suite::Step& step, http::Exchange&& exchange) {
  auto judging = std::make_unique<Judging>();
  judging->one = case_;
  judging->operation = step.operation;
  judging->exchange = std::move(exchange);
  judging->request = request_;
  judging->expectations = expectations_;
  judging->secrets = step_secrets_;
  judging->levels = levels_;
  judging->is_observed = shared_.options.observe;
  if (step.poll) judging->until = until_, judging->stop_if = stop_if_;
  shared_.judging.start(std::move(judging), [alive = std::weak_ptr<CaseRunner*>(alive_), &step](Judging& done) {
    const auto runner = alive.lock();
    if (!runner) return;
    (*runner)->guarded([&] { (*runner)->told(step, done); });
  });
}

void CaseRunner::judged(const suite::Step& step, Judging& judging) {
  check::ExchangeOutcome& verdict = judging.outcome;
  note_handed_out(*judging.exchange.response, &verdict.json);
  if (judging.is_faulty)
    verdict.not_judged =
        result::RunError{RunErrorKind::Internal, "a fault of concord while judging this answer", "checking", {}};
  if (verdict.not_judged) {
    capture_what_is_there(step, judging);
    return no_verdict(std::move(*verdict.not_judged), step, false);
  }
  if (step.needs && lacks_what_is_needed(step, judging)) return;
  if (step.needs && !step.is_judged_too) return go_on_behind(step, judging);
  shared_.memory.judge(verdict.outcome, index_, shared_.name_of);
  for (result::ValueSeen& seen : verdict.outcome.values) {
    seen.otherwise.step = result_.steps.size() - 1;
    is_accepted(seen.otherwise);  // whoever puts shards together does not know what is accepted
  }
  if (seen_.empty()) seen_ = std::move(verdict.outcome.values);
  else std::move(verdict.outcome.values.begin(), verdict.outcome.values.end(), std::back_inserter(seen_));
  // Of a case that asks very often, the first answers tell enough.
  if (verdict.observations && observed_.size() < most_observed) observed_.push_back(std::move(*verdict.observations));
  bool is_broken = add_failures(std::move(verdict.outcome), step);
  if (!is_broken && step.follow) {
    const std::size_t before = result_.failures.size();
    if (turn_page(step, judging)) return;
    is_broken = result_.failures.size() > before || result_.error;
  }
  if (!is_broken) return go_on_behind(step, judging);
  capture_what_is_there(step, judging);
  next_step();
}

void CaseRunner::go_on_behind(const suite::Step& step, const Judging& judging) {
  capture(step, judging.exchange, judging.outcome.json.root ? &*judging.outcome.json.root : nullptr,
          Missing::Told);
  next_step();
}

// Of what the cases need on the other side; then there is no verdict.
bool CaseRunner::lacks_what_is_needed(const suite::Step& step, const Judging& judging) {
  const http::Response& response = *judging.exchange.response;
  for (const suite::Need& need : *step.needs) {
    result::CheckFailure unused;
    const check::ExchangeQuestion question{
        *step.operation, judging.exchange,          request_, need.unless, step_secrets_,
        levels_,         *case_->provider->schemas, false};
    if (!holds(shared_.checker, question, need.unless, unused)) continue;
    std::string why = std::to_string(response.status) + " " + std::string(http::reason_phrase(response.status));
    why += ": it is needed that " + need.about;
    no_verdict({RunErrorKind::Infra, std::move(why), "checking", {}}, step, false);
    return true;
  }
  return false;
}

result::CheckFailure CaseRunner::of_the_suite(const suite::Step& step, result::CheckFailure finding,
                                              const base::Span& span) const {
  finding.type = "contract.expectation";
  finding.basis = "suite";
  finding.place = result::place_of(span);
  finding.fingerprint = result::fingerprint(case_->provider->name, step.operation->id(), finding);
  return finding;
}

void CaseRunner::add_suite_failure(const suite::Step& step, result::CheckFailure failure, const base::Span& span) {
  check::Outcome outcome;
  outcome.failures.push_back(of_the_suite(step, std::move(failure), span));
  add_failures(std::move(outcome), step);
}

bool CaseRunner::add_failures(check::Outcome outcome, const suite::Step& step) {
  const auto complete = [&](result::CheckFailure& failure) {
    failure.step = result_.steps.size() - 1;
    if (failure.place.line == 0) failure.place = result::place_of(step.span);
  };
  bool is_broken = false;
  for (auto& failure : outcome.failures) {
    complete(failure);
    is_broken = !is_accepted(failure) || is_broken;
  }
  for (auto& warning : outcome.warnings) complete(warning);
  const auto known = static_cast<std::ptrdiff_t>(result_.checks.size());
  result_.checks.reserve(result_.checks.size() + outcome.applied.size());
  for (const std::string_view id : outcome.applied) {
    const auto end = result_.checks.begin() + known;  // no id is applied twice
    if (std::find(result_.checks.begin(), end, id) == end) result_.checks.emplace_back(id);
  }
  std::move(outcome.failures.begin(), outcome.failures.end(), std::back_inserter(result_.failures));
  std::move(outcome.warnings.begin(), outcome.warnings.end(), std::back_inserter(result_.warnings));
  return is_broken;
}

bool CaseRunner::is_accepted(result::CheckFailure& failure) const {
  return case_->known_issues && case_->known_issues->accept(failure, result_, shared_.clock.now());
}

}  // namespace concord::run
