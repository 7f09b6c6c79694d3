// Failures that somebody accepted for now, each with a reason and an end: known-issues.yaml, and `known_issue:` of a
// case. What is accepted fails nothing; what is past its date, or no longer occurs, fails until its entry is removed.
#pragma once
#include <concord/finding/ignore_file.h>
#include <concord/result.h>

#include <string>
#include <vector>

namespace concord::result {

inline constexpr std::string_view known_issues_file = "known-issues.yaml";
// Of the failures that apply() adds: the check, and the types.
inline constexpr std::string_view known_issue_check = "known_issue";
inline constexpr std::string_view known_issue_expired = "known_issue.expired";
inline constexpr std::string_view known_issue_is_gone = "known_issue.unexpected_pass";

// Immutable while a run reads it.
class KnownIssues {
 public:
  void add(finding::IgnoreEntry entry) { entries_.push_back(std::move(entry)); }
  void add(const KnownIssues& other) { entries_.insert(entries_.end(), other.entries_.begin(), other.entries_.end()); }
  bool empty() const { return entries_.empty(); }
  std::span<const finding::IgnoreEntry> entries() const { return entries_; }

  // Whether the failure is accepted, by an entry that still holds: then CheckFailure::known_issue says why.
  bool accept(CheckFailure& failure, const CaseResult& result, SystemTime now) const;
  // Of a case that has ended, with its verdict. If no failure counts, as accept() has it, the verdict is KnownIssue.
  // An entry whose date is over accepts nothing and adds a failure of its own, and so does one that was seen in this
  // case (`seen_in`, or `case` without a glob) and does not occur in it, unless it is intermittent. Cases without a
  // verdict stay as they are.
  void decide(CaseResult& result, SystemTime now) const;

 private:
  std::vector<finding::IgnoreEntry> entries_;
};

// Whether the entry is about this failure; `operation` as "knot/create-session".
bool matches(const finding::IgnoreEntry& entry, const CaseResult& result, const CheckFailure& failure);
// "classname :: name"
std::string full_name(const CasePlan& plan);
// The operation that the failure is about, "knot/create-session", or "".
std::string operation_of(const CaseResult& result, const CheckFailure& failure);

}  // namespace concord::result
