// GitHub drops a whole summary of more than 1 MiB, so this one ends before.
#include "markdown.h"

#include "facts.h"
#include "memory.h"
#include "reproducible.h"

#include <concord/base/clean_text.h>
#include <concord/base/clock.h>
#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace concord::report {
namespace {

using result::CaseResult;
using result::RunSource;
using result::Verdict;

constexpr std::size_t max_bytes = 900u << 10;
constexpr std::size_t max_described = 50;  // cases of one verdict
constexpr std::size_t max_findings = 10;   // of one case
constexpr std::size_t line_limit = 500;    // characters

std::string plain(std::string_view text) { return base::markdown_line(text, line_limit); }

std::string fenced(std::string_view text) {
  return base::markdown_fence(base::cut_end(base::clean_block(text), 4 << 10));
}

std::string fact(std::string_view label, std::string_view value) {
  return value.empty() ? "" : fmt::format("  - {}: {}\n", label, plain(value));
}

std::string finding(const result::CheckFailure& failure, const Memory& memory) {
  std::string text = fmt::format("- **{}**\n", plain(failure.message));
  text += fact("expected", failure.expected) + fact("actual", failure.actual) + fact("where", where_in_answer(failure));
  text += fact("documentation", failure.documentation) + fact("schema", failure.schema_location);
  return text + fact("failing", memory.since(failure));
}

std::string described(const CaseResult& one, const Memory& memory) {
  std::string text =
      fmt::format("\n### {}\n\n{}\n\n", plain(one.name), plain(one.classname + ", " + place_of(one).text()));
  const std::size_t shown = std::min(one.failures.size(), max_findings);
  for (std::size_t i = 0; i < shown; ++i) text += finding(one.failures[i], memory);
  if (one.failures.size() > max_findings) text += fmt::format("- and {} more\n", one.failures.size() - max_findings);
  if (one.error)
    text += fmt::format("- **{}** ({})\n", plain(one.error->message), result::run_error_kind_name(one.error->kind));
  const std::string history = memory.of(one);
  if (!history.empty()) text += fmt::format("- history: {}\n", plain(history));
  const auto* step = telling_step(one);
  if (!step) return text;
  text += fmt::format("- answer: {}\n", plain(describe_response(*step->exchange)));
  return step->exchange->curl.empty() ? text : text + '\n' + fenced(step->exchange->curl);
}

std::string section(const RunSource& run, Verdict verdict, std::string_view heading, std::size_t room) {
  const Memory memory(run);
  std::string text;
  std::size_t number = 0, shown = 0;
  for (std::size_t i = 0; i < run.size(); ++i) {
    if (run.facts(i).verdict != verdict || ++number > max_described || text.size() > room) continue;
    const std::string part = described(run.read(i), memory);
    if (text.size() + part.size() > room) continue;
    text += part;
    ++shown;
  }
  if (number == 0) return "";
  if (shown < number) text += fmt::format("\nand {} more\n", number - shown);
  return fmt::format("\n## {}: {}\n", heading, number) + text;
}

std::string providers_table(const RunSource& run) {
  std::map<std::string, result::Totals> providers;
  for (std::size_t i = 0; i < run.size(); ++i) {
    const result::CaseFacts one = run.facts(i);
    providers[run.suite(one.suite).provider].add(one.verdict, 0);
  }
  std::string text =
      "\n| Provider | Passed | Failed | Not judged | Flaky | Known issues | Not sent |\n| --- | ---: | ---: | ---: | "
      "---: | ---: | ---: "
      "|\n";
  std::size_t rows = 0;
  for (const auto& [name, totals] : providers) {
    if (++rows > 100) break;
    text += fmt::format("| {} | {} | {} | {} | {} | {} | {} |\n", plain(name), totals.passed, totals.failed,
                        totals.unjudged, totals.flaky, totals.known_issues,
                        totals.skipped + totals.blocked + totals.not_run);
  }
  return text;
}

std::string coverage_table(const result::Coverage& coverage) {
  if (coverage.empty()) return "";
  std::string text = "\n| seen of the contracts | | |\n|---|--:|--:|\n";
  for (std::size_t i = 0; i < result::coverage_kinds; ++i) {
    const auto kind = static_cast<result::CoverageKind>(i);
    const result::CoverageSum sum = coverage.sum(kind);
    if (sum.documented == 0) continue;
    text += fmt::format("| {} | {} of {} | {} % |\n", result::coverage_kind_name(kind), sum.seen, sum.documented,
                        sum.percent());
  }
  for (const auto& finding : coverage.findings)
    text += fmt::format("\n- {}: {}", result::level_name(finding.level), plain(finding.message));
  return text + (coverage.findings.empty() ? "" : "\n");
}

}  // namespace

void write_markdown(const RunSource& run, const Options& options, std::ostream& to) {
  if (options.reproducible) return write_markdown(Reproducible(run), {}, to);
  const auto totals = run.totals();
  const std::string_view title = totals.failed != 0     ? "Contract broken"
                                 : totals.unjudged != 0 ? "Nothing broken, but not all could be judged"
                                                        : "Contract holds";
  const result::RunEnd& end = run.end();
  to << fmt::format("# {}\n\n{} in {}\n", title, describe_totals(totals), describe_wall_time(end.wall_time));
  const Memory memory(run);
  const std::string headline = memory.headline();
  if (!headline.empty()) to << fmt::format("\n**{}**\n", plain(headline));
  for (const std::string& line : memory.fixed()) to << fmt::format("\n- fixed: {}\n", plain(line));
  if (!end.aborted.empty()) to << fmt::format("\nThe run ended early: {}\n", plain(end.aborted.text));
  if (end.aborted.empty() && !run.is_complete()) to << "\nThe run ended early: its journal has no end.\n";
  to << providers_table(run) << coverage_table(run.coverage());
  to << section(run, Verdict::Failed, "Contract broken", max_bytes * 2 / 3);
  to << section(run, Verdict::Unjudged, "Could not be judged", max_bytes / 5);
}

}  // namespace concord::report
