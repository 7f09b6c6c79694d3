// Between cases and the transport: limits of each provider, those that its answers tell included, and timers, in the
// one event loop.
#pragma once
#include "pace.h"

#include <concord/http/transport.h>
#include <concord/suite.h>

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <tuple>
#include <vector>

namespace concord::run {

struct Manners {
  bool obeys_answers = true;                // that ask to wait, or tell how many requests are left
  base::Milliseconds longest_wait{60'000};  // past it nothing waits: it is ErrorKind::RateLimited
  // Told once of each wait of a second or more: for how long, and what the server said.
  std::function<void(const suite::Provider&, base::Milliseconds, const std::string& said)> on_wait = {};
};

// Not thread-safe. Callbacks run from within turn().
class Sender {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  // `limit_of` says how fast and how wide a provider may be asked; it is asked once for each.
  using LimitOf = std::function<suite::Limits(const suite::Provider&)>;
  Sender(http::Transport& transport, const base::Clock& clock, LimitOf limit_of, Manners manners = {})
      : transport_(transport), clock_(clock), limit_of_(std::move(limit_of)), manners_(std::move(manners)) {}
  // Cleanup: what undoes something that was done is still sent when the run is to end. Undoable: what is undone later,
  // for which its answer must be known; it is not sent any more then, but its answer is waited for. Credentials: what
  // profiles ask for, mostly elsewhere, so its answers say nothing of how fast the provider may be asked.
  enum class Kind : std::uint8_t { Plain, Undoable, Cleanup, Credentials };
  // Sends as soon as the provider's limits allow.
  void send(const suite::Provider& provider, http::Request request, http::Transport::Done done,
            Kind kind = Kind::Plain);
  void after(base::Milliseconds delay, std::function<void()> action);
  // Waits for something to happen, at most `wait`, and runs what is due. Returns whether anything is still under way.
  bool turn(base::Milliseconds wait);
  // Ends what is active or waiting with ErrorKind::Interrupted.
  void cancel_all();
  // Only what is waiting and no cleanup.
  void cancel_waiting();
  // Only what is active.
  void cancel_active() { transport_.cancel_all(); }
  std::size_t active_cleanups() const { return active_cleanups_; }  // and what they wait for
  // From now on nothing waits for its turn in a rate.
  void ignore_rates();

 private:
  struct Waiting {
    http::Request request;
    http::Transport::Done done;
    Kind kind = Kind::Plain;
  };
  struct Lane {  // of one provider
    const suite::Provider* provider = nullptr;
    std::size_t connections = 0;  // 0: any number
    Pace pace;
    std::deque<Waiting> waiting;
    std::size_t active = 0;
    TimePoint timer{};      // when it is looked at again; one timer is enough, however many wait
    TimePoint told_until{}; // of the wait that was told last
  };
  struct Timer {
    TimePoint due;
    std::uint64_t order;
    std::function<void()> action;
    bool operator>(const Timer& other) const { return std::tie(due, order) > std::tie(other.due, other.order); }
  };
  Lane& lane_of(const suite::Provider& provider);
  void pump(Lane& lane);
  void cancel(Lane& lane, bool keeps_cleanups);
  bool takes_turn(Lane& lane);
  bool is_paced() const;
  void look_again(Lane& lane, TimePoint when);
  void tell_wait(Lane& lane, const Pace::Pause& pause, base::Milliseconds wait);
  void refuse_to_wait(Lane& lane, const Pace::Pause& pause, base::Milliseconds wait);
  void hear(Lane& lane, Kind kind, const http::Exchange& exchange);
  void end_unsent(std::deque<Waiting> unsent, const http::TransportError& why);
  void start(Lane& lane, Waiting next);
  void at(TimePoint due, std::function<void()> action);
  void run_due_timers();

  http::Transport& transport_;
  const base::Clock& clock_;
  LimitOf limit_of_;
  Manners manners_;
  std::map<const suite::Provider*, Lane> lanes_;
  std::vector<Timer> timers_;  // a heap, the next one first
  std::uint64_t timers_made_ = 0;
  std::size_t waiting_ = 0;
  std::size_t active_cleanups_ = 0;
  bool ignores_rates_ = false;
};

}  // namespace concord::run
