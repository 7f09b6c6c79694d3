#include <concord/journal.h>

#include <algorithm>
#include <map>
#include <tuple>

namespace concord::result {
namespace {

using Key = std::tuple<std::string, std::string, std::size_t>;

// Shards plan the same cases and run different ones: the result that was judged is kept.
void merge_cases(std::map<Key, CaseResult>& merged, std::vector<CaseResult>&& cases) {
  for (auto& one : cases) {
    Key key{one.classname, one.name, one.index};
    const auto found = merged.find(key);
    if (found == merged.end()) {
      merged.emplace(std::move(key), std::move(one));
    } else if (found->second.verdict == Verdict::NotRun || found->second.verdict == Verdict::Skipped) {
      if (one.verdict != Verdict::NotRun) found->second = std::move(one);
    }
  }
}

void merge_info(RunInfo& info, const RunInfo& other) {
  info.started_at = std::min(info.started_at, other.started_at);
  for (const auto& provider : other.providers) {
    const auto is_same = [&provider](const ProviderInfo& known) { return known.name == provider.name; };
    if (std::none_of(info.providers.begin(), info.providers.end(), is_same)) info.providers.push_back(provider);
  }
}

void merge_end(Run& run, const Run& other) {
  run.is_complete = run.is_complete && other.is_complete;
  run.wall_time = std::max(run.wall_time, other.wall_time);
  if (other.aborted.empty()) return;
  if (run.aborted.empty()) run.aborted.kind = other.aborted.kind;
  run.aborted.text += (run.aborted.text.empty() ? "" : "; ") + other.aborted.text;
}

}  // namespace

Run merge_runs(std::vector<Run> runs) {
  if (runs.empty()) return {};
  std::map<Key, CaseResult> merged;
  Run whole = std::move(runs.front());
  merge_cases(merged, std::move(whole.cases));
  for (std::size_t i = 1; i < runs.size(); ++i) {
    merge_info(whole.info, runs[i].info);
    merge_end(whole, runs[i]);
    merge_cases(merged, std::move(runs[i].cases));
  }
  whole.cases.clear();
  for (auto& [key, one] : merged) whole.cases.push_back(std::move(one));
  std::stable_sort(whole.cases.begin(), whole.cases.end(),
                   [](const CaseResult& a, const CaseResult& b) { return a.index < b.index; });
  return whole;
}

}  // namespace concord::result
