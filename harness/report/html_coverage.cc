#include "html_tables.h"
#include "html_text.h"

#include <fmt/format.h>

namespace concord::report {
namespace {

using result::Coverage;
using result::CoverageItem;
using result::CoverageKind;

constexpr std::size_t max_places_listed = 500;  // places of one kind

std::string named(const CoverageItem& item) {
  return "<li><code>" + html_line(item.operation + (item.name.empty() ? "" : " ") + item.name) + "</code></li>\n";
}

// Those of a kind that are as `wanted` says, folded.
template <class Wanted>
std::string listed(const Coverage& coverage, CoverageKind kind, std::string_view what, const Wanted& wanted) {
  std::string items;
  std::size_t number = 0;
  for (const CoverageItem& item : coverage.items) {
    if (item.kind == kind && wanted(item) && ++number <= max_places_listed) items += named(item);
  }
  if (number == 0) return "";
  if (number > max_places_listed) items += fmt::format("<li>and {} more</li>\n", number - max_places_listed);
  return fmt::format("<details><summary>{}: {} {}</summary>\n<ul>\n{}</ul>\n</details>\n",
                     result::coverage_kind_name(kind), number, what, items);
}

std::string row(const Coverage& coverage, CoverageKind kind) {
  const result::CoverageSum sum = coverage.sum(kind);
  if (sum.documented == 0 && sum.undocumented == 0) return "";
  return fmt::format("<tr><th scope=\"row\">{}</th><td>{} of {}</td><td>{} %</td><td>{}</td></tr>\n",
                     result::coverage_kind_name(kind), sum.seen, sum.documented, sum.percent(), sum.undocumented);
}

}  // namespace

std::string html_coverage(const Coverage& coverage) {
  if (coverage.empty()) return "";
  std::string rows, lists;
  for (std::size_t i = 0; i < result::coverage_kinds; ++i) {
    const auto kind = static_cast<CoverageKind>(i);
    rows += row(coverage, kind);
    lists += listed(coverage, kind, "never seen", [](const auto& one) { return one.is_documented && one.seen == 0; });
    lists += listed(coverage, kind, "seen, not documented", [](const auto& one) { return !one.is_documented; });
  }
  std::string findings;
  for (const auto& finding : coverage.findings)
    findings += fmt::format("<li>{}: {}</li>\n", result::level_name(finding.level), html_line(finding.message));
  if (!findings.empty()) findings = "<ul>\n" + findings + "</ul>\n";
  return "<section id=\"coverage\">\n<h2>Seen of the contracts</h2>\n" + findings +
         "<div class=\"card\"><table border=\"1\" cellpadding=\"4\"><thead><tr><th scope=\"col\">What</th><th "
         "scope=\"col\">Seen</th><th scope=\"col\">Share</th><th scope=\"col\">Not documented</th></tr></thead>\n"
         "<tbody>\n" +
         rows + "</tbody></table>\n" + lists + "</div></section>\n";
}

}  // namespace concord::report
