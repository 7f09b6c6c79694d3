#include "run_cases.h"

#include "facts.h"

#include <concord/base/counted.h>

#include <fmt/format.h>

namespace concord::report {
namespace {

using result::CaseResult;
using result::RunErrorKind;
using result::RunSource;
using result::Verdict;

CaseResult case_of_run(std::string name, Verdict verdict) {
  CaseResult own;
  own.classname = run_classname;
  own.name = std::move(name);
  own.verdict = verdict;
  return own;
}

RunErrorKind kind_of(result::AbortKind kind) {
  switch (kind) {
    case result::AbortKind::None:
    case result::AbortKind::Interrupted:
    case result::AbortKind::FirstFailure: return RunErrorKind::Interrupted;
    case result::AbortKind::NoCredentials:
    case result::AbortKind::NothingSelected:
    case result::AbortKind::Config: return RunErrorKind::Config;
    case result::AbortKind::Unrecorded:
    case result::AbortKind::Internal: break;
  }
  return RunErrorKind::Internal;
}

bool is_ended_early(const RunSource& run) { return !run.is_complete() || !run.end().aborted.empty(); }

std::string describe_so_far(const result::Totals& totals, bool is_early) {
  const std::string all = base::counted(totals.cases(), "case");
  return is_early ? fmt::format("; so far {} of {}: {}", totals.cases() - totals.not_run, all, describe_totals(totals))
                  : fmt::format("; of {}: {}", all, describe_totals(totals));
}

// "" when all was reached.
std::string why_not_reached(const RunSource& run, const result::Totals& totals) {
  const result::Aborted& aborted = run.end().aborted;
  if (!aborted.empty()) return aborted.text;
  if (!run.is_complete()) return "the run was ended from outside, its journal has no end";
  const std::size_t missed = totals.blocked + totals.not_run;
  if (missed == 0) return "";
  return fmt::format("{} not reached", base::counted(missed, "case was", "cases were"));
}

CaseResult reached_case(const RunSource& run) {
  CaseResult own = case_of_run("every case was reached", Verdict::Passed);
  const result::Totals totals = run.totals();
  const std::string why = why_not_reached(run, totals);
  if (why.empty() && run.size() == 0) {
    own.verdict = Verdict::Skipped;
    own.reason = {result::SkipKind::NotSelected, "no case was selected"};
  }
  if (why.empty()) return own;
  const bool is_blocked_only = !is_ended_early(run) && totals.not_run == 0;
  own.verdict = Verdict::Unjudged;
  own.error = result::RunError{is_blocked_only ? RunErrorKind::Infra : kind_of(run.end().aborted.kind),
                               why + describe_so_far(totals, is_ended_early(run)),
                               "",
                               {}};
  return own;
}

void sort_in(CaseResult& own, result::CheckFailure failure) {
  const bool fails = failure.level == result::Level::Fail;
  if (fails) own.verdict = Verdict::Failed;
  (fails ? own.failures : own.warnings).push_back(std::move(failure));
}

// Which case shows a drift first differs from night to night.
CaseResult drift_case(const result::Comparison& comparison) {
  CaseResult own = case_of_run("nothing drifted", Verdict::Passed);
  for (const result::ToldDrift& drift : comparison.drifts) sort_in(own, drift.finding);
  if (!comparison.empty()) return own;
  own.verdict = Verdict::Skipped;
  own.reason = {result::SkipKind::NotApplicable, "no earlier night to compare with"};
  return own;
}

CaseResult coverage_case(const result::Coverage& coverage) {
  CaseResult own = case_of_run("coverage", Verdict::Passed);
  for (const auto& finding : coverage.findings) {
    result::CheckFailure failure;
    failure.check = finding.id;
    failure.type = "contract.other";
    failure.level = finding.level;
    failure.message = finding.message;
    sort_in(own, std::move(failure));
  }
  return own;
}

}  // namespace

std::vector<CaseResult> cases_of_run(const RunSource& run) {
  std::vector<CaseResult> cases{reached_case(run), drift_case(run.comparison())};
  if (!run.coverage().empty()) cases.push_back(coverage_case(run.coverage()));
  return cases;
}

}  // namespace concord::report
