#include "phase_limits.h"

#include "curl_transfer.h"

namespace concord::http {

void PhaseLimits::begin(Slot& slot, Milliseconds limit) {
  if (slot.phase_ends) ends_.erase({*slot.phase_ends, &slot});
  slot.phase_ends.reset();
  if (limit.count() <= 0) return;
  slot.phase_limit = limit;
  slot.phase_ends = std::chrono::steady_clock::now() + limit;
  ends_.insert({*slot.phase_ends, &slot});
}

std::optional<PhaseLimits::TimePoint> PhaseLimits::next() const {
  return ends_.empty() ? std::nullopt : std::optional(ends_.begin()->first);
}

Slot* PhaseLimits::take_due(TimePoint now) {
  if (ends_.empty() || ends_.begin()->first > now) return nullptr;
  Slot* slot = ends_.begin()->second;
  end(*slot);
  slot->is_phase_over = true;
  return slot;
}

}  // namespace concord::http
