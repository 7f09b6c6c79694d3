// The first screen: what changed since the last night, and how each provider is.
#include "facts.h"
#include "html_tables.h"
#include "html_text.h"

#include <concord/base/clock.h>
#include <concord/base/counted.h>
#include <concord/result/known_issues.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace concord::report {
namespace {

using result::CaseFacts;
using result::Comparison;
using result::RunSource;
using result::Since;
using result::ToldFinding;
using result::Totals;
using result::Verdict;

constexpr std::size_t max_items = 5;  // of one kind of news
constexpr std::size_t max_providers = 100;

// ---- what changed

// What is told of one kind, as far as there is room.
struct Group {
  std::string_view heading;
  std::size_t number = 0;
  std::string items;

  bool takes() { return ++number <= max_items; }
  std::string html() const {
    if (number == 0) return "";
    const std::string more =
        number > max_items ? fmt::format("<li class=\"quiet\">and {} more</li>\n", number - max_items) : "";
    return fmt::format("<div><h3>{}: {}</h3>\n<ul>\n{}{}</ul></div>\n", heading, number, items, more);
  }
};

class News {
 public:
  explicit News(const RunSource& run) : run_(run), told_(run.comparison()) { find_cases(); }

  std::string html() {
    for (const ToldFinding& one : told_.findings) tell(one);
    for (const result::ToldDrift& drift : told_.drifts) tell(drift);
    for (const result::ExpiringIssue& issue : told_.expiring) tell(issue);
    std::string html;
    for (const Group* group : {&new_, &back_, &still_, &flaky_, &drift_, &expiring_, &fixed_}) html += group->html();
    if (html.empty()) return "";
    return "<section id=\"news\">\n<h2>What changed</h2>\n<div class=\"news card\">\n" + html + "</div></section>\n";
  }

 private:
  // Findings name their case, links want its number.
  void find_cases() {
    std::set<std::string_view> wanted;
    for (const ToldFinding& one : told_.findings) wanted.insert(one.case_name);
    if (wanted.empty()) return;
    for (std::size_t i = 0; i < run_.size(); ++i) {
      const Verdict verdict = run_.facts(i).verdict;
      if (verdict == Verdict::Passed && told_.findings.size() > 1'000) continue;  // only what is fixed is of those
      const std::string name = result::full_name(run_.plan(i));
      if (wanted.contains(name)) indexes_.emplace(name, run_.facts(i).index);
    }
  }

  std::string item(const std::string& message, const std::string& case_name, const std::string& more) const {
    const auto index = indexes_.find(case_name);
    const std::string line = html_line(message, 200);
    const std::string link =
        index == indexes_.end() ? line : fmt::format("<a href=\"#{}\">{}</a>", html_anchor(index->second), line);
    const std::string place = case_name.empty() ? "" : "<br>" + html_line(case_name, 160);
    return fmt::format("<li>{} <span class=\"quiet\">{}{}</span></li>\n", link, html_line(more), place);
  }

  void tell(const ToldFinding& one) {
    Group& group = one.since == Since::Fixed  ? fixed_
                   : one.is_flaky             ? flaky_
                   : one.since == Since::New  ? new_
                   : one.since == Since::Back ? back_
                                              : still_;
    if (!group.takes()) return;
    result::CheckFailure failure;
    failure.fingerprint = one.fingerprint;
    std::string since = result::since_text(told_, failure, run_.info().started_at);
    // The heading says that already.
    for (const std::string_view said : {"new today", "new in this run", "back again"}) {
      if (since.starts_with(said)) since.erase(0, std::min(since.size(), said.size() + 2));
    }
    const std::string was = result::streak_text(told_, one, run_.info().started_at);
    group.items += item(one.message, one.case_name, one.since == Since::Fixed ? was : since);
  }
  void tell(const result::ToldDrift& drift) {
    if (!drift_.takes()) return;
    drift_.items +=
        fmt::format("<li><a href=\"#{}\">{}</a> <span class=\"quiet\">{}</span></li>\n", html_anchor(drift.index),
                    html_line(drift.finding.message, 200), html_line(drift.finding.check));
  }
  void tell(const result::ExpiringIssue& issue) {
    if (!expiring_.takes()) return;
    const std::string when = issue.days == 0   ? "today"
                             : issue.days == 1 ? "tomorrow"
                                               : fmt::format("in {} days", issue.days);
    expiring_.items += fmt::format("<li>{} <span class=\"quiet\">ends {}, {}</span></li>\n",
                                   html_line(issue.label, 200), when, html_line(issue.expires));
  }

  const RunSource& run_;
  const Comparison& told_;
  std::map<std::string, std::size_t> indexes_;
  Group new_{told_.has_several_a_day ? "New in this run" : "New today", 0, {}}, back_{"Back again", 0, {}},
      still_{"Still failing", 0, {}}, flaky_{"Come and go", 0, {}}, drift_{"Drift", 0, {}},
      expiring_{"Known issues about to expire", 0, {}}, fixed_{"Fixed", 0, {}};
};

// ---- providers

struct Provider {
  Totals totals;
  std::vector<std::int64_t> times;  // of cases that were judged, in milliseconds
};

// The worst first.
std::vector<std::pair<std::string, Provider>> providers_of(const RunSource& run) {
  std::map<std::string, Provider> providers;
  for (std::size_t i = 0; i < run.size(); ++i) {
    const CaseFacts one = run.facts(i);
    const result::SuiteFacts& suite = run.suite(one.suite);
    Provider& provider = providers[suite.provider.empty() ? suite.classname : suite.provider];
    provider.totals.add(one.verdict, one.warnings);
    const bool is_judged = one.verdict == Verdict::Passed || one.verdict == Verdict::Failed ||
                           one.verdict == Verdict::Flaky || one.verdict == Verdict::KnownIssue;
    if (is_judged) provider.times.push_back(one.duration.count());
  }
  std::vector<std::pair<std::string, Provider>> sorted(providers.begin(), providers.end());
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
    const Totals &one = a.second.totals, &other = b.second.totals;
    return std::pair(one.failed, one.unjudged) > std::pair(other.failed, other.unjudged);
  });
  return sorted;
}

std::string contract_cell(const Totals& totals) {
  const std::size_t judged = totals.held() + totals.failed + totals.known_issues;
  if (totals.failed != 0)
    return html_badge(Verdict::Failed, "broken") + fmt::format(" in {} of {}", totals.failed, judged);
  if (judged == 0) return html_badge(totals.unjudged != 0 ? Verdict::Unjudged : Verdict::Skipped);
  const std::string known = totals.known_issues == 0 ? "" : ", " + base::counted(totals.known_issues, "known issue");
  return html_badge(Verdict::Passed, "holds") + fmt::format(" in {}{}", totals.held(), known);
}

// Rounded down, so that 100 is all of them.
std::string availability_cell(const Totals& totals) {
  const std::size_t judged = totals.held() + totals.failed + totals.known_issues, sent = judged + totals.unjudged;
  if (sent == 0) return "nothing was sent";
  const std::size_t share = 1'000 * judged / sent;
  const std::string percent =
      share % 10 == 0 ? fmt::format("{} %", share / 10) : fmt::format("{}.{} %", share / 10, share % 10);
  return totals.unjudged == 0 ? percent : fmt::format("{} ({} without a verdict)", percent, totals.unjudged);
}

std::string latency_cell(std::vector<std::int64_t>& times) {
  if (times.empty()) return "";
  std::sort(times.begin(), times.end());
  const auto at = [&times](std::size_t percent) {
    return base::describe_duration(result::Milliseconds(times[(times.size() - 1) * percent / 100]));
  };
  return fmt::format("{}, 95 % within {}", at(50), at(95));
}

std::string row(const RunSource& run, const std::string& name, Provider& provider) {
  std::string url;
  for (const auto& one : run.info().providers) {
    if (one.name == name && !one.base_url.empty())
      url = "<br><span class=\"quiet\">" + html_line(one.base_url, 100) + "</span>";
  }
  const Totals& totals = provider.totals;
  return fmt::format(
      "<tr><th scope=\"row\">{}{}</th><td>{}</td><td>{}</td><td>{}</td><td class=\"time\">{}</td></tr>\n",
      html_line(name), url, contract_cell(totals), availability_cell(totals), latency_cell(provider.times),
      totals.cases());
}

}  // namespace

std::string html_news(const RunSource& run) { return run.comparison().empty() ? "" : News(run).html(); }

std::string html_providers(const RunSource& run) {
  auto providers = providers_of(run);
  if (providers.empty()) return "";
  std::string html =
      "<section id=\"providers\">\n<h2>Providers</h2>\n<div class=\"table\" tabindex=\"0\" role=\"region\" "
      "aria-label=\"Providers\"><table border=\"1\" cellpadding=\"4\">\n<thead><tr><th scope=\"col\">Provider</th><th "
      "scope=\"col\">Contract</th><th scope=\"col\">Availability</th><th scope=\"col\">Time of a case</th><th "
      "scope=\"col\" class=\"time\">Cases</th></tr></thead>\n<tbody>\n";
  std::size_t shown = 0;
  for (auto& [name, provider] : providers) {
    if (++shown <= max_providers) html += row(run, name, provider);
  }
  html += "</tbody></table></div>\n";
  if (shown > max_providers) html += fmt::format("<p class=\"quiet\">and {} more</p>\n", shown - max_providers);
  return html + "</section>\n";
}

std::string html_filter(const Totals& totals) {
  const std::array<std::array<std::string, 3>, 6> verdicts{
      {{"failed", "contract broken", std::to_string(totals.failed)},
       {"unjudged", "not judged", std::to_string(totals.unjudged)},
       {"flaky", "flaky", std::to_string(totals.flaky)},
       {"known", "known issue", std::to_string(totals.known_issues)},
       {"passed", "passed", std::to_string(totals.passed)},
       {"unsent", "not sent", std::to_string(totals.skipped + totals.blocked + totals.not_run)}}};
  std::string options = "<option value=\"\">all</option>";
  for (const auto& [value, label, number] : verdicts) {
    if (number != "0") options += fmt::format("<option value=\"{}\">{} ({})</option>", value, label, number);
  }
  return "<form id=\"filter\" role=\"search\" aria-label=\"Choose cases\" hidden>\n"
         "<label>Text <input type=\"search\" id=\"filter-text\"></label>\n"
         "<label>Verdict <select id=\"filter-verdict\">" +
         options +
         "</select></label>\n"
         "<label>Provider <select id=\"filter-provider\"><option value=\"\">all</option></select></label>\n"
         "<label>Tag <select id=\"filter-tag\"><option value=\"\">all</option></select></label>\n"
         "<button type=\"reset\">Show all</button>\n<output id=\"filter-count\" aria-live=\"polite\"></output>\n"
         "<label class=\"keys\"><input type=\"checkbox\" id=\"filter-keys\" checked> Keys: <kbd>/</kbd> text, "
         "<kbd>j</kbd> next case, <kbd>k</kbd> the one before, <kbd>Esc</kbd> show all</label>\n</form>\n";
}

}  // namespace concord::report
