#include "repetitions.h"

#include <algorithm>
#include <iterator>

namespace concord::run {

using result::CaseResult;
using result::Verdict;

namespace {

void say(CaseResult& result, const std::string& how_often) {
  for (result::CheckFailure& failure : result.failures) {
    if (!failure.hint.empty()) failure.hint += "; ";
    failure.hint += how_often;
  }
  if (result.error) result.error->message += " (" + how_often + ")";
}

// Of repetitions that passed: the attempts of all, those that could not be judged among them.
void gather_attempts(CaseResult& passed, std::vector<CaseResult>& all) {
  std::vector<result::Attempt> attempts;
  for (CaseResult& one : all) {
    if (&one == &passed) continue;
    std::move(one.retried.begin(), one.retried.end(), std::back_inserter(attempts));
    if (one.verdict == Verdict::Unjudged && one.error) attempts.push_back({*one.error, one.duration});
  }
  passed.retried.insert(passed.retried.begin(), std::make_move_iterator(attempts.begin()),
                        std::make_move_iterator(attempts.end()));
  if (!passed.retried.empty()) passed.verdict = Verdict::Flaky;
}

}  // namespace

void Repetitions::add(CaseResult result) { results_.push_back(std::move(result)); }

std::size_t Repetitions::times(Verdict verdict) const {
  return static_cast<std::size_t>(std::count_if(results_.begin(), results_.end(),
                                                [verdict](const CaseResult& one) { return one.verdict == verdict; }));
}

CaseResult* Repetitions::first(Verdict verdict) {
  const auto found = std::find_if(results_.begin(), results_.end(),
                                  [verdict](const CaseResult& one) { return one.verdict == verdict; });
  return found == results_.end() ? nullptr : &*found;
}

CaseResult Repetitions::take() {
  const std::string of = " of " + std::to_string(results_.size()) + " repetitions";
  for (const Verdict verdict : {Verdict::Failed, Verdict::KnownIssue, Verdict::NotRun}) {
    CaseResult* found = first(verdict);
    if (!found) continue;
    if (verdict != Verdict::NotRun) say(*found, "in " + std::to_string(times(verdict)) + of);
    return std::move(*found);
  }
  CaseResult* passed = first(Verdict::Passed);
  if (!passed) passed = first(Verdict::Flaky);
  CaseResult* unjudged = first(Verdict::Unjudged);
  if (!passed && unjudged) {
    say(*unjudged, "in " + std::to_string(times(Verdict::Unjudged)) + of);
    return std::move(*unjudged);
  }
  if (!passed) return std::move(results_.front());  // none was sent
  gather_attempts(*passed, results_);
  return std::move(*passed);
}

CaseResult Repetitions::merged() && {
  if (results_.size() == 1) return std::move(results_.front());
  result::SystemTime started = results_.front().started_at;
  result::Milliseconds duration{0};
  std::vector<result::CheckFailure> warnings;
  for (const CaseResult& one : results_) {
    duration += one.duration;
    if (warnings.empty()) warnings = one.warnings;
  }
  CaseResult result = take();
  result.started_at = started;
  result.duration = duration;
  if (result.warnings.empty()) result.warnings = std::move(warnings);
  return result;
}

}  // namespace concord::run
