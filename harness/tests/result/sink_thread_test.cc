#include "sample_case.h"

#include <concord/result/sink_thread.h>
#include <support/catch.h>

#include <atomic>
#include <stdexcept>
#include <thread>

using namespace concord;
using namespace concord::result;
using namespace std::chrono_literals;

namespace {

// What it is told, a line each, and in which thread.
class Listing : public Sink {
 public:
  explicit Listing(bool hears = true) : hears_(hears) {}
  void run_planned(const RunInfo& info, std::size_t cases) override {
    add("planned " + info.id + ' ' + std::to_string(cases));
  }
  void case_planned(const CasePlan& plan) override { add("case " + plan.name); }
  void case_started(std::size_t index) override { add("started " + std::to_string(index)); }
  void attempt_failed(std::size_t index, const Attempt&) override { add("attempt " + std::to_string(index)); }
  void exchange_judged(std::size_t index, const StepResult& step) override {
    add("judged " + std::to_string(index) + ' ' + step.name);
  }
  void waits(const Wait& wait) override { add("waits " + wait.provider); }
  void observed(std::size_t index, const Observations& seen) override {
    add("observed " + std::to_string(index) + ' ' + seen.operation);
  }
  void value_seen(const ValueSeen& seen) override { add("value " + seen.kind); }
  void case_finished(const CaseResult& result) override {
    add("finished " + std::to_string(result.index));
    dumps.push_back(sample::dump(result));
  }
  void compared(const document::Node&) override { add("compared"); }
  void covered(const Coverage&) override { add("covered"); }
  void run_aborted(const Aborted& why) override { add("aborted " + why.text); }
  void run_ended(const RunEnd& end) override { add("ended " + std::to_string(end.wall_time.count())); }
  void pause() override { ++pauses; }
  bool hears_exchanges() const override { return hears_; }

  std::vector<std::string> lines, dumps;
  std::thread::id thread;
  std::size_t pauses = 0;

 protected:
  void add(std::string line) {
    thread = std::this_thread::get_id();
    lines.push_back(std::move(line));
  }

 private:
  bool hears_;
};

void tell_all(Sink& sink) {
  sink.run_planned(sample::rich_info(), 2);
  sink.case_planned(sample::rich_case(0));
  sink.case_started(0);
  sink.attempt_failed(0, sample::rich_case(0).retried.front());
  sink.exchange_judged(0, sample::rich_case(0).steps.front());
  sink.waits({"knot", 30s, "Retry-After: 30"});
  sink.observed(0, sample::rich_observations());
  sink.give_observed(0, sample::rich_observations());
  sink.value_seen(sample::rich_seen(0));
  sink.give_value(sample::rich_seen(0));
  sink.case_finished(sample::rich_case(0));
  sink.give_case(std::make_shared<const CaseResult>(sample::rich_case(1)));
  sink.compared(document::Node::object());
  sink.covered({});
  sink.run_aborted({AbortKind::Interrupted, "interrupted (SIGINT)"});
  sink.run_ended({{}, 812ms});
}

}  // namespace

TEST_CASE("a thread tells all that it is told, in order, before the run has ended", "[result]") {
  Listing at_once, beside;
  tell_all(at_once);
  SinkThread thread(beside);
  tell_all(thread);
  CHECK(beside.lines == at_once.lines);
  CHECK(beside.lines.size() == 16);
  CHECK(beside.dumps == at_once.dumps);
  CHECK(beside.thread != std::this_thread::get_id());
  CHECK(at_once.pauses == 0);
  CHECK(beside.pauses > 0);
}

TEST_CASE("exchanges are copied only for who hears them", "[result]") {
  Listing deaf(false);
  SinkThread thread(deaf);
  thread.exchange_judged(0, sample::rich_case(0).steps.front());
  thread.run_ended({});
  CHECK(deaf.lines == std::vector<std::string>{"ended 0"});
}

TEST_CASE("more than may wait is told too, and what tells is held up", "[result]") {
  struct Slow : Listing {
    void case_started(std::size_t index) override {
      if (index % 100 == 0) std::this_thread::sleep_for(5ms);
      told = index;
    }
    std::atomic<std::size_t> told{0};
  } slow;
  SinkThread thread(slow);
  std::size_t furthest_behind = 0;
  for (std::size_t i = 0; i < 5'000; ++i) {
    thread.case_started(i);
    furthest_behind = std::max(furthest_behind, i - std::min(i, slow.told.load()));
  }
  thread.run_ended({});
  CHECK(slow.told == 4'999);
  CHECK(furthest_behind <= 130);  // those that wait, and those that were taken
}

TEST_CASE("one event alone is told soon", "[result]") {
  struct Flag : Listing {
    void case_started(std::size_t) override { was_told = true; }
    std::atomic<bool> was_told{false};
  } flag;
  SinkThread other(flag);
  other.case_started(1);
  for (int turns = 0; turns < 1'000 && !flag.was_told; ++turns) std::this_thread::sleep_for(5ms);
  CHECK(flag.was_told);
}

TEST_CASE("what a sink throws is thrown to who tells, and the end is told all the same", "[result]") {
  struct Throwing : Listing {
    void case_started(std::size_t) override { throw std::runtime_error("no room"); }
  } throwing;
  SinkThread thread(throwing);
  thread.case_started(0);
  CHECK_THROWS_WITH(thread.run_ended({}), "no room");
  CHECK(throwing.lines == std::vector<std::string>{"ended 0"});
  thread.run_ended({});
}

TEST_CASE("what was told before it ends without an end is told", "[result]") {
  Listing sink;
  {
    SinkThread thread(sink);
    thread.case_started(7);
  }
  CHECK(sink.lines == std::vector<std::string>{"started 7"});
}
