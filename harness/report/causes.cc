#include "causes.h"

#include <algorithm>
#include <map>

namespace concord::report {

using result::CaseResult;

namespace {

std::string message_of(const CaseResult& one) {
  if (!one.failures.empty()) return one.failures.front().message;
  if (one.error) return one.error->message;
  return one.retried.empty() ? one.name : one.retried.front().error.message;
}

std::string key_of(const CaseResult& one) {
  if (one.failures.empty()) return one.provider + '\n' + std::string(one.error ? result::run_error_kind_name(one.error->kind) : std::string_view()) + '\n' + message_of(one);
  const result::CheckFailure& first = one.failures.front();
  // Values differ from answer to answer; where there is a place in the answer, that tells more.
  return one.classname + '\n' + first.check + '\n' + (first.pointer.empty() ? first.message : first.pointer);
}

}  // namespace

std::vector<Cause> causes_of(const result::Run& run, result::Verdict verdict) {
  std::vector<Cause> causes;
  std::map<std::string, std::size_t> known;
  for (const CaseResult& one : run.cases) {
    if (one.verdict != verdict) continue;
    const auto [place, is_new] = known.emplace(key_of(one), causes.size());
    if (is_new) causes.push_back({message_of(one), {}});
    causes[place->second].cases.push_back(&one);
  }
  std::stable_sort(causes.begin(), causes.end(),
                   [](const Cause& a, const Cause& b) { return a.cases.size() > b.cases.size(); });
  return causes;
}

}  // namespace concord::report
