#include <concord/result/events.h>

#include "last_digest.h"

#include <concord/base/text.h>

#include <algorithm>

namespace concord::result {

std::string digest_of_value(std::string_view plan_hash, std::string_view kind, std::string_view value) {
  static thread_local LastDigest of_kinds;
  std::string text = std::to_string(plan_hash.size());
  text.append(":").append(plan_hash).append(kind);
  std::string whole = of_kinds.of(std::move(text));
  const std::string digest = base::digest(base::DigestKind::Sha256, whole.append(value));
  return base::hex_encode(std::string_view(digest).substr(0, 8));
}

CheckFailure repeated_value(CheckFailure otherwise, std::string_view first_case) {
  otherwise.message.append(" came before, in ").append(first_case);
  return otherwise;
}

void Sinks::run_planned(const RunInfo& info, std::size_t cases) {
  for (Sink* sink : sinks_) sink->run_planned(info, cases);
}
void Sinks::case_planned(const CasePlan& plan) {
  for (Sink* sink : sinks_) sink->case_planned(plan);
}
void Sinks::case_started(std::size_t index) {
  for (Sink* sink : sinks_) sink->case_started(index);
}
void Sinks::attempt_failed(std::size_t index, const Attempt& attempt) {
  for (Sink* sink : sinks_) sink->attempt_failed(index, attempt);
}
void Sinks::exchange_judged(std::size_t index, const StepResult& step) {
  for (Sink* sink : sinks_) sink->exchange_judged(index, step);
}
void Sinks::waits(const Wait& wait) {
  for (Sink* sink : sinks_) sink->waits(wait);
}
void Sinks::observed(std::size_t index, const Observations& observations) {
  for (Sink* sink : sinks_) sink->observed(index, observations);
}
void Sinks::value_seen(const ValueSeen& seen) {
  for (Sink* sink : sinks_) sink->value_seen(seen);
}
void Sinks::case_finished(const CaseResult& result) {
  for (Sink* sink : sinks_) sink->case_finished(result);
}
void Sinks::covered(const Coverage& coverage) {
  for (Sink* sink : sinks_) sink->covered(coverage);
}

void Sinks::compared(const document::Node& what) {
  for (Sink* sink : sinks_) sink->compared(what);
}
void Sinks::run_aborted(const Aborted& why) {
  for (Sink* sink : sinks_) sink->run_aborted(why);
}
void Sinks::run_ended(const RunEnd& end) {
  for (Sink* sink : sinks_) sink->run_ended(end);
}
void Sinks::pause() {
  for (Sink* sink : sinks_) sink->pause();
}
bool Sinks::hears_exchanges() const {
  return std::any_of(sinks_.begin(), sinks_.end(), [](const Sink* sink) { return sink->hears_exchanges(); });
}

}  // namespace concord::result
