#include <concord/result.h>

#include <array>

namespace concord::result {
namespace {

struct VerdictName {
  Verdict verdict;
  std::string_view name;
};
constexpr std::array<VerdictName, 8> verdict_names{{{Verdict::Passed, "passed"},
                                                    {Verdict::Failed, "failed"},
                                                    {Verdict::Unjudged, "unjudged"},
                                                    {Verdict::Flaky, "flaky"},
                                                    {Verdict::KnownIssue, "known-issue"},
                                                    {Verdict::Skipped, "skipped"},
                                                    {Verdict::Blocked, "blocked"},
                                                    {Verdict::NotRun, "not-run"}}};

std::size_t& count_of(Totals& totals, Verdict verdict) {
  switch (verdict) {
    case Verdict::Passed: return totals.passed;
    case Verdict::Failed: return totals.failed;
    case Verdict::Unjudged: return totals.unjudged;
    case Verdict::Flaky: return totals.flaky;
    case Verdict::KnownIssue: return totals.known_issues;
    case Verdict::Skipped: return totals.skipped;
    case Verdict::Blocked: return totals.blocked;
    case Verdict::NotRun: break;
  }
  return totals.not_run;
}

}  // namespace

std::string Place::text() const {
  std::string text = file;
  if (line == 0) return text;
  text += ':' + std::to_string(line);
  if (column != 0) text += ':' + std::to_string(column);
  return text;
}

Place place_of(const base::Span& span) {
  if (!span.is_known()) return {};
  const base::Position position = span.position();
  return {span.source->name(), position.line, position.column};
}

CaseResult::CaseResult(CasePlan plan) : CasePlan(std::move(plan)) {
  if (!skip) return;
  verdict = skip->kind == SkipKind::Blocked ? Verdict::Blocked : Verdict::Skipped;
  reason = *skip;
}

std::string_view step_kind_name(StepKind kind) {
  switch (kind) {
    case StepKind::Before: return "before";
    case StepKind::Step: return "step";
    case StepKind::After: break;
  }
  return "after";
}

std::optional<StepKind> parse_step_kind(std::string_view name) {
  for (const StepKind kind : {StepKind::Before, StepKind::Step, StepKind::After}) {
    if (step_kind_name(kind) == name) return kind;
  }
  return std::nullopt;
}

std::string_view level_name(Level level) {
  switch (level) {
    case Level::Fail: return "fail";
    case Level::Warn: return "warn";
    case Level::Off: break;
  }
  return "off";
}

std::optional<Level> parse_level(std::string_view name) {
  if (name == "fail") return Level::Fail;
  if (name == "warn") return Level::Warn;
  if (name == "off") return Level::Off;
  return std::nullopt;
}

std::string_view verdict_name(Verdict verdict) {
  for (const auto& row : verdict_names) {
    if (row.verdict == verdict) return row.name;
  }
  return "not-run";
}

std::optional<Verdict> parse_verdict(std::string_view name) {
  for (const auto& row : verdict_names) {
    if (row.name == name) return row.verdict;
  }
  return std::nullopt;
}

void Totals::add(Verdict verdict, std::size_t its_warnings) {
  ++count_of(*this, verdict);
  warnings += its_warnings;
}

Totals Run::totals() const {
  Totals totals;
  for (const auto& one : cases) totals.add(one.verdict, one.warnings.size());
  return totals;
}

std::size_t stated_number(const std::vector<StepResult>& steps, std::size_t step) {
  const auto end = steps.begin() + static_cast<std::ptrdiff_t>(std::min(step, steps.size()));
  return static_cast<std::size_t>(
      std::count_if(steps.begin(), end, [](const StepResult& one) { return !one.operation.empty(); }));
}

}  // namespace concord::result
