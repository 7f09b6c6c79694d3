// How fast one provider is asked: by the rate that is set, and as its answers say (quota.h). Not by who asks: cases do
// not each run into a limit that one of them has been told.
#pragma once
#include "quota.h"

#include <chrono>
#include <limits>

namespace concord::run {

class Pace {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  explicit Pace(double requests_per_second = 0) : requests_per_second_(requests_per_second) {}
  // From when on another request may be sent while `active` are under way; not after `now`: it may be sent now.
  TimePoint next_start(TimePoint now, std::size_t active) const;
  void started(TimePoint now);
  // `now` twice, by both clocks.
  void heard(const http::Response& response, base::SystemTime now, TimePoint steady);

  // What the server asked for, while there is something to wait for.
  struct Pause {
    TimePoint until;
    std::string said;
  };
  const Pause* pause(TimePoint now, std::size_t active) const;

 private:
  static constexpr std::uint64_t any = std::numeric_limits<std::uint64_t>::max();

  double requests_per_second_;
  TimePoint next_turn_{};
  Pause asked_{};
  // Those under way may be counted in `remaining_` or not: so no more may be under way than that.
  Pause quota_{};
  std::uint64_t remaining_ = any;
};

}  // namespace concord::run
