// What a case makes is taken away again: what is known of it, what is waited for, and what is said where it stays.
#include "case_runner.h"

#include <concord/base/text.h>

#include <algorithm>
#include <set>

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

// The names by which what was, or may have been, made would be known.
std::set<std::string> CaseRunner::names_of_what_may_be() const {
  std::set<std::string> names = may_be_before_;
  for (const auto* steps : {&case_->before, &case_->steps}) {
    for (const suite::Step& step : *steps) {
      if (!maybe_done_.contains(step.name)) continue;
      for (const suite::Capture& one : *step.captures) names.insert(one.name);
    }
  }
  return names;
}

// Whether `cleanup` lacks one of them.
bool CaseRunner::may_leave_something(const suite::Step& cleanup) const {
  const std::vector<std::string> used = templates::names_used(cleanup.request);
  const std::set<std::string> names = names_of_what_may_be();
  return std::any_of(names.begin(), names.end(), [&](const std::string& one) {
    const auto is_used = [&](const std::string& name) { return templates::may_mean(name, one); };
    return !names_.has(one) && std::any_of(used.begin(), used.end(), is_used);
  });
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
