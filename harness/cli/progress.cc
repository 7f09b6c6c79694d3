#include "progress.h"

#include "terminal.h"

#include <concord/base/clock.h>
#include <concord/base/signals_blocked.h>
#include <concord/base/text.h>
#include <concord/result/known_issues.h>

#include <algorithm>
#include <utility>

namespace concord::cli {

using result::Verdict;

namespace {

constexpr std::chrono::milliseconds between_updates{80};
constexpr std::chrono::milliseconds between_looks{1'000};
constexpr std::chrono::seconds slow{2};
constexpr std::size_t max_name = 100;
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

Progress::Progress(std::size_t cases, Look look) : cases_(cases), look_(look) {
  const base::SignalsBlocked blocked;
  if (look_.is_terminal && !look_.is_quiet) shows_ = std::thread([this] { keep_showing(); });
}

Progress::~Progress() { done(); }

void Progress::keep_showing() {
  std::unique_lock lock(mutex_);
  while (!is_done_) {
    wakes_.wait_for(lock, between_looks);
    if (!is_done_ && !under_way_.empty()) show();
  }
}

void Progress::case_planned(const result::CasePlan& plan) {
  if (!shows_.joinable()) return;
  const std::lock_guard lock(mutex_);
  names_.emplace(plan.index, base::ellipsize(result::full_name(plan), max_name));
}

void Progress::case_started(std::size_t index) {
  if (!shows_.joinable()) return;
  const std::lock_guard lock(mutex_);
  under_way_.emplace(index, Clock::now());
}

void Progress::case_finished(const result::CaseResult& result) {
  const std::lock_guard lock(mutex_);
  ++finished_;
  failed_ += result.verdict == Verdict::Failed;
  unjudged_ += result.verdict == Verdict::Unjudged;
  under_way_.erase(result.index);
  names_.erase(result.index);
  if (look_.is_verbose) told_ += describe_exchanges(result);
  if (look_.is_quiet) return;
  if (look_.is_terminal) {
    if (Clock::now() - shown_ >= between_updates || finished_ >= cases_) show();
  } else if (result.verdict == Verdict::Failed || result.verdict == Verdict::Unjudged) {
    if (failed_ + unjudged_ == max_lines + 1) told_ += "… and more, which the summary has\n";
    if (failed_ + unjudged_ > max_lines) return;
    told_ += (result.verdict == Verdict::Failed ? base::Printable("FAIL  ") : base::Printable("ERROR ")) +
             base::printable(result::full_name(result)) + "\n";
  }
}

// What was told here is in the journal by now, however the program ends.
void Progress::pause() {
  const std::lock_guard lock(mutex_);
  tell();
}

void Progress::tell() {
  if (told_.empty()) return;
  clear();
  print_error(std::exchange(told_, {}));
}

void Progress::waits(const result::Wait& wait) {
  if (look_.is_quiet) return;
  const std::lock_guard lock(mutex_);
  tell();
  clear();
  print_error("waiting " + base::printable(base::describe_duration(wait.duration)) + ", as " +
              base::printable(wait.provider) + " asked (" + base::printable(wait.said) + ")\n");
}

// "8 s: knot.sessions :: a session is created"; "" while nothing is slow.
std::string Progress::slowest(Clock::time_point now) const {
  const auto first = std::min_element(under_way_.begin(), under_way_.end(),
                                      [](const auto& a, const auto& b) { return a.second < b.second; });
  if (first == under_way_.end() || now - first->second < slow) return "";
  const auto name = names_.find(first->first);
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now - first->second);
  return base::describe_duration(seconds) + ": " + (name == names_.end() ? std::string("a case") : name->second);
}

// One line of the screen at most: what is longer would not be written over.
void Progress::show() {
  shown_ = Clock::now();
  has_line_ = true;
  std::string line = std::to_string(finished_) + " of " + std::to_string(cases_) + " cases";
  if (failed_ > 0) line += ", " + std::to_string(failed_) + " failed";
  if (unjudged_ > 0) line += ", " + std::to_string(unjudged_) + " not judged";
  const std::string waited = slowest(shown_);
  if (!waited.empty()) line += "; " + waited;
  const std::size_t columns = stderr_columns();
  print_error("\r\x1b[K" + base::printable(base::ellipsize(line, columns == 0 ? 79 : columns - 1)));
}

void Progress::clear() {
  if (has_line_) print_error("\r\x1b[K");
  has_line_ = false;
}

void Progress::done() {
  {
    const std::lock_guard lock(mutex_);
    is_done_ = true;
    tell();
    clear();
  }
  wakes_.notify_all();
  if (shows_.joinable()) shows_.join();
}

}  // namespace concord::cli
