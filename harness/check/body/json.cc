#include "checks.h"
#include "shown.h"
#include "body/stream.h"

#include <fmt/format.h>

namespace concord::check {

namespace {

std::string_view title_of(std::string_view rule) {
  if (rule == no_events_rule) return "the body is no stream of events";
  if (rule == cut_rule) return "the stream is cut";
  const bool is_readable = rule == "duplicate-key" || rule == "bom" || rule == "trailing";
  return is_readable ? "the body is not strict JSON" : "the body is not JSON";
}

std::string_view expected_of(std::string_view rule) {
  const bool is_of_events = rule == no_events_rule || rule == cut_rule;
  return is_of_events ? "server-sent events, each ended by an empty line (HTML, 9.2.5)" : "one JSON value (RFC 8259)";
}

}  // namespace

void check_json(const CheckContext& answer, Findings& findings) {
  if (!answer.json) return;
  for (const auto& fault : answer.json->faults) {
    // Deeper or larger than we read: valid JSON for all that we know.
    if (fault.is_over_bound()) {
      findings.cannot_judge("the body is more than can be judged: " + cut(fault.message, 200));
      continue;
    }
    auto& failure = findings.add("contract.json", fmt::format("{}: {}", title_of(fault.rule), cut(fault.message, 200)));
    failure.expected = expected_of(fault.rule);
    failure.actual = beginning(answer.response.body);
  }
}

}  // namespace concord::check
