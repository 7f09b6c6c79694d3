#include "checks.h"
#include "shown.h"

#include <fmt/format.h>

#include <algorithm>

namespace concord::check {

namespace {

std::string documented_statuses(const contract::Operation& operation) {
  std::vector<std::string> names;
  for (const auto& answer : operation.responses) names.push_back(answer.status);
  return fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace

bool contradicts(const contract::Operation& operation, const std::vector<int>& expected_statuses) {
  if (expected_statuses.empty() || operation.responses.empty()) return false;
  return std::none_of(expected_statuses.begin(), expected_statuses.end(),
                      [&operation](int status) { return operation.find_response(status) != nullptr; });
}

void check_status_documented(const CheckContext& answer, Findings& findings) {
  if (answer.documented || answer.operation.responses.empty()) return;
  const auto& expected = answer.expected_statuses;
  const bool is_expected = std::find(expected.begin(), expected.end(), answer.response.status) != expected.end();
  // The suite's author knows of it: then it is the page that lags behind.
  if (is_expected && findings.level() == Level::Fail) findings.set_level(Level::Warn);
  auto& failure = findings.add("contract.status", fmt::format("status {} is not documented (documented: {})",
                                                              status_text(answer.response.status),
                                                              documented_statuses(answer.operation)));
  failure.expected = documented_statuses(answer.operation);
  failure.actual = std::to_string(answer.response.status);
  failure.found_kind = std::to_string(answer.response.status);
  failure.basis = "documented";
}

}  // namespace concord::check
