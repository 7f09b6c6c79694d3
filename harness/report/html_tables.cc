#include "html_tables.h"

#include "facts.h"
#include "html_text.h"

#include <concord/base/clock.h>
#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

namespace concord::report {
namespace {

using result::CaseResult;
using result::CheckFailure;
using result::Run;
using result::Verdict;

constexpr std::size_t max_rows = 20'000;
constexpr std::size_t max_messages = 100;  // of one kind of warning
constexpr std::size_t max_unfolded = 5;
constexpr std::size_t max_places = 3;

struct Message {
  std::size_t times = 0;
  std::string documentation;
  std::vector<const CaseResult*> cases;  // the first few
};
struct Kind {
  std::size_t times = 0;
  std::map<std::string, Message> messages;
};

std::map<std::string, Kind> warning_kinds(const Run& run) {
  std::map<std::string, Kind> kinds;
  for (const auto& one : run.cases) {
    for (const auto& warning : one.warnings) {
      Kind& kind = kinds[warning.check];
      ++kind.times;
      Message& message = kind.messages[warning.message];
      ++message.times;
      if (message.documentation.empty()) message.documentation = warning.documentation;
      if (message.cases.size() < max_places) message.cases.push_back(&one);
    }
  }
  return kinds;
}

std::string message_item(const std::string& text, const Message& message) {
  std::string html = "<li>" + html_line(text) + "<br><span class=\"quiet\">";
  for (std::size_t i = 0; i < message.cases.size(); ++i) {
    html +=
        (i == 0 ? "" : "; ") + html_line(message.cases[i]->classname) + ": " + html_line(message.cases[i]->name, 120);
  }
  if (message.times > message.cases.size()) html += fmt::format(" and {} more", message.times - message.cases.size());
  if (!message.documentation.empty()) html += ", <code>" + html_line(message.documentation) + "</code>";
  return html + "</span></li>\n";
}

std::string kind_details(const std::string& name, const Kind& kind) {
  const std::string different =
      kind.messages.size() == kind.times ? "" : fmt::format(", {} different", kind.messages.size());
  std::string html = fmt::format("<details{}><summary>{} <small>{}{}</small></summary>\n<ul>\n",
                                 kind.messages.size() <= max_unfolded ? " open" : "", html_line(name),
                                 count(kind.times, "time"), different);
  std::size_t shown = 0;
  for (const auto& [text, message] : kind.messages) {
    if (shown++ == max_messages) break;
    html += message_item(text, message);
  }
  if (kind.messages.size() > max_messages)
    html += fmt::format("<li class=\"quiet\">and {} more in report.json</li>\n", kind.messages.size() - max_messages);
  return html + "</ul></details>\n";
}

std::string note_of(const CaseResult& one) {
  if (one.verdict == Verdict::Failed && !one.failures.empty()) return one.failures.front().message;
  if (one.verdict == Verdict::Unjudged && one.error) return one.error->message;
  if (one.verdict == Verdict::Flaky && !one.retried.empty()) return one.retried.front().error.message;
  if (one.verdict == Verdict::Passed) return one.warnings.empty() ? "" : count(one.warnings.size(), "warning");
  return one.reason.line();
}

std::string case_row(const CaseResult& one, bool is_described) {
  const std::string name = html_line(one.name, 300);
  const std::string title = is_described ? fmt::format("<a href=\"#{}\">{}</a>", html_anchor(one), name) : name;
  const bool is_sent = verdict_class(one.verdict) != "unsent";
  return fmt::format(
      "<tr class=\"case {}\"><th scope=\"row\">{}</th><td>{}</td><td class=\"time\">{}</td><td "
      "class=\"note\">{}</td></tr>\n",
      verdict_class(one.verdict), title, html_badge(one.verdict), is_sent ? base::describe_duration(one.duration) : "",
      html_line(note_of(one), 300));
}

using Cases = std::vector<const CaseResult*>;

std::string has_classes(const Cases& cases) {
  std::set<std::string_view> kinds;
  for (const auto* one : cases) kinds.insert(verdict_class(one->verdict));
  std::string text;
  for (const auto kind : kinds) text += fmt::format("{}has-{}", text.empty() ? "" : " ", kind);
  return text;
}

// In the order of the first case of each.
template <class Key>
std::vector<std::pair<std::string, Cases>> grouped(const Cases& cases, Key key) {
  std::vector<std::pair<std::string, Cases>> groups;
  std::map<std::string, std::size_t> positions;
  for (const auto* one : cases) {
    const auto [position, is_new] = positions.emplace(key(*one), groups.size());
    if (is_new) groups.push_back({position->first, {}});
    groups[position->second].second.push_back(one);
  }
  return groups;
}

std::string operation_rows(const std::string& classname, const Cases& cases, const std::set<std::size_t>& described) {
  std::string html = fmt::format(
      "<tbody class=\"{}\">\n<tr><th colspan=\"4\" scope=\"rowgroup\">{} <span class=\"quiet\">{}</span></th></tr>\n",
      has_classes(cases), html_line(classname), html_line(cases.front()->suite));
  for (const auto* one : cases) html += case_row(*one, described.count(one->index) != 0);
  return html + "</tbody>\n";
}

std::string provider_table(const std::string& provider, const Cases& cases, const std::set<std::size_t>& described) {
  result::Milliseconds time{0};
  for (const auto* one : cases) time += one->duration;
  std::string html = fmt::format(
      "<div class=\"table {}\" tabindex=\"0\" role=\"region\" aria-label=\"Cases of {}\"><table>\n<caption>{} <span "
      "class=\"quiet\">{}, {}</span></caption>\n",
      has_classes(cases), html_line(provider), html_line(provider), count(cases.size(), "case"),
      base::describe_duration(time));
  html +=
      "<thead><tr><th scope=\"col\">Case</th><th scope=\"col\">Verdict</th><th scope=\"col\" "
      "class=\"time\">Time</th><th scope=\"col\" class=\"note\">Note</th></tr></thead>\n";
  for (const auto& [classname, of_class] : grouped(cases, [](const CaseResult& one) { return one.classname; })) {
    html += operation_rows(classname, of_class, described);
  }
  return html + "</table></div>\n";
}

struct Filter {
  std::string_view name;
  std::string_view label;
  std::size_t number;
};

std::string filters(const result::Totals& totals) {
  const std::array<Filter, 6> all{{{"all", "All", totals.cases()},
                                   {"failed", "Failed", totals.failed},
                                   {"unjudged", "Not judged", totals.unjudged},
                                   {"flaky", "Flaky", totals.flaky},
                                   {"passed", "Passed", totals.passed},
                                   {"unsent", "Not sent", totals.skipped + totals.blocked + totals.not_run}}};
  std::string inputs, labels;
  for (const auto& filter : all) {
    if (filter.number == 0 && filter.name != "all") continue;
    inputs += fmt::format("<input class=\"filter\" type=\"radio\" name=\"show\" id=\"show-{}\"{}>\n", filter.name,
                          filter.name == "all" ? " checked" : "");
    labels += fmt::format("<label for=\"show-{}\">{} {}</label>\n", filter.name, filter.label, filter.number);
  }
  return inputs + "<div class=\"filters\">\n" + labels + "</div>\n";
}

void add_fact(std::string& list, std::string_view label, std::string_view value) {
  if (!value.empty()) list += fmt::format("<dt>{}</dt><dd>{}</dd>\n", label, html_line(value));
}

}  // namespace

std::string html_warnings(const Run& run) {
  const auto kinds = warning_kinds(run);
  if (kinds.empty()) return "";
  std::vector<std::pair<std::string, const Kind*>> ordered;
  for (const auto& [name, kind] : kinds) ordered.emplace_back(name, &kind);
  std::stable_sort(ordered.begin(), ordered.end(),
                   [](const auto& a, const auto& b) { return a.second->times > b.second->times; });
  std::string html = fmt::format(
      "<section id=\"warnings\">\n<h2>Warnings: {}</h2>\n<p class=\"quiet\">No breach of the contract, but a "
      "difference worth a look.</p>\n<div class=\"card warnings\">\n",
      run.totals().warnings);
  for (const auto& [name, kind] : ordered) html += kind_details(name, *kind);
  return html + "</div></section>\n";
}

std::string html_all_cases(const Run& run, const std::set<std::size_t>& described) {
  Cases cases;
  for (std::size_t i = 0; i < std::min(run.cases.size(), max_rows); ++i) cases.push_back(&run.cases[i]);
  std::string html =
      "<section id=\"cases\">\n<h2>All cases</h2>\n" + filters(run.totals()) + "<div class=\"tables\">\n";
  for (const auto& [provider, of_provider] :
       grouped(cases, [](const CaseResult& one) { return one.provider.empty() ? one.classname : one.provider; })) {
    html += provider_table(provider, of_provider, described);
  }
  if (run.cases.size() > max_rows)
    html += fmt::format("<p class=\"quiet\">and {} more in report.json</p>\n", run.cases.size() - max_rows);
  return html + "</div></section>\n";
}

std::string html_run_info(const Run& run) {
  const auto& info = run.info;
  std::string list;
  add_fact(list, "Run", info.id);
  add_fact(list, "Started", base::format_rfc3339(info.started_at));
  add_fact(list, "Took", describe_wall_time(run.wall_time));
  add_fact(list, "Target", info.target);
  add_fact(list, "Host", info.hostname);
  add_fact(list, "Seed", std::to_string(info.seed));
  add_fact(list, "Concord", info.tool_version);
  add_fact(list, "Revision", info.vcs_revision);
  if (!info.command_line.empty())
    list += "<dt>Command</dt><dd><code>" + html_line(info.command_line) + "</code></dd>\n";
  for (const auto& provider : info.providers) {
    std::string text = provider.base_url;
    if (!provider.documents.empty()) text += (text.empty() ? "" : "; ") + base::join(provider.documents, ", ");
    if (!provider.schema_sha256.empty()) text += "; contract " + provider.schema_sha256;
    list += fmt::format("<dt>{}</dt><dd>{}</dd>\n", html_line(provider.name), html_line(text));
  }
  return "<section id=\"run\">\n<h2>The run</h2>\n<div class=\"card\"><dl class=\"list\">\n" + list +
         "</dl></div></section>\n";
}

}  // namespace concord::report
