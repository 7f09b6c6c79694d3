#include "checks.h"
#include "shown.h"

#include <fmt/format.h>

namespace concord::check {

namespace {

// What kind of trouble a fault is, before the parser's own words.
std::string_view title_of(std::string_view rule) {
  if (rule == "utf8") return "the body is not UTF-8";
  if (rule == "bom") return "the body begins with a byte order mark";
  if (rule == "duplicate-key") return "the body has a duplicate key";
  if (rule == "trailing") return "something follows the JSON value";
  if (rule == "depth" || rule == "size") return "the body is beyond the bounds";
  return "the body is not JSON";
}

// A server that meant to answer in HTML says so in its first bytes.
std::string beginning(const std::string& body) { return "begins with " + quoted(body); }

}  // namespace

void check_json(const Answer& answer, Findings& findings) {
  if (!answer.json) return;
  for (const auto& fault : answer.json->faults) {
    auto& failure = findings.add("contract.json", fmt::format("{}: {}", title_of(fault.rule), cut(fault.message, 200)));
    failure.expected = "one JSON value (RFC 8259)";
    failure.actual = beginning(answer.response.body);
  }
}

}  // namespace concord::check
