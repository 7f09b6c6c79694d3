// A budget for whoever has stated none: past it people notice, and timeouts of clients come near.
#include "checks.h"
#include "exchange/phases.h"

#include <fmt/format.h>

namespace concord::check {

using namespace std::chrono_literals;

void check_slow(const CheckContext& answer, Findings& findings) {
  constexpr base::Milliseconds budget = 5s;
  const auto taken = rounded(answer.exchange.timing.total);
  if (taken <= budget) return;
  auto& failure = findings.add("contract.latency", fmt::format("took {}, more than {}", base::describe_duration(taken),
                                                               base::describe_duration(budget)));
  failure.expected = "at most " + base::describe_duration(budget);
  failure.actual = base::describe_duration(taken);
  failure.hint = longest_phase(answer.exchange.timing);
}

}  // namespace concord::check
