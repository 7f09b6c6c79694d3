#include "reproducible.h"

namespace concord::report {
namespace {

using namespace std::chrono_literals;
constexpr result::SystemTime fixed_time{std::chrono::sys_days(std::chrono::year(2000) / 1 / 1)};

}  // namespace

Reproducible::Reproducible(const result::RunSource& run) : run_(run), info_(run.info()), end_(run.end()) {
  info_.id = "00000000000000000000000000";
  info_.hostname = "localhost";
  info_.started_at = fixed_time;
  end_.wall_time = 0ms;
}

result::CaseFacts Reproducible::facts(std::size_t position) const {
  result::CaseFacts facts = run_.facts(position);
  facts.started_at = fixed_time;
  facts.duration = 0ms;
  return facts;
}

result::CaseResult Reproducible::read(std::size_t position) const {
  result::CaseResult one = run_.read(position);
  one.started_at = fixed_time;
  one.duration = 0ms;
  for (auto& attempt : one.retried) attempt.duration = 0ms;
  for (auto& step : one.steps) {
    if (!step.exchange) continue;
    step.exchange->timing = {};
    step.exchange->started_at = fixed_time;
    step.exchange->remote_address.clear();
  }
  return one;
}

}  // namespace concord::report
