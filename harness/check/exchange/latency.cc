#include "checks.h"
#include "exchange/phases.h"
#include "shown.h"

#include <concord/base/text.h>

#include <fmt/format.h>

namespace concord::check {

namespace {

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
