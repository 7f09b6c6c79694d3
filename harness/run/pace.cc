#include "pace.h"

#include <algorithm>

namespace concord::run {
namespace {

// A request that started late does not make those after it late, as long as it is not later than this: the rate that
// was asked for is reached although a loop wakes up by milliseconds.
constexpr std::chrono::milliseconds most_caught_up{20};
// Seconds are rounded, so the end of one window is told as two.
constexpr std::chrono::milliseconds same_window{1'500};

}  // namespace

const Pace::Pause* Pace::pause(TimePoint now, std::size_t active) const {
  if (now < asked_.until) return &asked_;
  return now < quota_.until && active >= remaining_ ? &quota_ : nullptr;
}

Pace::TimePoint Pace::next_start(TimePoint now, std::size_t active) const {
  const Pause* paused = pause(now, active);
  return std::max(paused ? paused->until : now, requests_per_second_ > 0 ? next_turn_ : now);
}

void Pace::started(TimePoint now) {
  if (requests_per_second_ <= 0) return;
  const std::chrono::duration<double> gap(1.0 / requests_per_second_);
  const TimePoint turn = next_turn_ == TimePoint{} ? now : std::max(next_turn_, now - most_caught_up);
  next_turn_ = turn + std::chrono::duration_cast<TimePoint::duration>(gap);
}

void Pace::heard(const http::Response& response, base::SystemTime now, TimePoint steady) {
  if (response.status == 429 || response.status == 503) {
    const auto asked = asked_to_wait(response, now);
    if (asked && steady + asked->wait > asked_.until) asked_ = {steady + asked->wait, asked->said};
  }
  const auto left = quota(response, now);
  if (!left) return;
  const TimePoint until = steady + left->reset;
  // Answers may come in another order than they were counted: the least of a window is right.
  const bool is_same = steady < quota_.until && until < quota_.until + same_window;
  if (is_same && left->remaining >= remaining_) return;
  remaining_ = left->remaining;
  quota_ = {until, left->said};
}

}  // namespace concord::run
