// Limits of phases for which libcurl has none of their own: a connection without its handshake, a handshake, the first
// byte of an answer.
#pragma once
#include <concord/http.h>

#include <chrono>
#include <optional>
#include <set>
#include <utility>

namespace concord::http {

struct Slot;

// Not thread-safe.
class PhaseLimits {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;
  // The phase of the slot's transfer that begins now ends within `limit`, or, where that is 0, whenever it does.
  void begin(Slot& slot, Milliseconds limit);
  void end(Slot& slot) { begin(slot, Milliseconds(0)); }
  std::optional<TimePoint> next() const;
  // One whose phase has not ended in time; null when there is none.
  Slot* take_due(TimePoint now);

 private:
  std::set<std::pair<TimePoint, Slot*>> ends_;
};

}  // namespace concord::http
