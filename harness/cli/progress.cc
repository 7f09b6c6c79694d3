#include "progress.h"

#include "terminal.h"

#include <concord/base/text.h>

namespace concord::cli {

using result::Verdict;

namespace {

constexpr std::chrono::milliseconds between_updates{80};
constexpr std::size_t max_lines = 20;  // of what went wrong, before the summary has it all

void append_headers(std::string& text, const http::Headers& headers, char mark) {
  for (const http::Header& header : headers) {
    text += std::string(1, mark) + ' ' + base::escape_line(header.name) + ": " + base::escape_line(header.value) + '\n';
  }
}

void append_body(std::string& text, const std::optional<result::Body>& body) {
  if (!body || body->text.empty()) return;
  // A prefix on every line: no line of a server's may look like a command to the CI that shows this.
  const std::string shown = base::escape_for_terminal(body->is_base64 ? "(base64) " + body->text : body->text);
  for (const std::string_view line : base::split(shown, '\n')) text += "| " + std::string(line) + '\n';
  if (body->is_cut) text += "| (cut, " + std::to_string(body->size) + " bytes in all)\n";
}

}  // namespace

std::string describe_exchanges(const result::CaseResult& result) {
  std::string text = "* " + base::escape_line(result.classname + " :: " + result.name) + '\n';
  for (const result::StepResult& step : result.steps) {
    if (!step.exchange) continue;
    const result::ExchangeRecord& exchange = *step.exchange;
    text += "> " + exchange.method + ' ' + base::escape_line(exchange.url) + '\n';
    append_headers(text, exchange.request_headers, '>');
    append_body(text, exchange.request_body);
    if (exchange.status == 0) continue;
    text += "< HTTP/" + exchange.http_version + ' ' + std::to_string(exchange.status) + ' ' + base::escape_line(exchange.reason) + '\n';
    append_headers(text, exchange.response_headers, '<');
    append_body(text, exchange.response_body);
  }
  return text + '\n';
}

void Progress::case_finished(const result::CaseResult& result) {
  ++finished_;
  failed_ += result.verdict == Verdict::Failed;
  unjudged_ += result.verdict == Verdict::Unjudged;
  if (look_.is_verbose) print_error(describe_exchanges(result));
  if (look_.is_quiet) return;
  if (look_.is_terminal) {
    show();
  } else if ((result.verdict == Verdict::Failed || result.verdict == Verdict::Unjudged) && failed_ + unjudged_ <= max_lines) {
    print_error(std::string(result.verdict == Verdict::Failed ? "FAIL  " : "ERROR ") +
                base::escape_line(result.classname + " :: " + result.name) + '\n');
  }
}

void Progress::show() {
  const auto now = std::chrono::steady_clock::now();
  if (now - shown_ < between_updates && finished_ < cases_) return;
  shown_ = now;
  has_line_ = true;
  std::string line = "\r\x1b[K" + std::to_string(finished_) + " of " + std::to_string(cases_) + " cases";
  if (failed_ > 0) line += ", " + std::to_string(failed_) + " failed";
  if (unjudged_ > 0) line += ", " + std::to_string(unjudged_) + " not judged";
  print_error(line);
}

void Progress::done() {
  if (has_line_) print_error("\r\x1b[K");
  has_line_ = false;
}

}  // namespace concord::cli
