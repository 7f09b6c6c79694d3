#include "html_tables.h"

#include "facts.h"
#include "html_text.h"

#include <concord/base/clock.h>
#include <concord/base/counted.h>
#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <unordered_set>

namespace concord::report {
namespace {

using result::CaseFacts;
using result::CaseResult;
using result::RunSource;
using result::Verdict;

constexpr std::size_t max_rows = 20'000;   // each is a dozen elements to a browser
constexpr std::size_t max_kinds = 200;     // of warnings: names of checks
constexpr std::size_t max_messages = 100;  // of one kind of warning
constexpr std::size_t max_unfolded = 5;
constexpr std::size_t max_places = 3;

struct Message {
  std::size_t times = 0;
  std::string documentation;
  std::vector<std::pair<std::string, std::string>> cases;  // classname and name of the first few
};
struct Kind {
  std::size_t times = 0;
  std::unordered_set<std::size_t> different;  // digests of all messages
  std::map<std::string, Message> messages;    // those that are shown: the first ones by their text

  void add(const result::CheckFailure& warning, const CaseResult& one) {
    ++times;
    different.insert(std::hash<std::string>()(warning.message));
    if (messages.size() == max_messages && !messages.contains(warning.message)) {
      if (std::prev(messages.end())->first < warning.message) return;
      messages.erase(std::prev(messages.end()));
    }
    Message& message = messages[warning.message];
    ++message.times;
    if (message.documentation.empty()) message.documentation = warning.documentation;
    if (message.cases.size() < max_places) message.cases.emplace_back(one.classname, one.name);
  }
};

std::map<std::string, Kind> warning_kinds(const RunSource& run) {
  std::map<std::string, Kind> kinds;
  for (std::size_t i = 0; i < run.size(); ++i) {
    if (run.facts(i).warnings == 0) continue;
    const CaseResult one = run.read(i);
    for (const auto& warning : one.warnings) {
      if (kinds.size() < max_kinds || kinds.contains(warning.check)) kinds[warning.check].add(warning, one);
    }
  }
  return kinds;
}

std::string message_item(const std::string& text, const Message& message) {
  std::string html = "<li>" + html_line(text) + "<br><span class=\"quiet\">";
  for (std::size_t i = 0; i < message.cases.size(); ++i) {
    const auto& [classname, name] = message.cases[i];
    html += (i == 0 ? "" : "; ") + html_line(classname) + ": " + html_line(name, 120);
  }
  if (message.times > message.cases.size()) html += fmt::format(" and {} more", message.times - message.cases.size());
  if (!message.documentation.empty()) html += ", <code>" + html_line(message.documentation) + "</code>";
  return html + "</span></li>\n";
}

std::string kind_details(const std::string& name, const Kind& kind) {
  const std::string different =
      kind.different.size() == kind.times ? "" : fmt::format(", {} different", kind.different.size());
  std::string html = fmt::format("<details{}><summary>{} <small>{}{}</small></summary>\n<ul>\n",
                                 kind.different.size() <= max_unfolded ? " open" : "", html_line(name),
                                 base::counted(kind.times, "time"), different);
  for (const auto& [text, message] : kind.messages) html += message_item(text, message);
  if (kind.different.size() > kind.messages.size())
    html += fmt::format("<li class=\"quiet\">and {} more in report.json</li>\n",
                        kind.different.size() - kind.messages.size());
  return html + "</ul></details>\n";
}

std::string note_of(const CaseResult& one) {
  if (one.verdict == Verdict::Failed && !one.failures.empty()) return one.failures.front().message;
  if (one.verdict == Verdict::Unjudged && one.error) return one.error->message;
  if (one.verdict == Verdict::Flaky && !one.retried.empty()) return one.retried.front().error.message;
  if (one.verdict == Verdict::Passed) return one.warnings.empty() ? "" : base::counted(one.warnings.size(), "warning");
  return one.reason.line();
}

// Most cases passed: the plan and the facts of such a one say all.
std::string note_at(const RunSource& run, std::size_t position, const CaseFacts& facts) {
  if (facts.verdict == Verdict::Passed) return facts.warnings == 0 ? "" : base::counted(facts.warnings, "warning");
  return note_of(run.read(position));
}

std::string case_row(const RunSource& run, std::size_t position, const std::set<std::size_t>& described) {
  const CaseFacts facts = run.facts(position);
  const result::CasePlan plan = run.plan(position);
  const std::string name = html_line(plan.name, 300);
  const bool is_described = described.count(facts.index) != 0;
  const std::string title = is_described ? fmt::format("<a href=\"#{}\">{}</a>", html_anchor(facts.index), name) : name;
  const std::string id = is_described ? "" : " id=\"" + html_anchor(facts.index) + '"';
  const bool is_sent = verdict_class(facts.verdict) != "unsent";
  return fmt::format("<tr{} {}><th scope=\"row\">{}</th><td>{}</td><td class=\"time\">{}</td><td>{}</td></tr>\n", id,
                     html_filter_data(facts.verdict, plan.tags), title, html_badge(facts.verdict),
                     is_sent ? base::describe_duration(facts.duration) : "",
                     html_line(note_at(run, position, facts), 300));
}

using Positions = std::vector<std::size_t>;

// In the order of the first case of each.
template <class Key>
std::vector<std::pair<std::string, Positions>> grouped(const RunSource& run, const Positions& cases, Key key) {
  std::vector<std::pair<std::string, Positions>> groups;
  std::map<std::string, std::size_t> positions;
  for (const std::size_t one : cases) {
    const auto [position, is_new] = positions.emplace(key(run.suite(run.facts(one).suite)), groups.size());
    if (is_new) groups.push_back({position->first, {}});
    groups[position->second].second.push_back(one);
  }
  return groups;
}

// Writes as much as there is room for.
class CaseTables {
 public:
  CaseTables(const RunSource& run, const std::set<std::size_t>& described, std::size_t most_bytes, std::ostream& to)
      : run_(run), described_(described), room_(most_bytes), to_(to) {}

  void provider(const std::string& name, const Positions& cases) {
    if (is_full_) return;
    result::Milliseconds time{0};
    for (const std::size_t one : cases) time += run_.facts(one).duration;
    to_ << fmt::format(
        "<div class=\"table\" data-group data-provider=\"{0}\" tabindex=\"0\" role=\"region\" aria-label=\"Cases of "
        "{0}\"><table class=\"cases\" border=\"1\" cellpadding=\"4\">\n<caption>{0} <span class=\"quiet\">{1}, "
        "{2}</span></caption>\n",
        html_line(name), base::counted(cases.size(), "case"), base::describe_duration(time));
    to_ << "<thead><tr><th scope=\"col\">Case</th><th scope=\"col\">Verdict</th><th scope=\"col\" "
           "class=\"time\">Time</th><th scope=\"col\">Note</th></tr></thead>\n";
    const auto by_class = [](const result::SuiteFacts& suite) { return suite.classname; };
    for (const auto& [classname, of_class] : grouped(run_, cases, by_class)) operation(classname, of_class);
    to_ << "</table></div>\n";
  }
  std::size_t rows() const { return rows_; }

 private:
  void operation(const std::string& classname, const Positions& cases) {
    if (is_full_) return;
    to_ << fmt::format(
        "<tbody data-group>\n<tr><th colspan=\"4\" scope=\"rowgroup\">{} <span "
        "class=\"quiet\">{}</span></th></tr>\n",
        html_line(classname), html_line(run_.suite(run_.facts(cases.front()).suite).suite));
    for (const std::size_t one : cases) {
      const std::string row = case_row(run_, one, described_);
      is_full_ = is_full_ || row.size() > room_;
      if (is_full_) break;
      room_ -= row.size();
      to_ << row;
      ++rows_;
    }
    to_ << "</tbody>\n";
  }

  const RunSource& run_;
  const std::set<std::size_t>& described_;
  std::size_t room_;
  std::ostream& to_;
  std::size_t rows_ = 0;
  bool is_full_ = false;
};

void add_row_fact(std::string& list, std::string_view label, std::string_view value) {
  if (!value.empty()) list += fmt::format("<dt>{}</dt><dd>{}</dd>\n", label, html_line(value));
}

}  // namespace

std::string html_warnings(const RunSource& run) {
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

void write_html_cases(const RunSource& run, const std::set<std::size_t>& described, std::size_t most_bytes,
                      std::ostream& to) {
  Positions cases;
  for (std::size_t i = 0; i < std::min(run.size(), max_rows); ++i) cases.push_back(i);
  to << "<section id=\"cases\">\n<h2>All cases</h2>\n";
  const auto by_provider = [](const result::SuiteFacts& suite) {
    return suite.provider.empty() ? suite.classname : suite.provider;
  };
  CaseTables tables(run, described, most_bytes, to);
  for (const auto& [provider, of_provider] : grouped(run, cases, by_provider)) tables.provider(provider, of_provider);
  if (tables.rows() < run.size())
    to << fmt::format("<p class=\"quiet\">{} more in report.json</p>\n",
                      base::counted(run.size() - tables.rows(), "case"));
  to << "</section>\n";
}

std::string html_run_info(const RunSource& run) {
  const auto& info = run.info();
  std::string list;
  add_row_fact(list, "Run", info.id);
  add_row_fact(list, "Started", base::format_rfc3339(info.started_at));
  add_row_fact(list, "Took", describe_wall_time(run.end().wall_time));
  add_row_fact(list, "Target", info.target);
  add_row_fact(list, "Host", info.hostname);
  add_row_fact(list, "Seed", std::to_string(info.seed));
  add_row_fact(list, "Concord", info.tool_version);
  add_row_fact(list, "Revision", info.vcs_revision);
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
