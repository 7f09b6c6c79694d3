#include "sender.h"

#include <concord/base/text.h>

#include <algorithm>
#include <memory>
#include <utility>

namespace concord::run {
namespace {

// Above 100 a second two or more start together: to wake up for each would cost more than to send it.
constexpr base::Milliseconds shortest_rest{10};

}  // namespace

Sender::Lane& Sender::lane_of(const suite::Provider& provider) {
  const auto [lane, is_new] = lanes_.try_emplace(&provider);
  if (is_new) {
    const suite::Limits limits = limit_of_(provider);
    lane->second.provider = &provider;
    lane->second.connections = limits.connections;
    lane->second.pace = Pace(limits.requests_per_second);
  }
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
  const std::size_t most = lane.connections;
  while (!lane.waiting.empty() && (most == 0 || lane.active < most) && takes_turn(lane)) {
    Waiting next = std::move(lane.waiting.front());
    lane.waiting.pop_front();
    --waiting_;
    start(lane, std::move(next));
  }
}

// Whether a request may start now; else the lane is pumped again when one may, or those that wait are told that it is
// not waited for so long.
bool Sender::takes_turn(Lane& lane) {
  const TimePoint now = clock_.steady();
  const TimePoint start = ignores_rates_ ? now : lane.pace.next_start(now, lane.active);
  if (start <= now) return lane.pace.started(now), true;
  if (const Pace::Pause* pause = lane.pace.pause(now, lane.active)) {
    const auto wait = std::chrono::ceil<base::Milliseconds>(pause->until - now);
    // Where some are under way, how many may be is for the next answer to say.
    const bool is_too_long = wait > manners_.longest_wait && lane.active == 0;
    if (is_too_long) return refuse_to_wait(lane, *pause, wait), false;
    if (lane.active == 0) tell_wait(lane, *pause, wait);
  }
  return look_again(lane, std::max(start, now + shortest_rest)), false;
}

void Sender::look_again(Lane& lane, TimePoint when) {
  const TimePoint now = clock_.steady();
  if (lane.timer > now && lane.timer <= when) return;
  lane.timer = when;
  at(when, [this, &lane] { pump(lane); });
}

void Sender::tell_wait(Lane& lane, const Pace::Pause& pause, base::Milliseconds wait) {
  constexpr base::Milliseconds worth_telling{1'000};
  if (!manners_.on_wait || wait < worth_telling || pause.until <= lane.told_until) return;
  lane.told_until = pause.until;
  manners_.on_wait(*lane.provider, wait, pause.said);
}

// Not from here: send() does not call back.
void Sender::refuse_to_wait(Lane& lane, const Pace::Pause& pause, base::Milliseconds wait) {
  const http::TransportError why{
      http::ErrorKind::RateLimited,
      "not sent: " + lane.provider->name + " asked to wait (" + pause.said + "), " +
          base::describe_duration(wait) + " from now on, longer than --retry-max-time (" +
          base::describe_duration(manners_.longest_wait) + ")",
      "waiting", http::Delivery::NotSent};
  at(clock_.steady(), [this, unsent = std::make_shared<std::deque<Waiting>>(std::exchange(lane.waiting, {})), why] {
    end_unsent(std::move(*unsent), why);
  });
}

void Sender::end_unsent(std::deque<Waiting> unsent, const http::TransportError& why) {
  waiting_ -= unsent.size();
  for (Waiting& one : unsent) {
    http::Exchange exchange;
    exchange.request = std::move(one.request);
    exchange.error = why;
    one.done(std::move(exchange));
  }
}

void Sender::hear(Lane& lane, Kind kind, const http::Exchange& exchange) {
  if (!manners_.obeys_answers || kind == Kind::Credentials || !exchange.response) return;
  lane.pace.heard(*exchange.response, clock_.now(), clock_.steady());
}

void Sender::start(Lane& lane, Waiting next) {
  ++lane.active;
  const std::size_t cleanups = next.kind == Kind::Cleanup || next.kind == Kind::Undoable ? 1 : 0;
  active_cleanups_ += cleanups;
  transport_.start(std::move(next.request),
                   [this, &lane, cleanups, kind = next.kind, done = std::move(next.done)](http::Exchange&& exchange) {
                     --lane.active;
                     active_cleanups_ -= cleanups;
                     hear(lane, kind, exchange);
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

// Whether answers are to come of which none lets anything start before the next timer: there is no hurry to look at
// them, and to wake up for each would cost more than to judge it.
bool Sender::is_paced() const {
  const TimePoint now = clock_.steady();
  bool has_active = false;
  for (const auto& [provider, lane] : lanes_) {
    if (lane.active == 0) continue;
    has_active = true;
    if (lane.waiting.empty() || lane.timer <= now) return false;
  }
  return has_active;
}

bool Sender::turn(base::Milliseconds wait) {
  if (!timers_.empty()) {
    const auto until = std::chrono::ceil<base::Milliseconds>(timers_.front().due - clock_.steady());
    wait = std::clamp(until, base::Milliseconds(0), wait);
  }
  if (wait.count() > 0 && wait <= shortest_rest && is_paced()) {
    transport_.rest(wait);
    wait = base::Milliseconds(0);
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
  end_unsent(std::move(cancelled), {http::ErrorKind::Interrupted, "interrupted before it was sent", "sending",
                                    http::Delivery::NotSent});
}

void Sender::cancel_all() {
  transport_.cancel_all();
  for (auto& [provider, lane] : lanes_) cancel(lane, false);
}

void Sender::cancel_waiting() {
  for (auto& [provider, lane] : lanes_) cancel(lane, true);
}

}  // namespace concord::run
