#include "prometheus.h"

#include "reproducible.h"

#include <concord/base/clean_text.h>
#include <concord/base/counted.h>
#include <concord/base/text.h>

#include <fmt/format.h>

#include <map>

namespace concord::report {
namespace {

using result::RunSource;
using result::Verdict;

constexpr std::size_t max_labelled_providers = 100;
constexpr std::size_t label_limit = 200;  // characters

std::string label(std::string_view name, std::string_view value) {
  std::string text = base::replace_all(base::ellipsize(base::clean_line(value), label_limit), "\\", "\\\\");
  text = base::replace_all(std::move(text), "\"", "\\\"");
  return fmt::format("{}=\"{}\"", name, text);
}

class Family {
 public:
  Family(std::ostream& to, const char* name, const char* help) : to_(to), name_(name) {
    to_ << "# HELP " << name << ' ' << help << "\n# TYPE " << name << " gauge\n";
  }
  template <class Number>
  void add(Number value, const std::string& labels = "") {
    to_ << name_ << (labels.empty() ? "" : '{' + labels + '}') << fmt::format(" {}\n", value);
  }

 private:
  std::ostream& to_;
  const char* name_;
};

double seconds_of(result::Milliseconds duration) { return static_cast<double>(duration.count()) / 1000.0; }

struct ProviderSums {
  result::Totals totals;
  result::Milliseconds duration{0};
};

// By label: two of one label would stop the scrape.
std::map<std::string, ProviderSums> sums_by_provider(const RunSource& run) {
  std::map<std::string, ProviderSums> providers;
  for (std::size_t i = 0; i < run.size(); ++i) {
    const result::CaseFacts one = run.facts(i);
    ProviderSums& sums = providers[label("provider", run.suite(one.suite).provider)];
    sums.totals.add(one.verdict, one.warnings);
    sums.duration += one.duration;
  }
  return providers;
}

constexpr std::pair<Verdict, std::size_t result::Totals::*> counts[]{
    {Verdict::Passed, &result::Totals::passed},          {Verdict::Failed, &result::Totals::failed},
    {Verdict::Unjudged, &result::Totals::unjudged},      {Verdict::Flaky, &result::Totals::flaky},
    {Verdict::KnownIssue, &result::Totals::known_issues}, {Verdict::Skipped, &result::Totals::skipped},
    {Verdict::Blocked, &result::Totals::blocked},        {Verdict::NotRun, &result::Totals::not_run}};

// Also what is zero: an alert on a series that is not there does not fire.
void add_providers(const RunSource& run, std::ostream& to) {
  auto providers = sums_by_provider(run);
  const std::size_t all = providers.size();
  while (providers.size() > max_labelled_providers) providers.erase(std::prev(providers.end()));
  Family cases(to, "concord_cases", "Cases of the last run by verdict.");
  for (const auto& [provider, sums] : providers) {
    for (const auto& [verdict, count] : counts)
      cases.add(sums.totals.*count, provider + ',' + label("verdict", result::verdict_name(verdict)));
  }
  Family warnings(to, "concord_warnings", "Warnings of the last run.");
  for (const auto& [provider, sums] : providers) warnings.add(sums.totals.warnings, provider);
  Family durations(to, "concord_case_duration_seconds", "Sum of the durations of all cases of the last run.");
  for (const auto& [provider, sums] : providers) durations.add(seconds_of(sums.duration), provider);
  if (all > providers.size())
    to << "# cut: " << base::counted(all - providers.size(), "provider") << " left out\n";
}

void add_run(const RunSource& run, std::ostream& to) {
  const result::RunInfo& info = run.info();
  Family(to, "concord_run_info", "The last run.")
      .add(1, label("target", info.target) + ',' + label("version", info.tool_version));
  const auto started = std::chrono::duration_cast<result::Milliseconds>(info.started_at.time_since_epoch());
  Family(to, "concord_last_run_timestamp_seconds", "When the last run began, in seconds since 1970.")
      .add(seconds_of(started));
  Family(to, "concord_last_run_duration_seconds", "How long the last run took.").add(seconds_of(run.end().wall_time));
  const bool is_whole = run.is_complete() && run.end().aborted.empty();
  Family(to, "concord_last_run_complete", "1 when the last run came to its end, 0 when it was ended early.")
      .add(is_whole ? 1 : 0);
}

void add_history(const result::Comparison& comparison, std::ostream& to) {
  if (comparison.empty()) return;
  std::map<result::Since, std::size_t> findings;
  for (const result::ToldFinding& one : comparison.findings) ++findings[one.since];
  Family family(to, "concord_findings", "Failures of the last run by when they were first seen.");
  for (const auto since : {result::Since::New, result::Since::Still, result::Since::Back, result::Since::Fixed})
    family.add(findings[since], label("since", result::since_name(since)));
  Family(to, "concord_drifts", "Differences from earlier nights that break no promise.").add(comparison.drifts.size());
  Family(to, "concord_known_issues_expiring", "Known issues that are about to expire.").add(comparison.expiring.size());
}

void add_coverage(const result::Coverage& coverage, std::ostream& to) {
  if (coverage.empty()) return;
  Family family(to, "concord_coverage_ratio", "What of the contracts was seen, from 0 to 1.");
  for (std::size_t i = 0; i < result::coverage_kinds; ++i) {
    const auto kind = static_cast<result::CoverageKind>(i);
    const result::CoverageSum sum = coverage.sum(kind);
    if (sum.documented == 0) continue;
    family.add(static_cast<double>(sum.seen) / static_cast<double>(sum.documented),
               label("kind", result::coverage_kind_name(kind)));
  }
}

}  // namespace

void write_prometheus(const RunSource& run, const Options& options, std::ostream& to) {
  if (options.reproducible) return write_prometheus(Reproducible(run), {}, to);
  add_run(run, to);
  add_providers(run, to);
  add_history(run.comparison(), to);
  add_coverage(run.coverage(), to);
}

}  // namespace concord::report
