#include "latency.h"

#include <concord/base/clock.h>
#include <concord/base/counted.h>

#include <algorithm>
#include <cmath>

namespace concord::run {

namespace {

std::string name_of_bound(double percent) {
  if (percent == 100) return "the slowest";
  std::string number = std::to_string(percent);
  number.erase(number.find_last_not_of('0') + 1);
  if (number.ends_with('.')) number.pop_back();
  return "p" + number;
}

// Of sorted values, by the nearest rank: so many percent are not above it.
base::Milliseconds percentile(const std::vector<http::Microseconds>& sorted, double percent) {
  const auto rank = static_cast<std::size_t>(std::ceil(percent / 100 * static_cast<double>(sorted.size())));
  const http::Microseconds found = sorted[std::clamp<std::size_t>(rank, 1, sorted.size()) - 1];
  return std::chrono::duration_cast<base::Milliseconds>(found);
}

}  // namespace

void judge_latency(const suite::Case& one, std::vector<http::Microseconds> durations, result::CaseResult& result) {
  if (durations.empty()) {
    result.verdict = result::Verdict::Skipped;
    result.reason = {result::SkipKind::NotApplicable, "no case of the suite had an answer"};
    return;
  }
  std::sort(durations.begin(), durations.end());
  for (const suite::LatencyBound& bound : one.latency) {
    const base::Milliseconds taken = percentile(durations, bound.percent);
    if (taken <= bound.most) continue;
    result::CheckFailure failure;
    failure.check = "latency";
    failure.type = "contract.latency";
    failure.message = name_of_bound(bound.percent) + " of " + base::counted(durations.size(), "answer") + " is " +
                      base::describe_duration(taken) + ", the suite allows " + base::describe_duration(bound.most);
    failure.expected = "at most " + base::describe_duration(bound.most);
    failure.actual = base::describe_duration(taken);
    failure.basis = "suite";
    failure.place = result::place_of(bound.span);
    failure.fingerprint = result::fingerprint(one.provider->name, one.operation->id(), failure);
    result.failures.push_back(std::move(failure));
  }
  result.checks.emplace_back("latency");
  result.verdict = result.failures.empty() ? result::Verdict::Passed : result::Verdict::Failed;
}

}  // namespace concord::run
