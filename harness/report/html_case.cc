#include "html_case.h"

#include "facts.h"
#include "html_exchange.h"
#include "html_text.h"

#include <concord/base/clock.h>
#include <concord/base/counted.h>

#include <fmt/format.h>

#include <algorithm>

namespace concord::report {
namespace {

using result::CaseResult;
using result::CheckFailure;
using result::StepResult;
using result::Verdict;

constexpr std::size_t max_findings = 50;
constexpr std::size_t max_steps = 12;

std::string basis_words(std::string_view basis) {
  if (basis == "documented") return "a schema in the documentation";
  if (basis == "prose") return "a sentence in the documentation";
  if (basis == "example") return "an example in the documentation";
  if (basis == "suite") return "the suite itself";
  if (basis == "protocol") return "the HTTP specifications";
  return std::string(basis);
}

void add_fact(std::string& list, std::string_view label, std::string_view value, bool is_code = false) {
  if (value.empty()) return;
  const std::string text = html_line(value);
  list += fmt::format("<dt>{}</dt><dd>{}</dd>\n", label, is_code ? "<code>" + text + "</code>" : text);
}

std::string finding(const CheckFailure& failure, const Memory& memory) {
  std::string html = fmt::format("<li class=\"finding\">\n<p class=\"sentence\">{}</p>\n", html_line(failure.message));
  if (!failure.expected.empty() || !failure.actual.empty()) {
    html += fmt::format(
        "<dl class=\"against\"><div><dt>Expected</dt><dd>{}</dd></div><div "
        "class=\"actual\"><dt>Actual</dt><dd>{}</dd></div></dl>\n",
        html_line(failure.expected), html_line(failure.actual));
  }
  std::string list;
  add_fact(list, "Where", where_in_answer(failure), true);
  add_fact(list, "Documentation", failure.documentation, true);
  add_fact(list, "Based on", basis_words(failure.basis));
  add_fact(list, "Schema", failure.schema_location, true);
  add_fact(list, "Suite", failure.place.text(), true);
  add_fact(list, "Check", failure.check, true);
  add_fact(list, "Hint", failure.hint);
  add_fact(list, "Accepted", failure.known_issue);
  add_fact(list, "Failing", memory.since(failure));
  return html + (list.empty() ? "" : "<dl class=\"list\">\n" + list + "</dl>\n") + "</li>\n";
}

std::string findings(const std::vector<CheckFailure>& failures, const Memory& memory) {
  if (failures.empty()) return "";
  std::string html = failures.size() == 1 ? "<ol class=\"findings single\">\n" : "<ol class=\"findings\">\n";
  const std::size_t shown = std::min(failures.size(), max_findings);
  for (std::size_t i = 0; i < shown; ++i) html += finding(failures[i], memory);
  html += "</ol>\n";
  if (shown < failures.size())
    html += fmt::format("<p class=\"quiet\">and {} more in report.json</p>\n", failures.size() - shown);
  return html;
}

std::string step_details(const CaseResult& result, std::size_t index, const CaseContext& context, bool is_open) {
  const StepResult& step = result.steps[index];
  std::string title = result.steps.size() == 1
                          ? "Request and answer"
                          : fmt::format("Step {} of {}: {}", index + 1, result.steps.size(), html_line(step.name));
  if (step.kind != result::StepKind::Step) title += fmt::format(" ({})", result::step_kind_name(step.kind));
  if (!step.exchange)
    return fmt::format("<details><summary>{} <small>nothing was sent</small></summary></details>\n", title);
  return fmt::format(
      "<details{}><summary>{} <small>{}</small></summary>\n<div class=\"inside\">\n{}</div></details>\n",
      is_open ? " open" : "", title, html_line(describe_response(*step.exchange)),
      html_exchange(result, index, context));
}

std::string steps(const CaseResult& result, const CaseContext& context, bool is_open) {
  std::string html;
  const auto* telling = telling_step(result);
  for (std::size_t i = 0; i < result.steps.size(); ++i) {
    const bool is_telling = &result.steps[i] == telling;
    if (i >= max_steps && !is_telling) continue;
    html += step_details(result, i, context, is_open && is_telling);
  }
  if (result.steps.size() > max_steps)
    html += fmt::format("<p class=\"quiet\">{} in all, the others are in report.json</p>\n",
                        base::counted(result.steps.size(), "step"));
  return html;
}

std::string error(const result::RunError& error, std::string_view attempt) {
  std::string list;
  add_fact(list, "Kind", result::run_error_kind_name(error.kind), true);
  add_fact(list, "Phase", error.phase);
  return fmt::format("<li class=\"finding\">\n<p class=\"sentence\">{}{}</p>\n<dl class=\"list\">{}</dl>\n</li>\n",
                     attempt, html_line(error.message), list);
}

std::string errors(const CaseResult& result) {
  if (!result.error && result.retried.empty()) return "";
  std::string html = "<ul class=\"findings single\">\n";
  const std::size_t of = attempts_of(result);
  for (std::size_t i = 0; i < std::min(result.retried.size(), max_findings); ++i) {
    html += error(result.retried[i].error, fmt::format("Attempt {} of {}: ", i + 1, of));
  }
  if (result.error) html += error(*result.error, of == 1 ? "" : fmt::format("Attempt {} of {}: ", of, of));
  return html + "</ul>\n";
}

std::string facts(const CaseResult& result, const Memory& memory) {
  std::string html = "<ul class=\"facts\">\n";
  const auto add = [&html](std::string_view text) {
    if (!text.empty()) html += "<li>" + html_line(text) + "</li>\n";
  };
  add(result.suite);
  add(result.classname);
  add(place_of(result).text());
  if (!result.documentation.empty()) add("documented in " + result.documentation);
  add(base::describe_duration(result.duration));
  add(memory.of(result));
  return html + "</ul>\n";
}

}  // namespace

std::string html_case(const CaseResult& result, const CaseContext& context, bool is_open) {
  const std::string provider = result.provider.empty() ? result.classname : result.provider;
  std::string html = fmt::format(
      "<article class=\"card {}\" id=\"{}\" {} data-provider=\"{}\" tabindex=\"-1\">\n<h3>{} "
      "<span>{}</span></h3>\n",
      verdict_class(result.verdict), html_anchor(result.index), html_filter_data(result.verdict, result.tags),
      html_line(provider), html_badge(result.verdict), html_line(result.name, 300));
  html += facts(result, context.memory);
  const bool is_broken = result.verdict == Verdict::Failed || result.verdict == Verdict::KnownIssue;
  html += is_broken ? findings(result.failures, context.memory) : "";
  return html + errors(result) + steps(result, context, is_open) + "</article>\n";
}

}  // namespace concord::report
