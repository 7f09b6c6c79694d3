#include <concord/base/clock.h>
#include <concord/base/glob.h>
#include <concord/base/text.h>
#include <concord/result/known_issues.h>

#include <algorithm>
#include <chrono>

namespace concord::result {

using finding::IgnoreEntry;

namespace {

bool is_over(const IgnoreEntry& entry, SystemTime now) {
  return entry.expires && *entry.expires < std::chrono::floor<std::chrono::days>(now);
}

bool was_seen_in(const IgnoreEntry& entry, const std::string& name) {
  if (!entry.seen_in.empty()) return entry.seen_in == name;
  return entry.case_name == name;
}

// "KI-12", or what else tells it apart.
std::string label(const IgnoreEntry& entry) {
  if (!entry.id.empty()) return "the known issue " + entry.id;
  return "the known issue " + base::in_quotes(entry.reason);
}

CheckFailure own_failure(std::string_view type, const IgnoreEntry& entry, const CaseResult& result) {
  CheckFailure failure;
  failure.check = known_issue_check;
  failure.type = type;
  failure.basis = "suite";
  failure.place = place_of(entry.span);
  failure.keyword = type.substr(type.find('.') + 1);
  failure.pointer = entry.id.empty() ? entry.fingerprint : entry.id;
  failure.fingerprint = fingerprint(result.provider, result.classname, failure);
  failure.pointer.clear();
  return failure;
}

CheckFailure expired(const IgnoreEntry& entry, const CaseResult& result) {
  CheckFailure failure = own_failure(known_issue_expired, entry, result);
  failure.message = label(entry) + " was accepted until " + base::format_date(*entry.expires) + ", and it still occurs";
  failure.expected = "settled by " + base::format_date(*entry.expires);
  if (!entry.owner.empty()) failure.expected += " by " + entry.owner;
  failure.actual = "it occurs: " + entry.reason;
  failure.hint = "decide anew, with a later date and why, or have it mended";
  return failure;
}

CheckFailure gone(const IgnoreEntry& entry, const CaseResult& result) {
  CheckFailure failure = own_failure(known_issue_is_gone, entry, result);
  failure.message = label(entry) + " no longer occurs in this case";
  failure.expected = "what was accepted: " + finding::describe(entry);
  failure.actual = "nothing of it";
  failure.hint = "remove its entry (concord baseline prune), or say \"intermittent: true\" if it comes and goes";
  return failure;
}

bool is_judged(Verdict verdict) {
  return verdict == Verdict::Passed || verdict == Verdict::Failed || verdict == Verdict::Flaky;
}

bool occurs(const IgnoreEntry& entry, const CaseResult& result) {
  return std::any_of(result.failures.begin(), result.failures.end(),
                     [&](const CheckFailure& failure) { return matches(entry, result, failure); });
}

// What the entries themselves fail for.
std::vector<CheckFailure> own_failures(std::span<const IgnoreEntry> entries, const CaseResult& result, SystemTime now) {
  const std::string name = full_name(result);
  std::vector<CheckFailure> own;
  for (const IgnoreEntry& entry : entries) {
    const bool is_here = occurs(entry, result);
    if (is_here && is_over(entry, now)) own.push_back(expired(entry, result));
    if (!is_here && !entry.is_intermittent && was_seen_in(entry, name)) own.push_back(gone(entry, result));
  }
  return own;
}

// Each once; a few say what the case has, the failures themselves say all.
std::string reasons(const CaseResult& result) {
  constexpr std::size_t most = 3;
  std::vector<std::string> texts;
  for (const CheckFailure& failure : result.failures) {
    if (std::find(texts.begin(), texts.end(), failure.known_issue) == texts.end()) texts.push_back(failure.known_issue);
  }
  const std::size_t more = texts.size() - std::min(texts.size(), most);
  texts.resize(texts.size() - more);
  return base::join(texts, "; ") + (more == 0 ? "" : "; and " + std::to_string(more) + " more");
}

}  // namespace

std::string full_name(const CasePlan& plan) { return plan.classname + " :: " + plan.name; }

std::string operation_of(const CaseResult& result, const CheckFailure& failure) {
  return failure.step < result.steps.size() ? result.steps[failure.step].operation : std::string();
}

bool matches(const IgnoreEntry& entry, const CaseResult& result, const CheckFailure& failure) {
  const auto is_any_or = [](std::string_view glob, std::string_view text, std::optional<char> separator) {
    return glob.empty() || base::matches_glob(glob, text, separator);
  };
  return failure.check != known_issue_check && (entry.rule.empty() || entry.rule == failure.check) &&
         (entry.fingerprint.empty() || entry.fingerprint == failure.fingerprint) &&
         is_any_or(entry.case_name, full_name(result), std::nullopt) &&
         is_any_or(entry.operation, operation_of(result, failure), '/') &&
         is_any_or(entry.pointer, failure.pointer, '/') && is_any_or(entry.file, result.suite_file, '/');
}

bool KnownIssues::accept(CheckFailure& failure, const CaseResult& result, SystemTime now) const {
  for (const IgnoreEntry& entry : entries_) {
    if (is_over(entry, now) || !matches(entry, result, failure)) continue;
    failure.known_issue = finding::describe(entry);
    return true;
  }
  return false;
}

void KnownIssues::decide(CaseResult& result, SystemTime now) const {
  if (entries_.empty() || !is_judged(result.verdict)) return;
  std::vector<CheckFailure> own = own_failures(entries_, result, now);
  // In front, since they say what to do.
  result.failures.insert(result.failures.begin(), std::make_move_iterator(own.begin()),
                         std::make_move_iterator(own.end()));
  if (result.failures.empty()) return;
  const auto counts = [](const CheckFailure& failure) { return failure.known_issue.empty(); };
  // What counts comes first: reports show that.
  const bool is_broken = std::stable_partition(result.failures.begin(), result.failures.end(), counts) !=
                         result.failures.begin();
  result.verdict = is_broken ? Verdict::Failed : Verdict::KnownIssue;
  if (!is_broken) result.reason = {SkipKind::KnownIssue, reasons(result)};
}

}  // namespace concord::result
