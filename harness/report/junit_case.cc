#include "junit_case.h"

#include "facts.h"
#include "junit_text.h"

#include <concord/base/clean_text.h>
#include <concord/report/junit_types.h>

#include <fmt/format.h>

#include <algorithm>

namespace concord::report {
namespace {

using base::XmlWriter;
using result::CaseResult;
using result::RunError;
using result::Verdict;

constexpr std::size_t max_attempts_shown = 20;

void outcome(XmlWriter& xml, const char* element, const std::string& message, const std::string& type,
             const std::string& text) {
  xml.open(element);
  xml.attribute("message", message);
  if (!type.empty()) xml.attribute("type", known_junit_type(type));
  xml.text(text);
  xml.close();
}

void attempt(XmlWriter& xml, const char* element, const RunError& error, const std::string& message,
             const std::string& trace) {
  xml.open(element);
  xml.attribute("message", message);
  xml.attribute("type", result::run_error_kind_name(error.kind));
  xml.element("stackTrace", trace);
  xml.close();
}

// Whatever was the cause, flakyFailure: it is the one that consumers show.
void append_flaky(XmlWriter& xml, const CaseResult& result) {
  const std::size_t shown = std::min(result.retried.size(), max_attempts_shown);
  for (std::size_t i = 0; i < shown; ++i) {
    const RunError& error = result.retried[i].error;
    attempt(xml, "flakyFailure", error, fmt::format("{} on attempt {}", error_message(error), i + 1),
            flaky_text(result));
  }
  if (shown == 0)
    attempt(xml, "flakyFailure", {result::RunErrorKind::Infra, "", "", {}}, "passed on a later attempt",
            flaky_text(result));
}

// The first attempt is the error itself when none could be judged; a broken contract has all of them as earlier ones.
void append_reruns(XmlWriter& xml, const CaseResult& result, std::size_t first) {
  const std::size_t of = attempts_of(result);
  const std::size_t end = std::min(result.retried.size(), first + max_attempts_shown);
  for (std::size_t i = first; i < end; ++i) {
    const RunError& error = result.retried[i].error;
    attempt(xml, "rerunError", error, error_message(error), attempt_text(error, i + 1, of));
  }
}

void append_error(XmlWriter& xml, const CaseResult& result) {
  const RunError last = result.error.value_or(RunError{});
  const RunError& first = result.retried.empty() ? last : result.retried.front().error;
  outcome(xml, "error", error_message(first), std::string(result::run_error_kind_name(first.kind)),
          error_text(result));
  append_reruns(xml, result, 1);
  if (!result.retried.empty()) {
    attempt(xml, "rerunError", last, error_message(last),
            attempt_text(last, attempts_of(result), attempts_of(result)));
  }
}

void append_failure(XmlWriter& xml, const CaseResult& result, const Memory& memory) {
  const std::string type = result.failures.empty() ? "contract.other" : result.failures.front().type;
  outcome(xml, "failure", failure_message(result), type.empty() ? "contract.other" : type,
          failure_text(result, memory));
  append_reruns(xml, result, 0);
}

void append_property(XmlWriter& xml, const char* name, const std::string& value) {
  if (value.empty()) return;
  xml.open("property");
  xml.attribute("name", name);
  xml.attribute("value", value);
  xml.close();
}

void extend(XmlWriter& xml, const CaseResult& result, const Options& options) {
  const auto place = place_of(result);
  if (!place.file.empty()) xml.attribute("file", base::clean_line(place.file));
  if (place.line != 0) xml.attribute("line", std::to_string(place.line));
  const auto* step = telling_step(result);
  if (!step) return;
  const bool has_status = step->exchange->status != 0;
  if (!has_status && step->operation.empty() && options.attachments.empty()) return;
  xml.open("properties");
  if (has_status) append_property(xml, "http.status", std::to_string(step->exchange->status));
  append_property(xml, "operation", base::clean_line(step->operation));
  if (!options.attachments.empty())
    append_property(xml, "attachment", base::clean_line(options.attachments + '/' + attachment_name(result)));
  xml.close();
}

}  // namespace

JunitOutcome junit_outcome(Verdict verdict) {
  switch (verdict) {
    case Verdict::Passed:
    case Verdict::Flaky: return JunitOutcome::Passed;
    case Verdict::Failed: return JunitOutcome::Failure;
    case Verdict::Unjudged: return JunitOutcome::Error;
    case Verdict::KnownIssue:
    case Verdict::Skipped:
    case Verdict::Blocked:
    case Verdict::NotRun: break;
  }
  return JunitOutcome::Skipped;
}

std::string junit_seconds(std::chrono::milliseconds duration) {
  const auto count = std::max<std::chrono::milliseconds::rep>(0, duration.count());
  const std::string thousandths = std::to_string(1000 + count % 1000).substr(1);
  return std::to_string(count / 1000) + '.' + thousandths;
}

void append_testcase(XmlWriter& xml, const std::string& classname, const std::string& name, const CaseResult& result,
                     const Memory& memory, const Options& options) {
  xml.open("testcase");
  xml.attribute("classname", classname);
  xml.attribute("name", name);
  xml.attribute("time", junit_seconds(result.duration));
  if (options.extended) extend(xml, result, options);
  switch (junit_outcome(result.verdict)) {
    case JunitOutcome::Failure: append_failure(xml, result, memory); break;
    case JunitOutcome::Error: append_error(xml, result); break;
    case JunitOutcome::Skipped: outcome(xml, "skipped", skip_message(result), "", skip_text(result)); break;
    case JunitOutcome::Passed:
      if (result.verdict == Verdict::Flaky) append_flaky(xml, result);
      break;
  }
  const std::string output = system_out(result, options);
  if (!output.empty()) xml.element("system-out", output);
  xml.close();
}

}  // namespace concord::report
