#include "html_case.h"

#include "facts.h"
#include "html_text.h"
#include "json_view.h"

#include <concord/base/clock.h>
#include <concord/base/counted.h>
#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>

namespace concord::report {
namespace {

using result::CaseResult;
using result::CheckFailure;
using result::ExchangeRecord;
using result::StepResult;
using result::Verdict;

constexpr std::size_t max_findings = 50;
constexpr std::size_t max_steps = 20;
constexpr std::size_t max_headers = 60;

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

std::string headers(const http::Headers& all, const std::vector<std::string>& marked) {
  if (all.empty()) return "";
  std::string html = "<dl>\n";
  for (std::size_t i = 0; i < std::min(all.size(), max_headers); ++i) {
    const bool is_marked = std::any_of(marked.begin(), marked.end(),
                                       [&](const auto& name) { return base::equals_ignoring_case(name, all[i].name); });
    html += fmt::format("<div{}><dt>{}</dt><dd>{}</dd></div>\n", is_marked ? " class=\"marked\"" : "",
                        html_line(all[i].name), html_line(all[i].value));
  }
  if (all.size() > max_headers) html += fmt::format("<div>and {} more</div>\n", all.size() - max_headers);
  return html + "</dl>\n";
}

std::string body(const std::optional<result::Body>& content, const std::vector<std::string>& pointers,
                 std::string_view label) {
  if (!content) return "";
  std::string html = fmt::format("<pre class=\"body\" tabindex=\"0\" role=\"group\" aria-label=\"{}\">", label);
  for (const auto& line : view_body(*content, pointers)) {
    const std::string_view kind = line.is_marked ? " class=\"marked\"" : line.is_note ? " class=\"note\"" : "";
    html += fmt::format("<span{}>{}</span>", kind, html_line(line.text));
  }
  return html + "</pre>\n";
}

std::string first_line_of_answer(const ExchangeRecord& exchange) {
  if (exchange.status == 0) return "no answer";
  return exchange.http_version.empty() ? status_text(exchange)
                                       : fmt::format("HTTP/{} {}", exchange.http_version, status_text(exchange));
}

struct Marks {
  std::vector<std::string> pointers;  // into the body of the answer
  std::vector<std::string> headers;
};

Marks marks_of(const CaseResult& result, std::size_t step) {
  Marks marks;
  for (std::size_t i = 0; i < std::min(result.failures.size(), max_findings); ++i) {
    const CheckFailure& failure = result.failures[i];
    if (failure.step != step) continue;
    if (failure.pointer.rfind("header ", 0) == 0) marks.headers.push_back(failure.pointer.substr(7));
    if (failure.pointer.rfind('/', 0) == 0) marks.pointers.push_back(failure.pointer);
  }
  return marks;
}

std::string messages(const ExchangeRecord& exchange, const Marks& marks) {
  std::string html = "<div class=\"messages\">\n<div><h4>Request</h4><div class=\"message\">";
  html += fmt::format("<p class=\"first\">{} {}</p>\n", html_line(exchange.method), html_line(exchange.url));
  html += headers(exchange.request_headers, {}) + body(exchange.request_body, {}, "Request body") + "</div></div>\n";
  html += "<div><h4>Response</h4><div class=\"message\">";
  html += fmt::format("<p class=\"first\">{}</p>\n", html_line(first_line_of_answer(exchange)));
  return html + headers(exchange.response_headers, marks.headers) +
         body(exchange.response_body, marks.pointers, "Response body") + "</div></div>\n</div>\n";
}

std::string milliseconds(http::Microseconds time) {
  const auto tenths = (time.count() + 50) / 100;
  return tenths < 100 ? fmt::format("{}.{} ms", tenths / 10, tenths % 10)
                      : base::describe_duration(result::Milliseconds((time.count() + 500) / 1000));
}

std::string timing(const ExchangeRecord& exchange) {
  if (exchange.timing.total.count() <= 0) return "";
  std::string bar, legend;
  std::size_t number = 0;
  for (const auto& phase : phases_of(exchange.timing)) {
    const std::size_t colour = number++;
    if (phase.time.count() == 0) continue;
    bar += fmt::format("<i class=\"p{}\" style=\"flex:{} 0 0\"></i>", colour, phase.time.count());
    legend += fmt::format("<li><i class=\"p{}\" aria-hidden=\"true\"></i>{} {}</li>\n", colour, phase.name,
                          milliseconds(phase.time));
  }
  const std::string to = exchange.remote_address.empty() ? "" : ", to " + html_line(exchange.remote_address);
  return fmt::format(
      "<div class=\"timing\"><h4>Time: {}{}</h4>\n<div class=\"phases\" aria-hidden=\"true\">{}</div>\n<ul "
      "class=\"legend\">{}</ul></div>\n",
      milliseconds(exchange.timing.total), to, bar, legend);
}

std::string again(const ExchangeRecord& exchange) {
  if (exchange.curl.empty()) return "";
  return "<div class=\"block\"><h4>Repeat it (one click selects all)</h4><pre class=\"again\" tabindex=\"0\" "
         "role=\"group\" aria-label=\"Command\">" +
         html_text(std::string_view(exchange.curl).substr(0, 64u << 10)) + "</pre></div>\n";
}

std::string step_details(const CaseResult& result, std::size_t index, bool is_open) {
  const StepResult& step = result.steps[index];
  std::string title = result.steps.size() == 1
                          ? "Request and response"
                          : fmt::format("Step {} of {}: {}", index + 1, result.steps.size(), html_line(step.name));
  if (step.kind != result::StepKind::Step) title += fmt::format(" ({})", result::step_kind_name(step.kind));
  if (!step.exchange)
    return fmt::format("<details><summary>{} <small>nothing was sent</small></summary></details>\n", title);
  return fmt::format(
      "<details{}><summary>{} <small>{}</small></summary>\n<div class=\"inside\">\n{}{}{}</div></details>\n",
      is_open ? " open" : "", title, html_line(describe_response(*step.exchange)),
      messages(*step.exchange, marks_of(result, index)), again(*step.exchange), timing(*step.exchange));
}

std::string steps(const CaseResult& result, bool is_open) {
  std::string html;
  const auto* telling = telling_step(result);
  for (std::size_t i = 0; i < result.steps.size(); ++i) {
    const bool is_telling = &result.steps[i] == telling;
    if (i >= max_steps && !is_telling) continue;
    html += step_details(result, i, is_open && is_telling);
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

std::string html_case(const CaseResult& result, const Memory& memory, bool is_open) {
  std::string html =
      fmt::format("<article class=\"card {}\" id=\"{}\">\n<h3>{} <span>{}</span></h3>\n", verdict_class(result.verdict),
                  html_anchor(result.index), html_badge(result.verdict), html_line(result.name, 300));
  html += facts(result, memory);
  const bool is_broken = result.verdict == Verdict::Failed || result.verdict == Verdict::KnownIssue;
  html += is_broken ? findings(result.failures, memory) : "";
  return html + errors(result) + steps(result, is_open) + "</article>\n";
}

}  // namespace concord::report
