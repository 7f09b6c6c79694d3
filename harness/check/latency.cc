#include "checks.h"
#include "shown.h"

#include <concord/base/text.h>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace concord::check {

namespace {

base::Milliseconds rounded(http::Microseconds time) { return std::chrono::duration_cast<base::Milliseconds>(time); }

// Where the time went: the longest phase.
std::string longest_phase(const http::Timing& timing) {
  const std::pair<std::string_view, http::Microseconds> phases[] = {
      {"looking up the name", timing.name_lookup},
      {"connecting", timing.connect > timing.name_lookup ? timing.connect - timing.name_lookup : http::Microseconds{0}},
      {"the TLS handshake", timing.tls > timing.connect ? timing.tls - timing.connect : http::Microseconds{0}},
      {"waiting for the first byte",
       timing.first_byte - std::min(timing.first_byte, std::max({timing.connect, timing.tls, timing.sent}))},
      {"reading the body", timing.total - std::min(timing.total, timing.first_byte)},
  };
  const auto* longest = &phases[0];
  for (const auto& phase : phases) {
    if (phase.second > longest->second) longest = &phase;
  }
  return fmt::format("{} of it were {}", base::describe_duration(rounded(longest->second)), longest->first);
}

class TimeExpectation : public Expectation {
 public:
  explicit TimeExpectation(std::optional<base::Milliseconds> most) : most_(most) {}

  void evaluate(const CheckContext& answer, Findings& findings) const override {
    const auto& timing = answer.exchange.timing;
    if (most_ && timing.total <= *most_) return;
    if (!most_) {
      findings.add("contract.latency", "max_time: a template in the expectation was not filled in");
      return;
    }
    const auto taken = base::describe_duration(rounded(timing.total));
    const auto allowed = base::describe_duration(*most_);
    auto& failure = findings.add("contract.latency", fmt::format("took {}, the case allows {}", taken, allowed));
    failure.expected = "at most " + allowed;
    failure.actual = taken;
    failure.hint = longest_phase(timing);
  }

 private:
  std::optional<base::Milliseconds> most_;
};

}  // namespace

ParsedExpectation parse_max_time(const Node& value) {
  const auto text = value.string_or_empty();
  const auto most = base::parse_duration(text);
  if (!most && text.find("{{") == std::string_view::npos) {
    return base::error("expect.value", fmt::format("max_time takes a duration, not {}", shown(value)), value.span(),
                       "a number with its unit: 500ms, 2s, 1m");
  }
  return std::unique_ptr<Expectation>(std::make_unique<TimeExpectation>(most));
}

}  // namespace concord::check
