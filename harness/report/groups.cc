#include "groups.h"

#include "facts.h"

#include <concord/result/known_issues.h>

#include <algorithm>
#include <tuple>

namespace concord::report {

using result::RunSource;
using result::Verdict;

void Groups::add(const std::string& what, const Row& first) {
  ++number_;
  const auto known = rows_.find(what);
  if (known != rows_.end()) ++known->second.times;
  else if (rows_.size() < most_kept) rows_.emplace(what, first);
  else ++not_kept_;
}

std::vector<Groups::Row> Groups::rows(std::size_t most) const {
  std::vector<Row> rows;
  for (const auto& [what, told] : rows_) rows.push_back(told);
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
    return a.times != b.times ? a.times > b.times : std::tie(a.text, a.place) < std::tie(b.text, b.place);
  });
  rows.resize(std::min(rows.size(), most));
  return rows;
}

std::size_t Groups::beyond(std::size_t most) const { return rows_.size() - std::min(rows_.size(), most) + not_kept_; }

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

// A drift is told by one of the cases that have it, for all of them, and its message names a place in the answer alone:
// "sessions/get-session, sessions.read :: a session is read; the same in 3 more cases".
std::string place_of_drift(const result::CaseResult& one, const result::CheckFailure& warning) {
  if (!warning.check.starts_with("drift.")) return "";
  const std::string operation = result::operation_of(one, warning);
  return (operation.empty() ? "" : operation + ", ") + result::full_name(one) +
         (warning.hint.empty() ? "" : "; " + warning.hint);
}

}  // namespace

Groups warnings_of(const RunSource& run) {
  Groups groups;
  for (std::size_t i = 0; i < run.size(); ++i) {
    if (run.facts(i).warnings == 0) continue;
    const result::CaseResult one = run.read(i);
    for (const result::CheckFailure& warning : one.warnings) {
      const std::string place = place_of_drift(one, warning);
      groups.add(without_counts(warning) + place, {warning.check + ": " + warning.message, place});
    }
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
