#include <concord/result/run_source.h>

#include <algorithm>
#include <map>

namespace concord::result {

const Coverage& RunSource::coverage() const {
  static const Coverage nothing;
  return nothing;
}

const Comparison& RunSource::comparison() const {
  static const Comparison nothing;
  return nothing;
}

Totals RunSource::totals() const {
  Totals totals;
  for (std::size_t i = 0; i < size(); ++i) {
    const CaseFacts one = facts(i);
    totals.add(one.verdict, one.warnings);
  }
  return totals;
}

MemorySource::MemorySource(const Run& run) : run_(run), end_{run.aborted, run.wall_time} {
  std::map<std::vector<std::string>, std::size_t> numbers;
  for (const CaseResult& one : run.cases) {
    order_.push_back(order_.size());
    std::vector<std::string> key{one.suite, one.suite_file, one.classname, one.provider, one.documentation};
    const auto [known, is_new] = numbers.emplace(std::move(key), suites_.size());
    if (is_new) suites_.push_back({one.suite, one.suite_file, one.classname, one.provider, one.documentation});
    suite_numbers_.push_back(known->second);
  }
  std::stable_sort(order_.begin(), order_.end(),
                   [&run](std::size_t a, std::size_t b) { return run.cases[a].index < run.cases[b].index; });
}

CaseFacts MemorySource::facts(std::size_t position) const {
  const std::size_t place = order_[position];
  const CaseResult& one = run_.cases[place];
  return {one.index, suite_numbers_[place], one.verdict, one.warnings.size(), one.duration, one.started_at};
}

}  // namespace concord::result
