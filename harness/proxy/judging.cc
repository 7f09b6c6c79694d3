#include <concord/proxy/judging.h>

#include "forwarding.h"

#include <concord/document.h>

#include <fmt/format.h>

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace concord::proxy {

namespace {

using document::Node;
using result::CheckFailure;
using Decide = std::function<void(Decision)>;

struct Waiting {
  Passed passed;
  Decide decide;  // null: nobody waits for the verdict
  std::size_t bytes = 0;
};

std::size_t bytes_of(const Passed& passed) {
  std::size_t bytes = 1024;
  if (passed.exchange.request.body) bytes += passed.exchange.request.body->size();
  if (passed.exchange.response) bytes += passed.exchange.response->body.size();
  return bytes;
}

Node failure_node(const CheckFailure& failure) {
  Node node = Node::object();
  const auto add = [&node](const char* name, const std::string& text) {
    if (!text.empty()) node.set(name, text);
  };
  add("check", failure.check);
  add("message", failure.message);
  add("pointer", failure.pointer);
  add("expected", failure.expected);
  add("actual", failure.actual);
  add("schema", failure.schema_location);
  add("documentation", failure.documentation);
  return node;
}

// Of what the client sent it is told in the reports: the answer is not broken by it.
bool is_of_answer(const CheckFailure& failure) {
  return failure.level == result::Level::Fail && failure.check != "request";
}

Decision decision_on(const traffic::JudgedExchange& judged) {
  Node failures = Node::array();
  for (const CheckFailure& one : judged.found) {
    if (is_of_answer(one)) failures.push_back(failure_node(one));
  }
  if (failures.size() == 0) return std::nullopt;
  const http::Response& answer = *judged.recorded.exchange.response;
  return broken_reply(judged.operation->id(), answer.status, std::move(failures));
}

// Those who pass things on come first.
void be_patient() { ::setpriority(PRIO_PROCESS, static_cast<id_t>(::syscall(SYS_gettid)), 5); }

}  // namespace

struct Judging::Impl {
  Impl(traffic::RecordingWriter* writer, const JudgingLimits& bounds) : recording(writer), limits(bounds) {}

  void take(Passed&& passed, Decide decide) {
    const std::size_t bytes = bytes_of(passed);
    {
      const std::scoped_lock lock(mutex);
      if (!is_stopped && queue.size() < limits.max_waiting && waiting_bytes + bytes <= limits.max_waiting_bytes) {
        waiting_bytes += bytes;
        ++taken;
        queue.push_back({std::move(passed), std::move(decide), bytes});
        wakes.notify_one();
        return;
      }
      ++dropped;
    }
    if (decide) decide(std::nullopt);
  }

  void run() {
    be_patient();
    std::unique_lock lock(mutex);
    while (true) {
      wakes.wait(lock, [this] { return is_stopped || !queue.empty(); });
      if (queue.empty()) return;
      Waiting one = std::move(queue.front());
      queue.pop_front();
      lock.unlock();
      judge_one(std::move(one.passed), one.decide);
      lock.lock();
      waiting_bytes -= one.bytes;
      ++done;
      idle.notify_all();
    }
  }

  void judge_one(Passed&& passed, const Decide& decide) {
    const std::scoped_lock lock(judging);
    decision.reset();
    is_asked = decide != nullptr;
    judge->take(recorded_of(std::move(passed), ++number, limits.max_decoded_bytes));
    if (decide) decide(std::move(decision));
  }

  void heard(const traffic::JudgedExchange& judged) {
    const traffic::Recorded& recorded = judged.recorded;
    if (is_asked && judged.operation != nullptr && !judged.found.empty()) decision = decision_on(judged);
    if (recording != nullptr)
      recording->write(recorded.exchange, judged.operation, traffic::AnsweredBy::Api, recorded.request_lacks,
                       recorded.response_lacks);
    if (follower) follower(judged);
  }

  void lend(const std::function<void(const traffic::Judge&)>& use) {
    {
      std::unique_lock lock(mutex);
      idle.wait(lock, [this, until = taken] { return done >= until; });
    }
    const std::scoped_lock lock(judging);
    use(*judge);
  }

  void stop() {
    {
      const std::scoped_lock lock(mutex);
      is_stopped = true;
      wakes.notify_one();
    }
    if (thread.joinable()) thread.join();
  }

  std::unique_ptr<traffic::Judge> judge;
  std::function<void(const traffic::JudgedExchange&)> follower;
  traffic::RecordingWriter* const recording;
  const JudgingLimits limits;
  std::thread thread;

  std::mutex judging;  // the judge and what belongs to the exchange that is judged
  std::uint64_t number = 0;
  bool is_asked = false;
  Decision decision;

  std::mutex mutex;  // what follows
  std::condition_variable wakes, idle;
  std::deque<Waiting> queue;
  std::size_t waiting_bytes = 0;  // also of the one that is judged
  std::uint64_t taken = 0, done = 0, dropped = 0;
  bool is_stopped = false;
};

base::Result<std::unique_ptr<Judging>> Judging::make(std::vector<const contract::Contract*> contracts,
                                                     traffic::JudgeOptions options, traffic::RecordingWriter* recording,
                                                     const JudgingLimits& limits) {
  auto impl = std::make_unique<Impl>(recording, limits);
  impl->follower = std::move(options.on_judged);
  options.on_judged = [own = impl.get()](const traffic::JudgedExchange& judged) { own->heard(judged); };
  auto judge = traffic::Judge::make(std::move(contracts), std::move(options));
  if (!judge) return std::move(judge).diagnostics();
  impl->judge = std::move(judge).value();
  impl->thread = std::thread([own = impl.get()] { own->run(); });
  return std::unique_ptr<Judging>(new Judging(std::move(impl)));
}

Judging::Judging(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Judging::~Judging() { stop(); }
void Judging::take(Passed&& passed) { impl_->take(std::move(passed), nullptr); }
void Judging::decide(Passed&& passed, std::function<void(Decision)> decide) {
  impl_->take(std::move(passed), std::move(decide));
}
std::uint64_t Judging::dropped() const {
  const std::scoped_lock lock(impl_->mutex);
  return impl_->dropped;
}
void Judging::lend(const std::function<void(const traffic::Judge&)>& use) { impl_->lend(use); }
void Judging::stop() { impl_->stop(); }

}  // namespace concord::proxy
