#include "causes.h"

#include <algorithm>
#include <functional>
#include <unordered_map>

namespace concord::report {

using result::CaseResult;

namespace {

constexpr std::size_t max_causes = 10'000;

std::string message_of(const CaseResult& one) {
  if (!one.failures.empty()) return one.failures.front().message;
  if (one.error) return one.error->message;
  return one.retried.empty() ? one.name : one.retried.front().error.message;
}

std::string key_of(const CaseResult& one) {
  if (one.failures.empty()) {
    const std::string_view kind = one.error ? result::run_error_kind_name(one.error->kind) : std::string_view();
    return one.provider + '\n' + std::string(kind) + '\n' + message_of(one);
  }
  const result::CheckFailure& first = one.failures.front();
  // Values differ from answer to answer; where there is a place in the answer, that tells more.
  return one.classname + '\n' + first.check + '\n' + (first.pointer.empty() ? first.message : first.pointer);
}

}  // namespace

Causes causes_of(const result::RunSource& run, result::Verdict verdict, std::size_t most_alike) {
  Causes causes;
  // By a digest: as many keys as there are cases, in the worst run.
  std::unordered_map<std::size_t, std::size_t> known;
  for (std::size_t position = 0; position < run.size(); ++position) {
    if (run.facts(position).verdict != verdict) continue;
    const CaseResult one = run.read(position);
    ++causes.cases;
    const auto [place, is_new] = known.emplace(std::hash<std::string>()(key_of(one)), causes.list.size());
    if (is_new && causes.list.size() < max_causes) causes.list.push_back({message_of(one), position, 0, {}});
    else if (is_new) place->second = max_causes + causes.not_listed++;
    if (place->second >= max_causes) continue;
    Cause& cause = causes.list[place->second];
    if (++cause.cases > 1 && cause.alike.size() < most_alike) cause.alike.push_back(one.name);
  }
  std::stable_sort(causes.list.begin(), causes.list.end(), [](const Cause& a, const Cause& b) { return a.cases > b.cases; });
  return causes;
}

}  // namespace concord::report
