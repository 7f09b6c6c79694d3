#include <concord/result/sink_thread.h>

#include <concord/base/signals_blocked.h>

#include <system_error>
#include <utility>

namespace concord::result {

namespace {

// To wake the thread for each event would cost more than most of them: it takes many at once, and none waits long.
constexpr std::size_t worth_waking = 32;
constexpr std::chrono::microseconds longest_rest{500};
// Each may hold two bodies, and is lost where the program is killed while the other sink is held up: by a terminal that
// nobody reads.
constexpr std::size_t most_behind = 64;

}  // namespace

SinkThread::SinkThread(Sink& to) : to_(to) {
  const base::SignalsBlocked blocked;
  try {
    thread_ = std::thread([this] { work(); });
  } catch (const std::system_error&) {  // there are too many
  }
}

SinkThread::~SinkThread() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    is_ending_ = true;
  }
  has_come_.notify_one();
  thread_.join();
}

void SinkThread::throw_fault() {
  const std::lock_guard lock(mutex_);
  if (fault_) std::rethrow_exception(std::exchange(fault_, nullptr));
}

void SinkThread::tell(Event event) {
  throw_fault();
  add(std::move(event));
}

void SinkThread::add(Event event) {
  if (!thread_.joinable()) return event(to_), to_.pause();
  std::unique_lock lock(mutex_);
  if (waiting_.size() >= most_behind) wait(lock, [this] { return waiting_.size() < most_behind; });
  waiting_.push_back(std::move(event));
  const bool wakes = waiting_.size() == 1 || waiting_.size() == worth_waking;
  lock.unlock();
  if (wakes) has_come_.notify_one();
}

template <class Until>
void SinkThread::wait(std::unique_lock<std::mutex>& lock, const Until& until) {
  is_hurried_ = true;
  has_come_.notify_one();
  goes_on_.wait(lock, until);
  is_hurried_ = false;
}

void SinkThread::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    has_come_.wait(lock, [this] { return !waiting_.empty() || is_ending_; });
    if (waiting_.empty()) return;
    has_come_.wait_for(lock, longest_rest,
                       [this] { return waiting_.size() >= worth_waking || is_hurried_ || is_ending_; });
    std::deque<Event> taken = std::exchange(waiting_, {});
    is_telling_ = true;
    goes_on_.notify_one();
    lock.unlock();
    for (const Event& event : taken) pass_on(event);
    taken.clear();
    pass_on([](Sink& to) { to.pause(); });
    lock.lock();
    is_telling_ = false;
    goes_on_.notify_one();
  }
}

void SinkThread::pass_on(const Event& event) {
  try {
    event(to_);
  } catch (...) {
    const std::lock_guard lock(mutex_);
    if (!fault_) fault_ = std::current_exception();
  }
}

void SinkThread::run_planned(const RunInfo& info, std::size_t cases) {
  tell([info, cases](Sink& to) { to.run_planned(info, cases); });
}
void SinkThread::case_planned(const CasePlan& plan) { give_plan(CasePlan(plan)); }
void SinkThread::give_plan(CasePlan&& plan) {
  tell([given = std::move(plan)](Sink& to) { to.case_planned(given); });
}
void SinkThread::case_started(std::size_t index) {
  tell([index](Sink& to) { to.case_started(index); });
}
void SinkThread::attempt_failed(std::size_t index, const Attempt& attempt) {
  tell([index, attempt](Sink& to) { to.attempt_failed(index, attempt); });
}
void SinkThread::exchange_judged(std::size_t index, const StepResult& step) {
  if (hears_exchanges()) tell([index, step](Sink& to) { to.exchange_judged(index, step); });
}
void SinkThread::waits(const Wait& wait) {
  tell([wait](Sink& to) { to.waits(wait); });
}
void SinkThread::observed(std::size_t index, const Observations& observations) {
  give_observed(index, Observations(observations));
}
void SinkThread::value_seen(const ValueSeen& seen) { give_value(ValueSeen(seen)); }
void SinkThread::case_finished(const CaseResult& result) { give_case(std::make_shared<const CaseResult>(result)); }
void SinkThread::give_observed(std::size_t index, Observations&& observations) {
  tell([index, given = std::move(observations)](Sink& to) { to.observed(index, given); });
}
void SinkThread::give_value(ValueSeen&& seen) {
  tell([given = std::move(seen)](Sink& to) { to.value_seen(given); });
}
void SinkThread::give_case(std::shared_ptr<const CaseResult> result) {
  tell([given = std::move(result)](Sink& to) { to.give_case(given); });
}
void SinkThread::compared(const document::Node& what) {
  tell([what](Sink& to) { to.compared(what); });
}
void SinkThread::covered(const Coverage& coverage) {
  tell([coverage](Sink& to) { to.covered(coverage); });
}
void SinkThread::run_aborted(const Aborted& why) {
  tell([why](Sink& to) { to.run_aborted(why); });
}
void SinkThread::run_ended(const RunEnd& end) {
  add([end](Sink& to) { to.run_ended(end); });  // also after a fault
  if (thread_.joinable()) {
    std::unique_lock lock(mutex_);
    wait(lock, [this] { return waiting_.empty() && !is_telling_; });
  }
  throw_fault();
}

}  // namespace concord::result
