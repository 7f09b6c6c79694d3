#include "sender.h"

#include <algorithm>

namespace concord::run {

void Sender::send(const suite::Provider& provider, http::Request request, http::Transport::Done done) {
  lanes_[&provider].waiting.push_back({std::move(request), std::move(done)});
  ++waiting_;
  pump(provider);
}

void Sender::after(base::Milliseconds delay, std::function<void()> action) {
  timers_.push({clock_.steady() + delay, timers_made_++, std::move(action)});
}

void Sender::pump(const suite::Provider& provider) {
  Lane& lane = lanes_[&provider];
  const suite::Limits limits = limit_of_(provider);
  while (!lane.waiting.empty()) {
    if (limits.connections > 0 && lane.active >= limits.connections) return;
    const TimePoint now = clock_.steady();
    if (limits.requests_per_second > 0) {
      if (now < lane.next_start) {
        const auto delay = std::chrono::ceil<base::Milliseconds>(lane.next_start - now);
        after(delay, [this, &provider] { pump(provider); });
        return;
      }
      const std::chrono::duration<double> gap(1.0 / limits.requests_per_second);
      lane.next_start = std::max(lane.next_start, now) + std::chrono::duration_cast<TimePoint::duration>(gap);
    }
    Waiting next = std::move(lane.waiting.front());
    lane.waiting.pop_front();
    --waiting_;
    start(provider, lane, std::move(next));
  }
}

void Sender::start(const suite::Provider& provider, Lane& lane, Waiting next) {
  ++lane.active;
  transport_.start(std::move(next.request),
                   [this, &provider, &lane, done = std::move(next.done)](http::Exchange exchange) {
                     --lane.active;
                     done(std::move(exchange));
                     pump(provider);
                   });
}

void Sender::run_due_timers() {
  const TimePoint now = clock_.steady();
  while (!timers_.empty() && timers_.top().due <= now) {
    const auto action = timers_.top().action;
    timers_.pop();
    action();
  }
}

bool Sender::turn(base::Milliseconds wait) {
  if (!timers_.empty()) {
    const auto until = std::chrono::ceil<base::Milliseconds>(timers_.top().due - clock_.steady());
    wait = std::clamp(until, base::Milliseconds(0), wait);
  }
  const std::size_t active = transport_.poll(wait);
  run_due_timers();
  return active > 0 || waiting_ > 0 || !timers_.empty();
}

void Sender::cancel_all() {
  transport_.cancel_all();
  for (auto& [provider, lane] : lanes_) {
    std::deque<Waiting> waiting = std::move(lane.waiting);
    lane.waiting.clear();
    waiting_ -= waiting.size();
    for (Waiting& one : waiting) {
      http::Exchange exchange;
      exchange.request = std::move(one.request);
      exchange.error = http::TransportError{http::ErrorKind::Interrupted, "interrupted before it was sent", "sending",
                                            http::Delivery::NotSent};
      one.done(std::move(exchange));
    }
  }
}

}  // namespace concord::run
