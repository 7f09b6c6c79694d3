#include "checks.h"
#include "shown.h"

#include <fmt/format.h>

namespace concord::check {

namespace {

std::string_view title_of(std::string_view rule) {
  const bool is_readable = rule == "duplicate-key" || rule == "bom" || rule == "trailing";
  return is_readable ? "the body is not strict JSON" : "the body is not JSON";
}

// A server that meant to answer in HTML says so in its first bytes.
std::string beginning(const std::string& body) { return "begins with " + in_quotes(body); }

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
    failure.expected = "one JSON value (RFC 8259)";
    failure.actual = beginning(answer.response.body);
  }
}

}  // namespace concord::check
