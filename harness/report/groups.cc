#include "groups.h"

#include "facts.h"

#include <algorithm>

namespace concord::report {

using result::RunSource;
using result::Verdict;

void Groups::add(const std::string& what, const std::string& text) {
  ++number_;
  const auto known = times_.find(what);
  if (known != times_.end()) ++known->second.second;
  else if (times_.size() < most_kept) times_.emplace(what, std::pair(text, std::size_t{1}));
  else ++not_kept_;
}

std::vector<std::pair<std::string, std::size_t>> Groups::rows(std::size_t most) const {
  std::vector<std::pair<std::string, std::size_t>> rows;
  for (const auto& [what, told] : times_) rows.push_back(told);
  std::sort(rows.begin(), rows.end());
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  rows.resize(std::min(rows.size(), most));
  return rows;
}

std::size_t Groups::beyond(std::size_t most) const { return times_.size() - std::min(times_.size(), most) + not_kept_; }

namespace {

// What the same finding says in another answer: of another item of a list, of more items alike.
std::string without_counts(const result::CheckFailure& warning) {
  std::string text = warning.message;
  if (!warning.pointer.empty() && text.starts_with(warning.pointer))
    text.replace(0, warning.pointer.size(), result::folded_pointer(warning.pointer));
  const std::size_t more = text.rfind(" (and ");
  if (more != std::string::npos && text.ends_with(" alike)")) text.resize(more);
  return warning.check + ": " + text;
}

}  // namespace

Groups warnings_of(const RunSource& run) {
  Groups groups;
  for (std::size_t i = 0; i < run.size(); ++i) {
    if (run.facts(i).warnings == 0) continue;
    for (const result::CheckFailure& warning : run.read(i).warnings)
      groups.add(without_counts(warning), warning.check + ": " + warning.message);
  }
  return groups;
}

Groups known_issues_of(const RunSource& run) {
  Groups groups;
  for (std::size_t i = 0; i < run.size(); ++i) {
    if (run.facts(i).verdict == Verdict::KnownIssue) groups.add(run.read(i).reason.text);
  }
  return groups;
}

Groups not_sent_of(const RunSource& run) {
  Groups groups;
  for (std::size_t i = 0; i < run.size(); ++i) {
    const Verdict verdict = run.facts(i).verdict;
    if (verdict != Verdict::Skipped && verdict != Verdict::Blocked && verdict != Verdict::NotRun) continue;
    const result::SkipReason reason = run.read(i).reason;
    groups.add(reason.is_empty() ? std::string(verdict_words(verdict)) : reason.line());
  }
  return groups;
}

}  // namespace concord::report
