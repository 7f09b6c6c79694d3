// What a case makes is taken away again: what is known of it, what is waited for, and what is said where it stays.
#include "case_runner.h"

#include <concord/base/text.h>

#include <algorithm>

namespace concord::run {

using result::RunErrorKind;

// A gateway's word that nobody is there is mostly true.
void CaseRunner::note_done(const suite::Step& step, const http::Exchange& exchange) {
  const bool was_taken =
      exchange.response && (exchange.response->status / 100 == 2 || exchange.response->status == 500);
  const bool is_unknown =
      !exchange.response && exchange.error && exchange.error->delivery == http::Delivery::Unknown;
  if (was_taken || is_unknown) maybe_done_.insert(step.name);
}

Sender::Kind CaseRunner::sending_kind() const {
  if (is_cleanup()) return Sender::Kind::Cleanup;
  return is_undone_later() ? Sender::Kind::Undoable : Sender::Kind::Plain;
}

result::RunError CaseRunner::interrupted() {
  return {RunErrorKind::Interrupted, "interrupted between its requests", "", {}};
}

void CaseRunner::end_between_requests(const suite::Step& step, const Judging& judging) {
  capture_what_is_there(step, judging);
  result_.error = interrupted();
  next_step();
}

// Whether what `cleanup` lacks would be known of something that may be there now: of a request that was taken, or of
// which nobody knows whether it was.
bool CaseRunner::may_have_made(const suite::Step& cleanup) const {
  if (case_->part == result::StepKind::After) return may_undo_something_;
  const std::vector<std::string> used = templates::names_used(cleanup.request);
  const auto is_lacking = [&](const suite::Capture& one) {
    return !names_.has(one.name) && std::any_of(used.begin(), used.end(), [&](const std::string& name) {
             return name == one.name || name.starts_with(one.name + ".");
           });
  };
  const auto may_know = [&](const suite::Step& step) {
    return maybe_done_.contains(step.name) && std::any_of(step.captures->begin(), step.captures->end(), is_lacking);
  };
  return std::any_of(case_->before.begin(), case_->before.end(), may_know) ||
         std::any_of(case_->steps.begin(), case_->steps.end(), may_know);
}

// Of a case that has gone wrong already, to which no error of `after` adds.
void CaseRunner::warn_not_undone(const suite::Step& step, const std::string& why) {
  result::CheckFailure warning;
  warning.check = "capture";
  warning.message = base::in_quotes(step.name) + " was not sent (" + why + "): what it takes away may still be there";
  check::Outcome outcome;
  outcome.warnings.push_back(of_the_suite(step, std::move(warning), step.span));
  add_failures(std::move(outcome), step);
}

}  // namespace concord::run
