#include "progress.h"

#include "terminal.h"

#include <concord/base/clock.h>
#include <concord/base/text.h>
#include <concord/result/known_issues.h>

namespace concord::cli {

using result::Verdict;

namespace {

constexpr std::chrono::milliseconds between_updates{80};
constexpr std::size_t max_lines = 20;  // of what went wrong, before the summary has it all

base::Printable headers_of(const http::Headers& headers, const base::Printable& mark) {
  base::Printable text;
  for (const http::Header& header : headers) {
    text += mark + " " + base::printable(header.name) + ": " + base::printable(header.value) + "\n";
  }
  return text;
}

base::Printable body_of(const std::optional<result::Body>& body) {
  if (!body || body->text.empty()) return {};
  // A prefix on every line: no line of a server's may look like a command to the CI that shows this.
  base::Printable text = base::printable_lines(body->is_base64 ? "(base64) " + body->text : body->text, "| ");
  if (body->is_cut) text += "| (cut, " + base::Printable(body->size) + " bytes in all)\n";
  return text;
}

}  // namespace

base::Printable describe_exchanges(const result::CaseResult& result) {
  base::Printable text = "* " + base::printable(result::full_name(result)) + "\n";
  for (const result::StepResult& step : result.steps) {
    if (!step.exchange) continue;
    const result::ExchangeRecord& exchange = *step.exchange;
    text += "> " + base::printable(exchange.method + ' ' + exchange.url) + "\n";
    text += headers_of(exchange.request_headers, ">") + body_of(exchange.request_body);
    if (exchange.status == 0) continue;
    text += "< HTTP/" + base::printable(exchange.http_version) + " " + exchange.status + " " +
            base::printable(exchange.reason) + "\n";
    text += headers_of(exchange.response_headers, "<") + body_of(exchange.response_body);
  }
  return text + "\n";
}

void Progress::case_finished(const result::CaseResult& result) {
  ++finished_;
  failed_ += result.verdict == Verdict::Failed;
  unjudged_ += result.verdict == Verdict::Unjudged;
  if (look_.is_verbose) print_error(describe_exchanges(result));
  if (look_.is_quiet) return;
  if (look_.is_terminal) {
    show();
  } else if ((result.verdict == Verdict::Failed || result.verdict == Verdict::Unjudged) &&
             failed_ + unjudged_ <= max_lines) {
    print_error((result.verdict == Verdict::Failed ? base::Printable("FAIL  ") : base::Printable("ERROR ")) +
                base::printable(result::full_name(result)) + "\n");
  }
}

void Progress::waits(const result::Wait& wait) {
  if (look_.is_quiet) return;
  done();
  print_error("waiting " + base::printable(base::describe_duration(wait.duration)) + ", as " +
              base::printable(wait.provider) + " asked (" + base::printable(wait.said) + ")\n");
}

void Progress::show() {
  const auto now = std::chrono::steady_clock::now();
  if (now - shown_ < between_updates && finished_ < cases_) return;
  shown_ = now;
  has_line_ = true;
  base::Printable line = "\r\x1b[K" + base::Printable(finished_) + " of " + cases_ + " cases";
  if (failed_ > 0) line += ", " + base::Printable(failed_) + " failed";
  if (unjudged_ > 0) line += ", " + base::Printable(unjudged_) + " not judged";
  print_error(line);
}

void Progress::done() {
  if (has_line_) print_error("\r\x1b[K");
  has_line_ = false;
}

}  // namespace concord::cli
