#include "html_exchange.h"

#include "facts.h"
#include "html_text.h"
#include "json_view.h"

#include <concord/base/clock.h>
#include <concord/base/counted.h>
#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace concord::report {
namespace {

using result::CaseResult;
using result::CheckFailure;
using result::ExchangeRecord;
using result::GoodAnswer;

constexpr std::size_t max_marks = 50;
constexpr std::size_t max_headers = 60;
constexpr std::size_t max_command = 64u << 10;  // bytes

// What is marked in one answer.
struct Marks {
  std::vector<MarkedPlace> places;
  std::vector<std::string> headers;
  bool has_status = false;
};

Marks marks_of(const CaseResult& result, std::size_t step) {
  Marks marks;
  for (std::size_t i = 0; i < std::min(result.failures.size(), max_marks); ++i) {
    const CheckFailure& failure = result.failures[i];
    if (failure.step != step) continue;
    marks.has_status = marks.has_status || failure.check.starts_with("status") || failure.check == "server-error";
    if (failure.check == "content-type") marks.headers.push_back("Content-Type");
    if (failure.pointer.starts_with("header ")) marks.headers.push_back(failure.pointer.substr(7));
    if (failure.pointer.starts_with('/')) marks.places.push_back({failure.pointer, Mark::Wrong});
  }
  return marks;
}

std::string marked(bool is_marked, const std::string& line) {
  return is_marked ? "<mark>" + line + "\n</mark>" : line + '\n';
}

// Lines as HTTP has them, so that they read well without styles too.
std::string head_lines(const std::string& first, const http::Headers& headers, const Marks& marks) {
  std::string html = "<pre class=\"head\">" + marked(marks.has_status, "<b>" + html_line(first) + "</b>");
  for (std::size_t i = 0; i < std::min(headers.size(), max_headers); ++i) {
    const bool is_marked = std::any_of(marks.headers.begin(), marks.headers.end(), [&](const auto& name) {
      return base::equals_ignoring_case(name, headers[i].name);
    });
    html += marked(is_marked, html_line(headers[i].name) + ": " + html_line(headers[i].value));
  }
  if (headers.size() > max_headers) html += fmt::format("<i>and {} more headers</i>\n", headers.size() - max_headers);
  return html + "</pre>\n";
}

// `only`: the element for what only this answer has, "ins" or "del".
std::string body(const std::optional<result::Body>& content, const std::vector<MarkedPlace>& places,
                 std::string_view only, std::string_view label) {
  if (!content) return "";
  std::string html = fmt::format("<pre class=\"body\" tabindex=\"0\" role=\"group\" aria-label=\"{}\">", label);
  for (const auto& line : view_body(*content, places)) {
    const std::string text = html_line(line.text);
    if (line.is_note) html += "<i>" + text + "</i>\n";
    else if (line.mark == Mark::Wrong) html += "<mark>" + text + "\n</mark>";
    else if (line.mark == Mark::Beside) html += "<mark class=\"then\">" + text + "\n</mark>";
    else if (line.mark == Mark::OnlyHere) html += fmt::format("<{0}>{1}\n</{0}>", only, text);
    else html += text + '\n';
  }
  return html + "</pre>\n";
}

std::string first_line_of_answer(const ExchangeRecord& exchange) {
  if (exchange.status == 0) return "no answer";
  return exchange.http_version.empty() ? status_text(exchange)
                                       : fmt::format("HTTP/{} {}", exchange.http_version, status_text(exchange));
}

std::string message(const std::string& heading, const std::string& content) {
  return "<div><h4>" + heading + "</h4><div class=\"message\">" + content + "</div></div>\n";
}

std::string request(const ExchangeRecord& exchange) {
  return message("Request", head_lines(exchange.method + ' ' + exchange.url, exchange.request_headers, {}) +
                                body(exchange.request_body, {}, "ins", "Request body"));
}

std::string answer(const ExchangeRecord& exchange, const Marks& marks) {
  return message("Answer", head_lines(first_line_of_answer(exchange), exchange.response_headers, marks) +
                               body(exchange.response_body, marks.places, "ins", "Answer body"));
}

std::string good_answer(const GoodAnswer& good, const Marks& marks, result::SystemTime today) {
  return message(
      "Last good answer, " + html_line(result::short_date(good.date, today)),
      head_lines(first_line_of_answer(good.answer), good.answer.response_headers, {{}, {}, marks.has_status}) +
          body(good.answer.response_body, marks.places, "del", "Body of the last good answer"));
}

void add_marks(std::vector<MarkedPlace>& to, const std::vector<std::string>& pointers) {
  for (const std::string& pointer : pointers) to.push_back({pointer, Mark::OnlyHere});
}

// What was asked, and below it both answers side by side.
std::string beside_good(const ExchangeRecord& exchange, const GoodAnswer& good, Marks marks, result::SystemTime today) {
  Marks before;
  before.has_status = marks.has_status || exchange.status != good.answer.status;
  marks.has_status = before.has_status;
  for (const MarkedPlace& place : marks.places) before.places.push_back({place.pointer, Mark::Beside});
  if (exchange.response_body && good.answer.response_body) {
    const Differences differences = compare_bodies(*exchange.response_body, *good.answer.response_body);
    add_marks(marks.places, differences.only_first);
    add_marks(before.places, differences.only_second);
  }
  const bool is_marked = !marks.places.empty() || !before.places.empty();
  return "<div class=\"messages one\">\n" + request(exchange) + "</div>\n<div class=\"messages\">\n" +
         answer(exchange, marks) + good_answer(good, before, today) + "</div>\n" +
         (is_marked
              ? "<p class=\"quiet legend\">Marked: <mark>what a check complains of</mark>, and what stood there then; "
                "<ins>only now, or of another type</ins>; <del>only then</del>. Other values of one type are "
                "not.</p>\n"
              : "");
}

std::string messages(const ExchangeRecord& exchange, const Marks& marks) {
  return "<div class=\"messages\">\n" + request(exchange) + answer(exchange, marks) + "</div>\n";
}

std::string milliseconds(http::Microseconds time) {
  const auto tenths = (time.count() + 50) / 100;
  return tenths < 100 ? fmt::format("{}.{} ms", tenths / 10, tenths % 10)
                      : base::describe_duration(result::Milliseconds((time.count() + 500) / 1000));
}

std::string timing(const ExchangeRecord& exchange) {
  constexpr std::array<std::string_view, 6> fills{"#7e8ba3", "#4f7fb8", "#7a67b5", "#3f9a94", "#c98a3d", "#6a9a4c"};
  constexpr double width = 1000;
  const auto total = static_cast<double>(exchange.timing.total.count());
  if (total <= 0) return "";
  std::string bar, legend;
  double at = 0;
  std::size_t number = 0;
  for (const auto& phase : phases_of(exchange.timing)) {
    const std::string_view fill = fills.at(number++);
    if (phase.time.count() == 0) continue;
    const double part = static_cast<double>(phase.time.count()) / total * width;
    bar += fmt::format("<rect x=\"{:.1f}\" width=\"{:.1f}\" height=\"10\" fill=\"{}\"/>", at, part, fill);
    legend += fmt::format(
        "<li><svg width=\"10\" height=\"10\" aria-hidden=\"true\"><rect width=\"10\" height=\"10\" "
        "fill=\"{}\"/></svg> {} {}</li>\n",
        fill, phase.name, milliseconds(phase.time));
    at += part;
  }
  const std::string to = exchange.remote_address.empty() ? "" : ", to " + html_line(exchange.remote_address);
  return fmt::format(
      "<div class=\"timing\"><h4>Time: {}{}</h4>\n<svg class=\"phases\" viewBox=\"0 0 1000 10\" width=\"100%\" "
      "height=\"10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">{}</svg>\n<ul class=\"legend\">{}</ul></div>\n",
      milliseconds(exchange.timing.total), to, bar, legend);
}

std::string again(const ExchangeRecord& exchange) {
  if (exchange.curl.empty()) return "";
  return "<div class=\"block\"><h4>Repeat it</h4><pre class=\"again\" tabindex=\"0\" role=\"group\" "
         "aria-label=\"Command\">" +
         html_text(std::string_view(exchange.curl).substr(0, max_command)) + "</pre></div>\n";
}

}  // namespace

std::string html_exchange(const CaseResult& result, std::size_t step, const CaseContext& context) {
  const ExchangeRecord& exchange = *result.steps[step].exchange;
  const GoodAnswer* good = context.told.good_answer(result.index, result::stated_number(result.steps, step));
  const bool is_told = good && good->operation == result.steps[step].operation;
  const Marks marks = marks_of(result, step);
  std::string html = is_told ? beside_good(exchange, *good, marks, context.today) : messages(exchange, marks);
  if (!result.steps[step].polls.empty())
    html += fmt::format("<p class=\"quiet\">It was asked {} before; those answers are in report.json.</p>\n",
                        base::counted(result.steps[step].polls.size(), "time"));
  return html + again(exchange) + timing(exchange);
}

}  // namespace concord::report
