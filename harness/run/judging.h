// Judging beside the loop. What is small is judged at once; a large answer would hold up the network for all others, so
// it is handed to a thread, and what it needs goes with it: the run may end, or give the case up, before it is judged.
#pragma once
#include <concord/check/exchange_checker.h>
#include <concord/http/transport.h>
#include <concord/suite.h>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

namespace concord::run {

// One exchange to be judged, with all that it takes: nothing in it belongs to the loop.
struct Judging {
  std::shared_ptr<const suite::Case> one;  // keeps the operation and the schemas
  const contract::Operation* operation = nullptr;
  http::Exchange exchange;
  document::Node request;
  std::shared_ptr<const check::Expectations> expectations;
  std::vector<check::SentSecret> secrets;
  check::Levels levels;
  bool is_observed = false;
  // Of a step that asks until something holds; null: none. Where `until` does not hold, `expectations` do not count.
  std::shared_ptr<const check::Expectations> until, stop_if;
  // Filled in:
  check::ExchangeOutcome outcome;
  bool is_faulty = false;  // the checker threw, which is a fault of ours
  bool is_so = false;      // what `until` names
  bool is_stopped = false;          // what `stop_if` names is so
  result::CheckFailure otherwise;   // the first thing that keeps `until` from holding
};

// Whether the answer is as `wanted`, whatever the contract says; else the first thing that is not.
bool holds(const check::ExchangeChecker& checker, const check::ExchangeQuestion& question,
           const check::Expectations& wanted, result::CheckFailure& otherwise);

class JudgingThread {
 public:
  // `checker` is shared with whatever is still judged when this ends. `transport` is woken when something is judged.
  JudgingThread(std::shared_ptr<const check::ExchangeChecker> checker, http::Transport& transport);
  // Waits at most a second for what is being judged, then leaves the thread to itself.
  ~JudgingThread();
  JudgingThread(const JudgingThread&) = delete;
  JudgingThread& operator=(const JudgingThread&) = delete;

  using Judged = std::function<void(Judging&)>;
  void start(std::unique_ptr<Judging> judging, Judged judged);
  // Calls `judged` for what is done. Returns whether anything was.
  bool deliver();
  std::size_t pending() const { return pending_; }

  // For good: what is being judged beside the loop is given up soon, unless it is small.
  void give_up() { state_->stop = 1; }

  // Judges here and now, and fills in what is said of it. Gives up soon after `stop` is not 0, unless it is small.
  static void judge(const check::ExchangeChecker& checker, const check::ExchangeQuestion& question, Judging& judging,
                    const std::atomic<int>& stop);

 private:
  struct Item {
    std::unique_ptr<Judging> judging;
    Judged judged;
  };
  struct State {
    std::shared_ptr<const check::ExchangeChecker> checker;
    http::Transport* transport;  // null once the loop has ended
    std::mutex mutex;
    std::condition_variable changed;
    std::deque<Item> waiting, done;
    std::atomic<int> stop{0};
    bool is_ending = false;
    bool has_ended = false;
  };
  static void work(const std::shared_ptr<State>& state);

  std::shared_ptr<State> state_;
  std::thread thread_;
  std::size_t pending_ = 0;
};

}  // namespace concord::run
