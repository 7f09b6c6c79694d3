#include "sender.h"

#include <algorithm>
#include <utility>

namespace concord::run {
namespace {

// A request that started late does not make those after it late, as long as it is not later than this: the rate that
// was asked for is reached although a loop wakes up by milliseconds.
constexpr std::chrono::milliseconds most_caught_up{20};
// Above 250 a second two or more start together: to wake up for each would cost more than to send it.
constexpr std::chrono::milliseconds shortest_rest{4};

}  // namespace

Sender::Lane& Sender::lane_of(const suite::Provider& provider) {
  const auto [lane, is_new] = lanes_.try_emplace(&provider);
  if (is_new) lane->second.limits = limit_of_(provider);
  return lane->second;
}

void Sender::send(const suite::Provider& provider, http::Request request, http::Transport::Done done, Kind kind) {
  Lane& lane = lane_of(provider);
  lane.waiting.push_back({std::move(request), std::move(done), kind});
  ++waiting_;
  pump(lane);
}

void Sender::after(base::Milliseconds delay, std::function<void()> action) {
  at(clock_.steady() + delay, std::move(action));
}

void Sender::at(TimePoint due, std::function<void()> action) {
  timers_.push_back({due, timers_made_++, std::move(action)});
  std::push_heap(timers_.begin(), timers_.end(), std::greater<>());
}

void Sender::pump(Lane& lane) {
  const std::size_t most = lane.limits.connections;
  while (!lane.waiting.empty() && (most == 0 || lane.active < most) && takes_turn(lane)) {
    Waiting next = std::move(lane.waiting.front());
    lane.waiting.pop_front();
    --waiting_;
    start(lane, std::move(next));
  }
}

// Whether a request may start now; else the lane is pumped again when one may.
bool Sender::takes_turn(Lane& lane) {
  if (lane.limits.requests_per_second <= 0 || ignores_rates_) return true;
  const TimePoint now = clock_.steady();
  if (now >= lane.next_start) {
    const std::chrono::duration<double> gap(1.0 / lane.limits.requests_per_second);
    const TimePoint turn = lane.next_start == TimePoint{} ? now : std::max(lane.next_start, now - most_caught_up);
    lane.next_start = turn + std::chrono::duration_cast<TimePoint::duration>(gap);
    return true;
  }
  if (!std::exchange(lane.has_timer, true)) {
    at(std::max(lane.next_start, now + shortest_rest), [this, &lane] {
      lane.has_timer = false;
      pump(lane);
    });
  }
  return false;
}

void Sender::start(Lane& lane, Waiting next) {
  ++lane.active;
  const std::size_t cleanups = next.kind == Kind::Cleanup ? 1 : 0;
  active_cleanups_ += cleanups;
  transport_.start(std::move(next.request),
                   [this, &lane, cleanups, done = std::move(next.done)](http::Exchange exchange) {
                     --lane.active;
                     active_cleanups_ -= cleanups;
                     done(std::move(exchange));
                     pump(lane);
                   });
}

void Sender::run_due_timers() {
  const TimePoint now = clock_.steady();
  while (!timers_.empty() && timers_.front().due <= now) {
    std::pop_heap(timers_.begin(), timers_.end(), std::greater<>());
    const auto action = std::move(timers_.back().action);
    timers_.pop_back();
    action();
  }
}

bool Sender::turn(base::Milliseconds wait) {
  if (!timers_.empty()) {
    const auto until = std::chrono::ceil<base::Milliseconds>(timers_.front().due - clock_.steady());
    wait = std::clamp(until, base::Milliseconds(0), wait);
  }
  const std::size_t active = transport_.poll(wait);
  run_due_timers();
  return active > 0 || waiting_ > 0 || !timers_.empty();
}

void Sender::ignore_rates() {
  if (std::exchange(ignores_rates_, true)) return;
  for (auto& [provider, lane] : lanes_) pump(lane);
}

void Sender::cancel(Lane& lane, bool keeps_cleanups) {
  std::deque<Waiting> cancelled;
  for (Waiting& one : std::exchange(lane.waiting, {})) {
    const bool is_kept = keeps_cleanups && one.kind == Kind::Cleanup;
    (is_kept ? lane.waiting : cancelled).push_back(std::move(one));
  }
  waiting_ -= cancelled.size();
  for (Waiting& one : cancelled) {
    http::Exchange exchange;
    exchange.request = std::move(one.request);
    exchange.error = http::TransportError{http::ErrorKind::Interrupted, "interrupted before it was sent", "sending",
                                          http::Delivery::NotSent};
    one.done(std::move(exchange));
  }
}

void Sender::cancel_all() {
  transport_.cancel_all();
  for (auto& [provider, lane] : lanes_) cancel(lane, false);
}

void Sender::cancel_waiting() {
  for (auto& [provider, lane] : lanes_) cancel(lane, true);
}

}  // namespace concord::run
