// Telling beside whoever tells: what a run writes down and remembers takes as long as half of its judging.
#pragma once
#include <concord/result/events.h>

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>

namespace concord::result {

// Tells all that it is told to another sink, in the same order and in a thread of its own, mostly within a
// millisecond. It makes the one who tells wait where that is too many events ahead, and tells a pause() whenever it has
// told what there was. When run_ended() returns, all has been told, and the other sink belongs to the caller again.
// What the other throws is thrown by one of the next calls. Where no thread can be started, it tells at once.
class SinkThread : public Sink {
 public:
  explicit SinkThread(Sink& to);  // which must outlive it, and is not to be used meanwhile
  ~SinkThread() override;
  SinkThread(const SinkThread&) = delete;
  SinkThread& operator=(const SinkThread&) = delete;

  void run_planned(const RunInfo& info, std::size_t cases) override;
  void case_planned(const CasePlan& plan) override;
  void case_started(std::size_t index) override;
  void attempt_failed(std::size_t index, const Attempt& attempt) override;
  void exchange_judged(std::size_t index, const StepResult& step) override;
  void waits(const Wait& wait) override;
  void observed(std::size_t index, const Observations& observations) override;
  void value_seen(const ValueSeen& seen) override;
  void case_finished(const CaseResult& result) override;
  void give_plan(CasePlan&& plan) override;
  void give_observed(std::size_t index, Observations&& observations) override;
  void give_value(ValueSeen&& seen) override;
  void give_case(std::shared_ptr<const CaseResult> result) override;
  void compared(const document::Node& what) override;
  void covered(const Coverage& coverage) override;
  void run_aborted(const Aborted& why) override;
  void run_ended(const RunEnd& end) override;
  bool hears_exchanges() const override { return to_.hears_exchanges(); }

 private:
  using Event = std::function<void(Sink&)>;
  void tell(Event event);  // throws what was thrown
  void add(Event event);
  void throw_fault();
  void work();
  void pass_on(const Event& event);
  template <class Until>
  void wait(std::unique_lock<std::mutex>& lock, const Until& until);

  Sink& to_;
  std::mutex mutex_;
  std::condition_variable has_come_, goes_on_;
  std::deque<Event> waiting_;
  std::exception_ptr fault_;
  bool is_telling_ = false;  // what was waiting
  bool is_hurried_ = false;  // somebody waits for what is told
  bool is_ending_ = false;
  std::thread thread_;
};

}  // namespace concord::result
