// A step that asks until something holds. Each answer is judged by what the contract says of it; what the case expects
// is said of the last. What was answered before is kept beside it, the last few of them.
#include "case_runner.h"

#include <concord/base/clock.h>

#include <algorithm>

namespace concord::run {

namespace {

constexpr std::size_t most_polls = 20;  // kept of a case
constexpr base::Milliseconds longest_poll_wait{60'000};

}  // namespace

bool CaseRunner::renders_poll(const suite::Step& step, const templates::Scope& scope,
                              const templates::Environment& environment) {
  for (const auto& [node, made] : {std::pair{&step.poll->until, &until_}, {&step.poll->stop_if, &stop_if_}}) {
    made->reset();
    if (node->is_null()) continue;
    auto rendered = templates::render(*node, scope, environment);
    if (!rendered) return could_not_send(rendered.diagnostics(), step), false;
    auto parsed = check::parse_expectations(*rendered);
    if (!parsed) return could_not_send(parsed.diagnostics(), step), false;
    *made = std::make_shared<const check::Expectations>(std::move(parsed).value());
  }
  return true;
}

// An answer that breaks the contract ends it, as one that says what was waited for does; that one is judged as any
// other.
void CaseRunner::polled(const suite::Step& step, Judging& judging) {
  if (asked_++ == 0) {
    first_asked_ = step_started_;
    next_wait_ = step.poll->every;
  }
  const std::size_t times = asked_;
  const bool is_over =
      judging.is_so || judging.is_faulty || judging.outcome.not_judged || !judging.outcome.outcome.failures.empty();
  if (is_over) {
    asked_ = 0;
    return judged(step, judging);
  }
  const http::Response& response = *judging.exchange.response;
  note_handed_out(response, &judging.outcome.json);
  if (judging.is_stopped) {
    return fail_poll(step, judging, "what \"stop_if\" names is so, before what \"until\" names: ", "");
  }
  if (is_to_end()) return end_between_requests(step, judging);
  const base::Milliseconds wait = std::min(next_wait_, longest_poll_wait);
  // A recording is asked as often as the server was, without waiting.
  const bool may_ask = player_ ? player_->has_another(asked_for_) : since_first_asked() + wait <= step.poll->within;
  if (may_ask) return ask_again(step, player_ ? base::Milliseconds(0) : wait);
  fail_poll(step, judging,
            "not so within " + base::describe_duration(step.poll->within) + ": ",
            "it was asked " + std::to_string(times) + (times == 1 ? " time" : " times") + ", the last answer is " +
                std::to_string(response.status) + " " + std::string(http::reason_phrase(response.status)));
}

base::Milliseconds CaseRunner::since_first_asked() const {
  return std::chrono::duration_cast<base::Milliseconds>(shared_.clock.steady() - first_asked_);
}

void CaseRunner::ask_again(const suite::Step& step, base::Milliseconds wait) {
  next_wait_ = base::Milliseconds(static_cast<std::int64_t>(static_cast<double>(wait.count()) * step.poll->backoff));
  if (polls_.size() == most_polls) polls_.erase(polls_.begin());
  polls_.emplace_back(result_.steps.size() - 1, std::move(*kept_.back()));
  is_waiting_to_ask_ = true;
  after_wait_ = [this, &step] {
    is_waiting_to_ask_ = false;
    result_.steps.pop_back();
    kept_.pop_back();
    send(step);
  };
  shared_.sender.after(wait, when_alive([this, number = asked_] {
                         if (!after_wait_ || number != asked_) return;
                         const auto action = std::exchange(after_wait_, nullptr);
                         action();
                       }));
}

// Of the last answer, of which something did not hold.
void CaseRunner::fail_poll(const suite::Step& step, Judging& judging, const std::string& before, std::string hint) {
  asked_ = 0;
  result::CheckFailure failure = std::move(judging.otherwise);
  failure.check = "until";
  failure.message.insert(0, before);
  if (!hint.empty()) failure.hint = std::move(hint);
  add_suite_failure(step, std::move(failure), step.poll->span);
  capture_what_is_there(step, judging);
  next_step();
}

}  // namespace concord::run
