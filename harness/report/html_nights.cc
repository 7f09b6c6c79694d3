// The last nights as pictures whose colours are presentation attributes, so that they are there where styles are not;
// each with the same in words.
#include "html_tables.h"
#include "html_text.h"

#include <concord/base/clock.h>
#include <concord/base/counted.h>
#include <concord/result/coverage.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>

namespace concord::report {
namespace {

using result::Comparison;
using result::ToldNight;

constexpr double width = 720, height = 120;  // of the picture of verdicts
constexpr double axis = 20;                  // below it, for dates
constexpr double line_width = 240, line_height = 32;

std::size_t cases_of(const ToldNight& night) { return night.passed + night.failed + night.unjudged + night.other; }

// "2026-11-12" → "12"; the month too where it begins.
std::string day_of(const std::string& date, bool with_month) {
  return date.size() != 10 ? date : with_month ? date.substr(5) : date.substr(8);
}

std::string rectangle(double x, double y, double w, double h, std::string_view kind) {
  return fmt::format("<rect class=\"{}\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" fill=\"{}\"/>\n",
                     kind, x, y, w, h, verdict_fill(kind));
}

// What stands on the ground is what failed: the eye sees it first.
std::string column(const ToldNight& night, double x, double step, double scale) {
  const std::array<std::pair<std::string_view, std::size_t>, 4> parts{
      {{"failed", night.failed}, {"unjudged", night.unjudged}, {"passed", night.passed}, {"unsent", night.other}}};
  std::string html;
  double y = height;
  for (const auto& [kind, number] : parts) {
    if (number == 0) continue;
    const double part = std::max(2.0, static_cast<double>(number) * scale);
    y -= part;
    html += rectangle(x, std::max(y, 0.0), step * 0.8, part, kind);
  }
  return html;
}

std::string verdicts_picture(const Comparison& told) {
  const std::vector<ToldNight>& nights = told.past;
  std::size_t most = 1;
  for (const ToldNight& night : nights) most = std::max(most, cases_of(night));
  const double step = width / static_cast<double>(std::max<std::size_t>(nights.size(), 7));
  const double scale = (height - 10) / static_cast<double>(most);
  std::string html = fmt::format(
      "<svg viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\" role=\"img\" aria-label=\"Verdicts of the last {2}; "
      "the same is in the table below\">\n",
      width, height + axis, base::counted(nights.size(), told.unit()));
  double x = 0;
  for (std::size_t i = 0; i < nights.size(); ++i, x += step) {
    const bool is_first = i == 0 || nights[i].date.substr(0, 7) != nights[i - 1].date.substr(0, 7);
    html += column(nights[i], x, step, scale);
    if (i != 0 && nights[i].date == nights[i - 1].date) continue;
    html += fmt::format("<text x=\"{:.1f}\" y=\"{}\" font-size=\"11\" fill=\"#5a616b\">{}</text>\n", x, height + 14,
                        html_line(day_of(nights[i].date, is_first && i != 0 && step > 30)));
  }
  return html + "</svg>\n";
}

std::string legend() {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kinds{{{"failed", "contract broken"},
                                                                                {"unjudged", "not judged"},
                                                                                {"passed", "passed"},
                                                                                {"unsent", "known issue or not sent"}}};
  std::string html = "<ul class=\"legend\">";
  for (const auto& [kind, words] : kinds)
    html += fmt::format(
        "<li><svg width=\"10\" height=\"10\" aria-hidden=\"true\"><rect class=\"{}\" width=\"10\" "
        "height=\"10\" fill=\"{}\"/></svg> {}</li>\n",
        kind, verdict_fill(kind), words);
  return html + "</ul>\n";
}

std::string table_head(std::initializer_list<std::string> columns) {
  std::string html = "<table border=\"1\" cellpadding=\"4\"><thead><tr>";
  for (const std::string& column : columns) html += fmt::format("<th scope=\"col\">{}</th>", column);
  return html + "</tr></thead>\n<tbody>\n";
}

std::string verdicts_table(const Comparison& told) {
  std::string html = "<details><summary>The same as a table</summary>\n" +
                     table_head({told.has_several_a_day ? "Run" : "Night", "Passed", "Contract broken", "Not judged",
                                 "Known issue or not sent"});
  std::string rows;  // the last first
  std::size_t of_day = 0;
  for (std::size_t i = 0; i < told.past.size(); ++i) {
    const ToldNight& night = told.past[i];
    of_day = i != 0 && told.past[i - 1].date == night.date ? of_day + 1 : 1;
    const std::string which = of_day == 1 ? "" : fmt::format(", run {} of the day", of_day);
    rows.insert(0, fmt::format("<tr><th scope=\"row\">{}{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
                               html_line(night.date), which, night.passed, night.failed, night.unjudged, night.other));
  }
  return html + rows + "</tbody></table></details>\n";
}

// A line through the values, -1 where there is none; from 0 to the greatest.
std::string line_picture(const std::vector<std::int64_t>& values, std::int64_t top, const std::string& label) {
  const double step = values.size() < 2 ? 0 : (line_width - 8) / static_cast<double>(values.size() - 1);
  std::string points, dots;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i] < 0) continue;
    const double x = 4 + step * static_cast<double>(i);
    const double y =
        line_height - 4 -
        (line_height - 8) * static_cast<double>(values[i]) / static_cast<double>(std::max<std::int64_t>(top, 1));
    points += fmt::format("{}{:.1f},{:.1f}", points.empty() ? "" : " ", x, y);
    if (i + 1 == values.size())
      dots = fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"3\" fill=\"#1f57a8\"/>", x, y);
  }
  return fmt::format(
      "<svg class=\"line\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\" role=\"img\" "
      "aria-label=\"{2}\"><polyline "
      "points=\"{3}\" fill=\"none\" stroke=\"#1f57a8\" stroke-width=\"2\"/>{4}</svg>",
      line_width, line_height, label, points, dots);
}

std::string time_text(std::int64_t milliseconds) {
  return milliseconds < 0 ? "none" : base::describe_duration(result::Milliseconds(milliseconds));
}

std::int64_t median_before(const std::vector<std::int64_t>& values) {
  std::vector<std::int64_t> sorted;
  for (std::size_t i = 0; i + 1 < values.size(); ++i) {
    if (values[i] >= 0) sorted.push_back(values[i]);
  }
  std::sort(sorted.begin(), sorted.end());
  return sorted.empty() ? -1 : sorted[sorted.size() / 2];
}

std::string latencies(const Comparison& told) {
  if (told.latencies.empty()) return "";
  std::string html = "<h3>Latency by operation</h3>\n" +
                     table_head({"Operation", fmt::format("Median of each {}", told.unit()),
                                 fmt::format("Last {}", told.unit()), "Median of those before"});
  for (const result::ToldLatency& one : told.latencies) {
    if (one.medians.empty()) continue;
    const std::int64_t top = *std::max_element(one.medians.begin(), one.medians.end());
    html += fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td></tr>\n",
                        html_line(one.operation), line_picture(one.medians, top, "From 0 to " + time_text(top)),
                        time_text(one.medians.back()), time_text(median_before(one.medians)));
  }
  return html + "</tbody></table>\n";
}

// The percents of one kind, -1 for nights that were not asked.
std::vector<std::int64_t> percents(const std::vector<ToldNight>& nights, std::string_view kind) {
  std::vector<std::int64_t> values;
  for (const ToldNight& night : nights) {
    const auto share = std::find_if(night.coverage.begin(), night.coverage.end(),
                                    [&](const result::ToldShare& one) { return one.kind == kind; });
    const bool is_there = share != night.coverage.end() && share->documented != 0;
    values.push_back(is_there ? static_cast<std::int64_t>(100 * share->seen / share->documented) : -1);
  }
  return values;
}

std::string coverage(const Comparison& told) {
  std::string rows;
  for (std::size_t i = 0; i < result::coverage_kinds; ++i) {
    const std::string_view kind = result::coverage_kind_name(static_cast<result::CoverageKind>(i));
    const std::vector<std::int64_t> values = percents(told.past, kind);
    if (std::all_of(values.begin(), values.end(), [](std::int64_t value) { return value < 0; })) continue;
    const std::string last = values.back() < 0 ? "not asked for" : fmt::format("{} %", values.back());
    rows += fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td></tr>\n", kind,
                        line_picture(values, 100, "From 0 to 100 %"), last);
  }
  if (rows.empty()) return "";
  const std::string each = fmt::format("Share of each {}", told.unit()), last_one = fmt::format("Last {}", told.unit());
  return "<h3>Seen of the contracts</h3>\n" + table_head({"What", each, last_one}) + rows + "</tbody></table>\n";
}

}  // namespace

std::string html_nights(const Comparison& told) {
  if (told.past.size() < 2) return "";
  return fmt::format(
             "<section id=\"nights\">\n<h2>The last {}</h2>\n<div class=\"card nights\">\n<h3>Verdicts</h3>\n"
             "<div class=\"picture\" tabindex=\"0\" role=\"region\" aria-label=\"Verdicts by {}\">{}</div>\n",
             base::counted(told.past.size(), told.unit()), told.unit(), verdicts_picture(told)) +
         legend() + verdicts_table(told) + latencies(told) + coverage(told) + "</div></section>\n";
}

}  // namespace concord::report
