#include "judging.h"

#include <concord/base/patience.h>

#include <chrono>
#include <exception>

namespace concord::run {

namespace {

check::ExchangeQuestion question_of(const Judging& judging) {
  return {*judging.operation, judging.exchange,  judging.request,
          *judging.expectations, judging.secrets, judging.levels,
          *judging.one->provider->schemas, judging.is_observed};
}

result::RunError given_up() {
  return {result::RunErrorKind::Interrupted, "interrupted before the answer was judged", "checking", {}};
}

}  // namespace

bool holds(const check::ExchangeChecker& checker, const check::ExchangeQuestion& question,
           const check::Expectations& wanted, result::CheckFailure& otherwise) {
  static const check::Levels only_what_is_stated = [] {
    check::Levels levels;
    for (const check::CheckKind& kind : check::check_kinds()) {
      if (kind.automatic) levels[std::string(kind.id)] = result::Level::Off;
    }
    return levels;
  }();
  const check::ExchangeOutcome told =
      checker.check({question.operation, question.exchange, question.request, wanted, question.secrets,
                     only_what_is_stated, question.schemas, false});
  if (told.not_judged) otherwise.message = told.not_judged->message;
  else if (!told.outcome.failures.empty()) otherwise = told.outcome.failures.front();
  return !told.not_judged && told.outcome.failures.empty();
}

namespace {

void judge_poll(const check::ExchangeChecker& checker, const check::ExchangeQuestion& question, Judging& judging) {
  static const check::Expectations nothing;
  judging.is_so = holds(checker, question, *judging.until, judging.otherwise);
  judging.outcome =
      checker.check({question.operation, question.exchange, question.request,
                     judging.is_so ? question.expectations : nothing, question.secrets, question.levels,
                     question.schemas, question.is_observed});
  result::CheckFailure unused;
  judging.is_stopped =
      !judging.is_so && judging.stop_if && holds(checker, question, *judging.stop_if, unused);
}

}  // namespace

void JudgingThread::judge(const check::ExchangeChecker& checker, const check::ExchangeQuestion& question,
                          Judging& judging, const std::atomic<int>& stop) {
  const base::Patience patience(stop);
  try {
    if (judging.until) judge_poll(checker, question, judging);
    else judging.outcome = checker.check(question);
  } catch (const std::exception&) {
    judging.is_faulty = true;
  }
}

JudgingThread::JudgingThread(std::shared_ptr<const check::ExchangeChecker> checker, http::Transport& transport)
    : state_(std::make_shared<State>()) {
  state_->checker = std::move(checker);
  state_->transport = &transport;
}

JudgingThread::~JudgingThread() {
  if (!thread_.joinable()) return;
  bool has_ended = false;
  {
    std::unique_lock lock(state_->mutex);
    state_->is_ending = true;
    state_->stop = 1;
    state_->transport = nullptr;
    state_->waiting.clear();
    state_->changed.notify_all();
    has_ended = state_->changed.wait_for(lock, std::chrono::seconds(1), [this] { return state_->has_ended; });
  }
  if (has_ended) thread_.join();
  else thread_.detach();
}

void JudgingThread::start(std::unique_ptr<Judging> judging, Judged judged) {
  if (!thread_.joinable()) thread_ = std::thread([state = state_] { work(state); });
  ++pending_;
  const std::lock_guard lock(state_->mutex);
  state_->waiting.push_back({std::move(judging), std::move(judged)});
  state_->changed.notify_all();
}

void JudgingThread::work(const std::shared_ptr<State>& state) {
  std::unique_lock lock(state->mutex);
  for (;;) {
    state->changed.wait(lock, [&] { return state->is_ending || !state->waiting.empty(); });
    if (state->is_ending) break;
    Item item = std::move(state->waiting.front());
    state->waiting.pop_front();
    lock.unlock();
    // What is here is large: when all is given up, not even a beginning is made with it.
    if (state->stop != 0) item.judging->outcome.not_judged = given_up();
    else judge(*state->checker, question_of(*item.judging), *item.judging, state->stop);
    lock.lock();
    state->done.push_back(std::move(item));
    if (state->transport) state->transport->wake();
  }
  state->has_ended = true;
  state->changed.notify_all();
}

bool JudgingThread::deliver() {
  if (pending_ == 0) return false;
  std::deque<Item> done;
  {
    const std::lock_guard lock(state_->mutex);
    done.swap(state_->done);
  }
  pending_ -= done.size();
  for (Item& item : done) item.judged(*item.judging);
  return !done.empty();
}

}  // namespace concord::run
