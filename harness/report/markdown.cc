// The first twenty lines say it all, for a chat message that shows no more; GitHub drops a whole summary of more than
// 1 MiB, so this one ends before.
#include "markdown.h"

#include "causes.h"
#include "facts.h"
#include "groups.h"
#include "memory.h"
#include "reproducible.h"

#include <concord/base/clean_text.h>
#include <concord/base/clock.h>
#include <concord/base/counted.h>
#include <concord/base/text.h>
#include <concord/result/known_issues.h>

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace concord::report {
namespace {

using result::CaseResult;
using result::RunSource;
using result::Verdict;

constexpr std::size_t max_markdown_bytes = 900u << 10;
constexpr std::size_t max_section_cases = 50;  // of one verdict
constexpr std::size_t max_case_findings = 10;
constexpr std::size_t markdown_line_limit = 500;  // characters
constexpr std::size_t max_told = 6;               // causes in the first lines
constexpr std::size_t max_provider_rows = 100;
constexpr std::size_t max_group_rows = 10;  // of warnings and the like

std::string plain(std::string_view text) { return base::markdown_line(text, markdown_line_limit); }

std::string fenced(std::string_view text) {
  return base::markdown_fence(base::cut_end(base::clean_block(text), 4 << 10));
}

std::string fact(std::string_view label, std::string_view value) {
  return value.empty() ? "" : fmt::format("  - {}: {}\n", label, plain(value));
}

std::string finding_item(const result::CheckFailure& failure, const Memory& memory) {
  std::string text = fmt::format("- **{}**\n", plain(failure.message));
  text += fact("expected", failure.expected) + fact("actual", failure.actual) + fact("where", where_in_answer(failure));
  text += fact("documentation", failure.documentation) + fact("schema", failure.schema_location);
  return text + fact("failing", memory.since(failure));
}

std::string described(const CaseResult& one, const Memory& memory) {
  std::string text =
      fmt::format("\n### {}\n\n{}\n\n", plain(one.name), plain(one.classname + ", " + place_of(one).text()));
  const std::size_t shown = std::min(one.failures.size(), max_case_findings);
  for (std::size_t i = 0; i < shown; ++i) text += finding_item(one.failures[i], memory);
  if (one.failures.size() > max_case_findings)
    text += fmt::format("- and {} more\n", one.failures.size() - max_case_findings);
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
    if (run.facts(i).verdict != verdict || ++number > max_section_cases || text.size() > room) continue;
    const std::string part = described(run.read(i), memory);
    if (text.size() + part.size() > room) continue;
    text += part;
    ++shown;
  }
  if (number == 0) return "";
  if (shown < number)
    text +=
        fmt::format("\nand {} more, left out here: at most {} cases and {} KiB are told; report.json has them all\n",
                    number - shown, max_section_cases, room >> 10);
  return fmt::format("\n## {}: {}\n", heading, number) + text;
}

std::string groups_section(std::string_view heading, const Groups& groups) {
  if (groups.number() == 0) return "";
  std::string text = fmt::format("\n## {}: {}\n\n", heading, groups.number());
  for (const auto& [line, place, times] : groups.rows(max_group_rows))
    text += fmt::format("- {} × {}{}\n", times, plain(line), place.empty() ? "" : ", in " + plain(place));
  const std::size_t more = groups.beyond(max_group_rows);
  return more == 0 ? text : text + fmt::format("- and {} more kinds, left out here\n", more);
}

// One cause on one line: what, in how many cases, since when, where.
std::string cause_line(const RunSource& run, const Cause& cause, const Memory& memory, std::string_view sign) {
  constexpr std::size_t short_limit = 200;
  const CaseResult one = run.read(cause.position);
  std::vector<std::string> facts;
  if (cause.cases > 1) facts.push_back(base::counted(cause.cases, "case"));
  if (!one.failures.empty()) facts.push_back(memory.since(one.failures.front()));
  facts.push_back(result::full_name(one));
  facts.push_back(documentation_of(one));
  std::erase(facts, "");
  return fmt::format("- {} **{}** {}\n", sign, base::markdown_line(cause.message, short_limit),
                     base::markdown_line(base::join(facts, ", "), short_limit));
}

// At most seven lines: what is broken, then what could not be judged, what is fixed.
std::string told_first(const RunSource& run, const Memory& memory) {
  std::string text;
  std::size_t lines = 0, more = 0;
  for (const Verdict verdict : {Verdict::Failed, Verdict::Unjudged}) {
    const Causes causes = causes_of(run, verdict);
    for (const Cause& cause : causes.list) {
      if (lines == max_told) ++more;
      else text += cause_line(run, cause, memory, verdict == Verdict::Failed ? "❌" : "❓"), ++lines;
    }
    more += causes.not_listed;
  }
  for (const std::string& line : memory.fixed()) {
    if (lines == max_told) break;
    text += fmt::format("- ✅ fixed: {}\n", base::markdown_line(line, 200));
    ++lines;
  }
  if (more != 0) text += fmt::format("- and {}, below\n", base::counted(more, "more cause"));
  return text.empty() ? "" : '\n' + text;
}

using ProviderRow = std::pair<std::string, result::Totals>;

// The worst first: they stand where everybody reads.
std::vector<ProviderRow> rows_of_providers(const RunSource& run) {
  std::map<std::string, result::Totals> providers;
  for (std::size_t i = 0; i < run.size(); ++i) {
    const result::CaseFacts one = run.facts(i);
    providers[run.suite(one.suite).provider].add(one.verdict, 0);
  }
  std::vector<ProviderRow> sorted(providers.begin(), providers.end());
  std::stable_sort(sorted.begin(), sorted.end(), [](const ProviderRow& a, const ProviderRow& b) {
    return std::pair(a.second.failed, a.second.unjudged) > std::pair(b.second.failed, b.second.unjudged);
  });
  return sorted;
}

std::string providers_table(const RunSource& run) {
  std::string text =
      "\n| Provider | Passed | Failed | Not judged | Flaky | Known issues | Not sent |\n| --- | ---: | ---: | ---: | "
      "---: | ---: | ---: "
      "|\n";
  const std::vector<ProviderRow> providers = rows_of_providers(run);
  for (std::size_t i = 0; i < std::min(providers.size(), max_provider_rows); ++i) {
    const auto& [name, totals] = providers[i];
    text += fmt::format("| {} | {} | {} | {} | {} | {} | {} |\n", plain(name), totals.passed, totals.failed,
                        totals.unjudged, totals.flaky, totals.known_issues,
                        totals.skipped + totals.blocked + totals.not_run);
  }
  if (providers.size() > max_provider_rows)
    text +=
        fmt::format("\nand {} more, left out here\n", base::counted(providers.size() - max_provider_rows, "provider"));
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
  constexpr std::size_t most = 50;
  for (std::size_t i = 0; i < std::min(coverage.findings.size(), most); ++i)
    text +=
        fmt::format("\n- {}: {}", result::level_name(coverage.findings[i].level), plain(coverage.findings[i].message));
  if (coverage.findings.size() > most) text += fmt::format("\n- and {} more", coverage.findings.size() - most);
  return text + (coverage.findings.empty() ? "" : "\n");
}

std::string title_of(const result::Totals& totals) {
  if (totals.failed != 0)
    return fmt::format("Contract broken in {} of {}", totals.failed, base::counted(totals.cases(), "case"));
  if (totals.unjudged != 0) return "Nothing broken, but not all could be judged";
  return totals.held() + totals.known_issues == 0 ? "Nothing was judged" : "Contract holds";
}

}  // namespace

void write_markdown(const RunSource& run, const Options& options, std::ostream& to) {
  if (options.reproducible) return write_markdown(Reproducible(run), {}, to);
  const result::RunEnd& end = run.end();
  to << fmt::format("# {}\n\n{} in {}{}\n", title_of(run.totals()), describe_totals(run.totals()),
                    describe_wall_time(end.wall_time),
                    run.info().target.empty() ? "" : ", target " + plain(run.info().target));
  const Memory memory(run);
  const std::string headline = memory.headline();
  if (!headline.empty()) to << fmt::format("\n**{}**\n", plain(headline));
  if (!end.aborted.empty()) to << fmt::format("\nThe run ended early: {}\n", plain(end.aborted.text));
  if (end.aborted.empty() && !run.is_complete()) to << "\nThe run ended early: its journal has no end.\n";
  to << told_first(run, memory) << providers_table(run) << coverage_table(run.coverage());
  to << section(run, Verdict::Failed, "Contract broken", max_markdown_bytes * 2 / 3);
  to << section(run, Verdict::Unjudged, "Could not be judged", max_markdown_bytes / 6);
  to << groups_section("Known issues", known_issues_of(run)) << groups_section("Warnings", warnings_of(run))
     << groups_section("Not sent", not_sent_of(run));
}

}  // namespace concord::report
