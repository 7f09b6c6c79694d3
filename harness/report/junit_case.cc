#include "junit_case.h"

#include "facts.h"
#include "junit_text.h"
#include "junit_types.h"

#include <concord/base/clean_text.h>

#include <fmt/format.h>

#include <algorithm>

namespace concord::report {
namespace {

using pugi::xml_node;
using result::CaseResult;
using result::RunError;
using result::Verdict;

constexpr std::size_t max_attempts_shown = 20;

void set(xml_node node, const char* name, const std::string& value) {
  node.append_attribute(name).set_value(value.c_str());
}

xml_node outcome(xml_node test, const char* element, const std::string& message, const std::string& type,
                 const std::string& text) {
  xml_node node = test.append_child(element);
  set(node, "message", message);
  if (!type.empty()) set(node, "type", known_junit_type(type));
  node.append_child(pugi::node_pcdata).set_value(text.c_str());
  return node;
}

void attempt(xml_node test, const char* element, const RunError& error, const std::string& message,
             const std::string& trace) {
  xml_node node = test.append_child(element);
  set(node, "message", message);
  set(node, "type", std::string(result::run_error_kind_name(error.kind)));
  node.append_child("stackTrace").append_child(pugi::node_pcdata).set_value(trace.c_str());
}

// Whatever was the cause, flakyFailure: it is the one that consumers show.
void append_flaky(xml_node test, const CaseResult& result) {
  const std::size_t shown = std::min(result.retried.size(), max_attempts_shown);
  for (std::size_t i = 0; i < shown; ++i) {
    const RunError& error = result.retried[i].error;
    attempt(test, "flakyFailure", error, fmt::format("{} on attempt {}", error_message(error), i + 1),
            flaky_text(result));
  }
  if (shown == 0)
    attempt(test, "flakyFailure", {result::RunErrorKind::Infra, "", "", {}}, "passed on a later attempt", flaky_text(result));
}

// The first attempt is the error itself when none could be judged; a broken contract has all of them as earlier ones.
void append_reruns(xml_node test, const CaseResult& result, std::size_t first) {
  const std::size_t of = attempts_of(result);
  const std::size_t end = std::min(result.retried.size(), first + max_attempts_shown);
  for (std::size_t i = first; i < end; ++i) {
    const RunError& error = result.retried[i].error;
    attempt(test, "rerunError", error, error_message(error), attempt_text(error, i + 1, of));
  }
}

void append_error(xml_node test, const CaseResult& result) {
  const RunError last = result.error.value_or(RunError{});
  const RunError& first = result.retried.empty() ? last : result.retried.front().error;
  outcome(test, "error", error_message(first), std::string(result::run_error_kind_name(first.kind)),
          error_text(result));
  append_reruns(test, result, 1);
  if (!result.retried.empty()) {
    attempt(test, "rerunError", last, error_message(last),
            attempt_text(last, attempts_of(result), attempts_of(result)));
  }
}

void append_failure(xml_node test, const CaseResult& result) {
  const std::string type = result.failures.empty() ? "contract.other" : result.failures.front().type;
  outcome(test, "failure", failure_message(result), type.empty() ? "contract.other" : type, failure_text(result));
  append_reruns(test, result, 0);
}

void append_property(xml_node properties, const char* name, const std::string& value) {
  if (value.empty()) return;
  xml_node property = properties.append_child("property");
  set(property, "name", name);
  set(property, "value", value);
}

void extend(xml_node test, const CaseResult& result, const Options& options) {
  const auto place = place_of(result);
  if (!place.file.empty()) set(test, "file", base::clean_line(place.file));
  if (place.line != 0) set(test, "line", std::to_string(place.line));
  const auto* step = telling_step(result);
  if (!step) return;
  xml_node properties = test.append_child("properties");
  if (step->exchange->status != 0) append_property(properties, "http.status", std::to_string(step->exchange->status));
  append_property(properties, "operation", base::clean_line(step->operation));
  if (!options.attachments.empty())
    append_property(properties, "attachment", base::clean_line(options.attachments + '/' + attachment_name(result)));
}

}  // namespace

JunitOutcome junit_outcome(const CaseResult& result) {
  switch (result.verdict) {
    case Verdict::Passed:
    case Verdict::Flaky: return JunitOutcome::Passed;
    case Verdict::Failed: return JunitOutcome::Failure;
    case Verdict::Unjudged: return JunitOutcome::Error;
    case Verdict::Skipped:
    case Verdict::Blocked:
    case Verdict::NotRun: break;
  }
  return JunitOutcome::Skipped;
}

std::string junit_seconds(std::chrono::milliseconds duration) {
  const auto count = std::max<std::chrono::milliseconds::rep>(0, duration.count());
  return fmt::format("{}.{:03}", count / 1000, count % 1000);
}

void append_testcase(xml_node suite, const std::string& classname, const std::string& name, const CaseResult& result,
                     const Options& options) {
  xml_node test = suite.append_child("testcase");
  set(test, "classname", classname);
  set(test, "name", name);
  set(test, "time", junit_seconds(result.duration));
  if (options.extended) extend(test, result, options);
  switch (junit_outcome(result)) {
    case JunitOutcome::Failure: append_failure(test, result); break;
    case JunitOutcome::Error: append_error(test, result); break;
    case JunitOutcome::Skipped: outcome(test, "skipped", skip_message(result), "", skip_text(result)); break;
    case JunitOutcome::Passed:
      if (result.verdict == Verdict::Flaky) append_flaky(test, result);
      break;
  }
  const std::string output = system_out(result, options);
  if (!output.empty()) test.append_child("system-out").append_child(pugi::node_pcdata).set_value(output.c_str());
}

}  // namespace concord::report
