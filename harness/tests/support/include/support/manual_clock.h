// A clock that a test turns.
#pragma once
#include <concord/base/clock.h>

namespace concord::support {

class ManualClock : public base::Clock {
 public:
  base::SystemTime now() const override { return now_; }
  std::chrono::steady_clock::time_point steady() const override { return steady_; }
  void tick(base::Milliseconds by) {
    now_ += by;
    steady_ += by;
  }

 private:
  base::SystemTime now_{std::chrono::milliseconds(1'772'359'200'000)};  // 2026-03-01T10:00:00Z
  std::chrono::steady_clock::time_point steady_{};
};

}  // namespace concord::support
