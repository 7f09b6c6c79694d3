// What belongs to a case: its status, its errors, how long it takes and how large its answers are.
#include "drift_answer.h"

#include <concord/base/clock.h>
#include <concord/base/counted.h>

#include <fmt/format.h>

namespace concord::history {

namespace {

constexpr std::int64_t latency_factor = 10, size_factor = 10;

std::string bytes_text(std::int64_t bytes) {
  if (bytes < 1'000) return base::counted(static_cast<std::size_t>(bytes), "byte");
  if (bytes < 1'000'000) return fmt::format("{} KB", bytes / 1'000);
  return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
}

// Of a case as a whole, told of the answer that shows it most.
Drift drift_of(const char* kind, const SeenCase& one, std::span<const std::uint32_t> measures) {
  const auto most = std::max_element(measures.begin(), measures.end()) - measures.begin();
  const SeenAnswer& answer = one.answers().list[static_cast<std::size_t>(most)];
  Drift drift;
  drift.kind = kind;
  drift.operation = answer.operation;
  drift.status = answer.status;
  return drift;
}

}  // namespace

void Drifting::tell_status(const Answer& answer, const std::map<int, CasePart>& known) {
  std::set<std::string> before;
  for (const auto& [other, ignored] : known) before.insert(std::to_string(other));
  Drift drift = answer.drift("drift.status", "");
  drift.was = joined(before);
  drift.now = std::to_string(answer.status);
  drift.message = fmt::format("the status is {}, it was {} in {}", drift.now, drift.was, runs_text(answer.profile));
  tell(std::move(drift), answer.one);
}

void Drifting::compare_errors(const Answer& answer, CasePart& was, CasePart& now) {
  const bool is_success = answer.status < 400;
  const std::int64_t enough = is_success ? enough_runs_alone : enough_runs;
  for (const auto& [pointer, codes] : now.errors) {
    const auto [at, is_first] = was.errors.try_emplace(pointer);
    auto& before = at->second;
    if (is_first) was.errors_came[pointer] = was.runs;
    const auto known = was.errors_came.find(pointer);
    const std::int64_t came = known == was.errors_came.end() ? 0 : known->second;
    const bool was_one = before.size() == 1 && was.runs - came >= enough;
    const bool is_other = codes.size() == 1 && !before.contains(*codes.begin());
    if (was_one && is_other && !answer.is_broken(pointer)) {
      const bool is_message = codes.begin()->starts_with('#') || before.begin()->starts_with('#');
      const char* of_code = is_success ? "drift.success-code" : "drift.error-code";
      Drift drift = answer.drift(is_message ? "drift.error-message" : of_code, pointer);
      if (is_message) {
        drift.message =
            fmt::format("{} has other words than in {}", pointer, runs_text(answer.profile, was, came));
      } else {
        drift.was = base::in_quotes(*before.begin());
        drift.now = base::in_quotes(*codes.begin());
        drift.other = *codes.begin();
        drift.message = fmt::format("{} is {}, it was {} in {}", pointer, drift.now, drift.was,
                                    runs_text(answer.profile, was, came));
      }
      tell(std::move(drift), answer.one);
      before.clear();  // what was told is known from now on
      was.errors_came[pointer] = was.runs;
    }
    before.insert(codes.begin(), codes.end());
  }
}

void Drifting::compare_latency(const KnownCase& one, const CaseProfile& profile, std::int64_t slowest) {
  const bool is_far = slowest >= latency_factor * std::max<std::int64_t>(profile.slowest, 1) &&
                      slowest - profile.slowest >= latency_floor_ms;
  if (profile.runs < enough_runs || !is_far) return;
  Drift drift = drift_of("drift.latency", *one.seen, one.seen->measures().times);
  drift.was = "at most " + base::describe_duration(base::Milliseconds(profile.slowest));
  drift.now = base::describe_duration(base::Milliseconds(slowest));
  drift.message = fmt::format("took {}, {} in {}", drift.now, drift.was, runs_text(profile));
  tell(std::move(drift), one);
}

void Drifting::compare_size(const KnownCase& one, const CaseProfile& profile, std::int64_t largest) {
  const bool is_far = largest >= size_factor * profile.largest && largest - profile.largest >= size_floor;
  if (profile.runs < enough_runs || profile.largest == 0 || !is_far) return;
  Drift drift = drift_of("drift.size", *one.seen, one.seen->measures().sizes);
  drift.was = "at most " + bytes_text(profile.largest);
  drift.now = bytes_text(largest);
  drift.message = fmt::format("the answer has {}, {} in {}", drift.now, drift.was, runs_text(profile));
  tell(std::move(drift), one);
}

}  // namespace concord::history
