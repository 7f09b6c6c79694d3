// Reading order for five minutes in the morning: is the contract broken, where, what was sent and answered, which line
// of the documentation says otherwise; then what could not be judged; all the rest after that.
#include "html.h"

#include "causes.h"
#include "facts.h"
#include "html_case.h"
#include "html_script.h"
#include "html_style.h"
#include "html_tables.h"
#include "html_text.h"
#include "reproducible.h"

#include <concord/base/clock.h>
#include <concord/base/counted.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace concord::report {
namespace {

using result::RunSource;
using result::Totals;
using result::Verdict;

constexpr std::size_t max_described = 200;  // cases of one verdict
constexpr std::size_t max_without_overview = 3;
constexpr std::size_t max_shown_causes = 30;
constexpr std::size_t max_open = 5;                // of them unfolded
// The page opens within two seconds: 20 MB in all, whatever the run.
constexpr std::size_t max_described_bytes = 9u << 20;  // of cases that did not simply pass
constexpr std::size_t max_passed_bytes = 3u << 20;     // of those that did
constexpr std::size_t max_table_bytes = 7u << 20;
constexpr std::size_t max_passed = 300;

class Page {
 public:
  Page(const RunSource& run, std::ostream& to) : run_(run), context_(run), totals_(run.totals()), to_(to) {}

  void write() {
    put(head() + banner() + "<main id=\"main\" class=\"wrap\">\n");
    put(html_news(run_) + html_providers(run_) + html_filter(totals_));
    described_section(Verdict::Failed, "failed", "Contract broken",
                      "The API answered, and the answer is not what its documentation says.");
    described_section(Verdict::Unjudged, "unjudged", "Could not be judged",
                      "No verdict on the contract: the network, a gateway, a limit, or a mistake in a file; each says "
                      "which.");
    described_section(Verdict::Flaky, "flaky", "Passed on a later attempt",
                      "The contract holds, but not every attempt came through.");
    described_section(Verdict::KnownIssue, "known", "Known issues",
                      "Not what the documentation says, and accepted for now.");
    put(html_nights(run_.comparison()));
    put(html_warnings(run_));
    put(html_coverage(run_.coverage()));
    const std::string passed = passed_cases();  // before the table, whose rows link to them
    write_html_cases(run_, described_, max_table_bytes, to_);
    put(passed + html_run_info(run_));
    put("</main>\n<footer class=\"wrap\">Made by Concord " + html_line(run_.info().tool_version) +
        " from the journal of the run. What is left out here is in report.json: <code>concord report JOURNAL "
        "--report-json FILE</code></footer>\n<script>" +
        std::string(html_script()) + "</script>\n</body>\n</html>\n");
  }

 private:
  void put(const std::string& html) {
    to_ << html;
    written_ += html.size();
  }

  std::string_view tone() const {
    if (totals_.failed != 0) return "failed";
    if (totals_.unjudged != 0 || is_cut_short()) return "unjudged";
    return totals_.held() + totals_.known_issues == 0 ? "unsent" : "passed";
  }

  bool is_cut_short() const { return !run_.is_complete() || !run_.end().aborted.empty(); }

  std::string headline() const {
    const std::string all = base::counted(totals_.cases(), "case");
    if (totals_.failed != 0) return fmt::format("The contract is broken in {} of {}", totals_.failed, all);
    if (totals_.unjudged != 0)
      return fmt::format("Nothing broken, but {} of {} could not be judged", totals_.unjudged, all);
    if (is_cut_short()) return "Nothing broken so far, but the run did not come to its end";
    const std::size_t held = totals_.held();
    if (totals_.known_issues != 0) {
      return fmt::format("Nothing new is broken: {}, and the contract holds in {}",
                         base::counted(totals_.known_issues, "known issue"), base::counted(held, "case"));
    }
    if (held == 0) return "Nothing was judged";
    return held == 1 ? "The contract holds in the one case that was sent"
                     : fmt::format("The contract holds in all {} cases that were sent", held);
  }

  std::string lead() const {
    const std::size_t unsent = totals_.skipped + totals_.blocked + totals_.not_run;
    std::string text;
    if (totals_.failed != 0 && totals_.unjudged != 0) {
      text = base::counted(totals_.unjudged, "more case") +
             " could not be judged, which says nothing about the contract. ";
    }
    if (totals_.flaky != 0) text += base::counted(totals_.flaky, "case") + " passed on a later attempt only. ";
    if (unsent != 0) text += base::counted(unsent, "case was", "cases were") + " not sent. ";
    return text.empty() ? "" : "<p class=\"lead\">" + text + "</p>\n";
  }

  std::string since() const {
    const std::string text = context_.memory.headline();
    return text.empty() ? "" : "<p class=\"lead\"><strong>" + html_line(text) + "</strong></p>\n";
  }

  std::string head() const {
    return fmt::format(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
        "content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"robots\" content=\"noindex\">\n<meta name=\"referrer\" content=\"no-referrer\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
        "script-src '{}'; base-uri 'none'; form-action 'none'\">\n"
        "<title>{} | Concord</title>\n<style>{}</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the "
        "results</a>\n",
        html_script_digest(), html_line(describe_totals(totals_)), html_style());
  }

  std::string banner() const {
    std::string html = fmt::format("<header class=\"banner {}\"><div class=\"wrap\">\n<ul class=\"facts\">\n", tone());
    const auto add = [&html](const std::string& text) {
      if (!text.empty()) html += "<li>" + html_line(text) + "</li>\n";
    };
    add("Concord");
    add(run_.info().target.empty() ? "" : "target " + run_.info().target);
    add(describe_start(run_.info().started_at));
    add(describe_wall_time(run_.end().wall_time));
    html += fmt::format("</ul>\n<h1>{}</h1>\n{}", headline(), since() + lead());
    if (is_cut_short()) {
      const std::string why = run_.end().aborted.empty() ? "its journal has no end" : run_.end().aborted.text;
      html += fmt::format("<p class=\"aborted\">The run ended early: {}</p>\n", html_line(why));
    }
    return html + counts() + bar() + "</div></header>\n";
  }

  // "2026-03-01 10:00:00 UTC"
  static std::string describe_start(result::SystemTime time) {
    std::string text = base::format_rfc3339(time).substr(0, 19) + " UTC";
    text[10] = ' ';
    return text;
  }

  struct Count {
    std::string_view kind;
    std::string_view label;
    std::size_t number;
    std::string_view target;
  };

  std::array<Count, 6> verdicts() const {
    return {{{"failed", "contract broken", totals_.failed, "failed"},
             {"unjudged", "not judged", totals_.unjudged, "unjudged"},
             {"flaky", "flaky", totals_.flaky, "flaky"},
             {"known", totals_.known_issues == 1 ? "known issue" : "known issues", totals_.known_issues, "known"},
             {"passed", "passed", totals_.passed, totals_.passed == 0 ? "cases" : "passed"},
             {"unsent", "not sent", totals_.skipped + totals_.blocked + totals_.not_run, "cases"}}};
  }

  static std::string tile(const Count& count) {
    if (count.number == 0)
      return fmt::format("<li class=\"zero\"><span class=\"tile\"><b>0</b> {}</span></li>\n", count.label);
    return fmt::format("<li class=\"{}\"><a href=\"#{}\"><b>{}</b> {}</a></li>\n", count.kind, count.target,
                       count.number, count.label);
  }

  std::string counts() const {
    std::string html = "<ul class=\"counts\">\n";
    for (const auto& count : verdicts()) html += count.kind == "known" && count.number == 0 ? "" : tile(count);
    return html + tile({"warnings", totals_.warnings == 1 ? "warning" : "warnings", totals_.warnings, "warnings"}) +
           "</ul>\n";
  }

  std::string bar() const {
    constexpr double width = 1000;
    const auto all = static_cast<double>(std::max<std::size_t>(totals_.cases(), 1));
    std::string html =
        "<svg class=\"bar\" viewBox=\"0 0 1000 8\" width=\"100%\" height=\"8\" preserveAspectRatio=\"none\" "
        "aria-hidden=\"true\">";
    double at = 0;
    for (const auto& count : verdicts()) {
      const double part = width * static_cast<double>(count.number) / all;
      if (count.number != 0)
        html += fmt::format("<rect class=\"{}\" x=\"{:.1f}\" width=\"{:.1f}\" height=\"8\" fill=\"{}\"/>", count.kind,
                            at, part, verdict_fill(count.kind));
      at += part;
    }
    return html + "</svg>\n";
  }

  // What happened, how often, and a link to the first case of it.
  std::string overview(Verdict verdict) const {
    const Causes causes = causes_of(run_, verdict);
    std::string html = "<ul class=\"overview\">\n";
    for (std::size_t i = 0; i < std::min(causes.list.size(), max_shown_causes); ++i) {
      const std::size_t first = run_.facts(causes.list[i].position).index;
      const std::string line = html_line(causes.list[i].message, 200);
      const std::string link = fmt::format("<a href=\"#{}\">{}</a>", html_anchor(first), line);
      html += fmt::format("<li>{} <span class=\"quiet\">{}</span></li>\n", described_.count(first) != 0 ? link : line,
                          base::counted(causes.list[i].cases, "case"));
    }
    const std::size_t more = causes.list.size() - std::min(causes.list.size(), max_shown_causes) + causes.not_listed;
    if (more != 0) html += fmt::format("<li class=\"quiet\">and {} more</li>\n", more);
    return html + "</ul>\n";
  }

  void described_section(Verdict verdict, std::string_view id, std::string_view heading, std::string_view explanation) {
    std::size_t number = 0, shown = 0;
    for (std::size_t i = 0; i < run_.size(); ++i) number += run_.facts(i).verdict == verdict;
    if (number == 0) return;
    put(fmt::format("<section id=\"{}\" data-group>\n<h2>{}: {}</h2>\n<p class=\"quiet\">{}</p>\n", id, heading, number,
                    explanation));
    std::string cases;  // the overview before them links to those that are described
    for (std::size_t i = 0; i < run_.size(); ++i) {
      if (run_.facts(i).verdict != verdict || shown == max_described) continue;
      const bool is_open = verdict == Verdict::Failed && shown < max_open;
      shown += describe(i, is_open, max_described_bytes - std::min(written_, max_described_bytes), cases);
    }
    put((number > max_without_overview ? overview(verdict) : "") + cases);
    if (shown < number) {
      put(fmt::format("<p class=\"quiet\">{} more in the table below and, whole, in report.json.</p>\n",
                      number - shown));
    }
    put("</section>\n");
  }

  // Whether there was room for it.
  bool describe(std::size_t position, bool is_open, std::size_t room, std::string& to) {
    const result::CaseResult one = run_.read(position);
    const std::string html = html_case(one, context_, is_open);
    if (to.size() + html.size() > room) return false;
    to += html;
    described_.insert(one.index);
    return true;
  }

  // What was sent and answered in cases that passed, folded: the first ones, as far as there is room.
  std::string passed_cases() {
    std::string cases;
    std::size_t shown = 0;
    for (std::size_t i = 0; i < run_.size() && shown < max_passed && cases.size() < max_passed_bytes; ++i) {
      if (run_.facts(i).verdict == Verdict::Passed) shown += describe(i, false, max_passed_bytes, cases);
    }
    if (shown == 0) return "";
    const std::size_t more = totals_.passed - shown;
    const std::string left_out =
        more == 0 ? ""
                  : fmt::format(
                        "<p class=\"quiet\">Requests and answers of {} are left out here; they are in "
                        "report.json.</p>\n",
                        base::counted(more, "more case that passed", "more cases that passed"));
    return fmt::format(
        "<section id=\"passed\" data-group>\n<h2>Passed: {}</h2>\n{}<details class=\"passed-cases\">"
        "<summary>{} with request and answer</summary>\n{}</details></section>\n",
        totals_.passed, left_out, base::counted(shown, "case"), cases);
  }

  const RunSource& run_;
  const CaseContext context_;
  const Totals totals_;
  std::ostream& to_;
  std::size_t written_ = 0;
  std::set<std::size_t> described_;
};

}  // namespace

void write_html(const RunSource& run, const Options& options, std::ostream& to) {
  if (options.reproducible) return write_html(Reproducible(run), {}, to);
  Page(run, to).write();
}

}  // namespace concord::report
