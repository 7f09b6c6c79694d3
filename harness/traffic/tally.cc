#include "tally.h"

#include <concord/base/counted.h>

#include <fmt/format.h>

#include <algorithm>

namespace concord::traffic {

namespace {

using result::CheckFailure;

std::string key_of(const CheckFailure& failure) { return failure.fingerprint + ' ' + failure.type; }

std::string exchanges(std::uint64_t count) { return base::counted(count, "exchange"); }

}  // namespace

const result::ExchangeRecord& Shown::record(const Kept& kept) {
  const auto [entry, is_new] = records_.try_emplace(&kept);
  if (is_new) entry->second = record_of(kept, cover_);
  return entry->second;
}

bool Tally::is_new(const CheckFailure& failure) const {
  return found_.size() < most && !places_.contains(key_of(failure));
}

void Tally::add(const CheckFailure& failure, const std::string& place,
                const std::shared_ptr<const Kept>& exchange) {
  const auto known = places_.find(key_of(failure));
  if (known != places_.end()) return void(++found_[known->second].count);
  if (found_.size() == most) return void(++more_);
  places_.emplace(key_of(failure), found_.size());
  found_.push_back({failure, 1, place, exchange});
}

result::CaseResult Tally::told(result::CasePlan plan, const std::string& operation, Shown& shown) const {
  result::CaseResult told(std::move(plan));
  for (const Found& one : found_) {
    CheckFailure failure = one.failure;
    shown.hide(failure);
    failure.message += fmt::format("; in {} of {}, first in {}", one.count, exchanges(judged_), one.first);
    failure.step = told.steps.size();
    told.steps.push_back({one.first, operation, result::StepKind::Step, std::nullopt});
    if (one.exchange) told.steps.back().exchange = shown.record(*one.exchange);
    auto& list = failure.level == result::Level::Fail ? told.failures : told.warnings;
    list.push_back(std::move(failure));
  }
  if (more_ > 0 && !found_.empty()) {
    CheckFailure rest = found_.back().failure;
    rest.message = fmt::format("and findings of other kinds in {}, not listed", exchanges(more_));
    rest.expected = rest.actual = rest.pointer = rest.hint = "";
    (rest.level == result::Level::Fail ? told.failures : told.warnings).push_back(std::move(rest));
  }
  told.checks = {told.name};
  if (!told.failures.empty()) {
    told.verdict = result::Verdict::Failed;
  } else if (judged_ == 0) {
    told.verdict = result::Verdict::Unjudged;
    told.error = result::RunError{result::RunErrorKind::Recording,
                                  fmt::format("none of {} could be judged: {}", exchanges(unjudged_), why_),
                                  "checking",
                                  {}};
  } else {
    told.verdict = result::Verdict::Passed;
  }
  return told;
}

}  // namespace concord::traffic
