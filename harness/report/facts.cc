#include "facts.h"

#include <concord/base/clock.h>
#include <concord/base/counted.h>
#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace concord::report {

using result::CaseResult;
using result::ExchangeRecord;
using result::Place;
using result::Verdict;

Place parse_place(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return {std::string(text), 0, 0};
  std::uint32_t line = 0;
  const auto [end, fault] = std::from_chars(text.data() + colon + 1, text.data() + text.size(), line);
  if (fault != std::errc() || end != text.data() + text.size()) return {std::string(text), 0, 0};
  return {std::string(text.substr(0, colon)), line, 0};
}

std::string in_words(const Place& place) {
  if (place.line == 0) return place.file;
  return fmt::format("{}, line {}", place.file, place.line);
}

std::string count_bytes(std::uint64_t number) { return base::counted(number, "byte"); }

const result::StepResult* telling_step(const CaseResult& result) {
  if (!result.failures.empty()) {
    const std::size_t step = result.failures.front().step;
    if (step < result.steps.size() && result.steps[step].exchange) return &result.steps[step];
  }
  for (auto step = result.steps.rbegin(); step != result.steps.rend(); ++step) {
    if (step->exchange && step->kind != result::StepKind::After) return &*step;
  }
  return nullptr;
}

result::Milliseconds total_time(const ExchangeRecord& exchange) {
  return std::chrono::duration_cast<result::Milliseconds>(exchange.timing.total);
}

std::string status_text(const ExchangeRecord& exchange) {
  const std::string_view reason =
      exchange.reason.empty() ? http::reason_phrase(exchange.status) : std::string_view(exchange.reason);
  return reason.empty() ? std::to_string(exchange.status) : fmt::format("{} {}", exchange.status, reason);
}

std::string describe_response(const ExchangeRecord& exchange) {
  const std::string time = base::describe_duration(total_time(exchange));
  if (exchange.status == 0) return "no answer after " + time;
  const std::string* type = http::find_header(exchange.response_headers, "Content-Type");
  const std::string size = count_bytes(exchange.response_body ? exchange.response_body->size : 0);
  return fmt::format("{}, {}, {}, {}", status_text(exchange), type ? *type : "no content type", size, time);
}

// Recorded times count from the start of the transfer.
std::array<Phase, 6> phases_of(const http::Timing& timing) {
  http::Microseconds reached{0};
  const auto since = [&reached](http::Microseconds at) {
    const auto spent = std::max(http::Microseconds(0), at - reached);
    reached = std::max(reached, at);
    return spent;
  };
  return {{{"name lookup", since(timing.name_lookup)},
           {"connect", since(timing.connect)},
           {"TLS", since(timing.tls)},
           {"send", since(timing.sent)},
           {"wait", since(timing.first_byte)},
           {"receive", since(timing.total)}}};
}

std::string documentation_of(const CaseResult& result) {
  if (!result.failures.empty() && !result.failures.front().documentation.empty())
    return result.failures.front().documentation;
  return result.documentation;
}

Place place_of(const CaseResult& result) {
  if (!result.failures.empty() && !result.failures.front().place.file.empty()) return result.failures.front().place;
  if (result.error && !result.error->place.file.empty()) return result.error->place;
  return result.place.file.empty() ? Place{result.suite_file, result.place.line, 0} : result.place;
}

std::size_t attempts_of(const CaseResult& result) { return result.retried.size() + 1; }

std::string_view verdict_words(Verdict verdict) {
  switch (verdict) {
    case Verdict::Passed: return "passed";
    case Verdict::Failed: return "failed";
    case Verdict::Unjudged: return "could not be judged";
    case Verdict::Flaky: return "flaky";
    case Verdict::KnownIssue: return "known issue";
    case Verdict::Skipped: return "skipped";
    case Verdict::Blocked: return "blocked";
    case Verdict::NotRun: return "not run";
  }
  return "";
}

std::string describe_totals(const result::Totals& totals) {
  std::string text = fmt::format("{} passed", totals.passed);
  const auto add = [&text](std::size_t number, Verdict verdict) {
    if (number != 0) text += fmt::format(", {} {}", number, verdict_words(verdict));
  };
  add(totals.failed, Verdict::Failed);
  add(totals.unjudged, Verdict::Unjudged);
  add(totals.flaky, Verdict::Flaky);
  if (totals.known_issues != 0) text += ", " + base::counted(totals.known_issues, "known issue");
  add(totals.skipped, Verdict::Skipped);
  add(totals.blocked, Verdict::Blocked);
  add(totals.not_run, Verdict::NotRun);
  return text;
}

std::string describe_wall_time(result::Milliseconds duration) {
  if (duration >= std::chrono::minutes(1)) return base::describe_duration(duration);
  const auto centiseconds = (duration.count() + 5) / 10;
  return fmt::format("{}.{:02} s", centiseconds / 100, centiseconds % 100);
}

std::string where_in_answer(const result::CheckFailure& failure) {
  if (failure.pointer.empty()) return "";
  if (failure.pointer.front() == '/') return "response body " + failure.pointer;
  return failure.pointer;
}

}  // namespace concord::report
