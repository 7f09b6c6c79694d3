// The loop: starts cases in order while there is room, turns the sender, stops on a signal.
#include <concord/run.h>

#include "case_runner.h"
#include "record.h"

#include <algorithm>
#include <list>
#include <set>

namespace concord::run {

using result::CaseResult;
using result::Verdict;

namespace {

CaseResult planned_case(const suite::Case& planned, std::size_t index) {
  result::CasePlan result;
  result.index = index;
  result.suite = planned.suite;
  result.suite_file = planned.suite_file;
  result.classname = planned.classname;
  result.provider = planned.provider->name;
  result.name = planned.name;
  result.tags = planned.tags;
  result.place = result::place_of(planned.span);
  if (planned.operation) result.documentation = planned.operation->place.text();
  result.skip = planned.skip;
  return CaseResult(std::move(result));
}

class Loop {
 public:
  Loop(const suite::Plan& plan, const Options& options, http::Transport& transport, result::Sink& sink)
      : plan_(plan),
        options_(options),
        sink_(sink),
        clock_(options.clock ? *options.clock : base::system_clock()),
        sender_(transport, clock_, [this](const suite::Provider& provider) { return limits_of(provider); }),
        judge_(clock_),
        shared_{options, clock_, sender_, judge_} {}

  result::Run run() {
    const auto started = clock_.steady();
    run_.cases = planned(plan_);
    for (const CaseResult& one : run_.cases) {
      if (one.verdict == Verdict::Skipped) sink_.case_finished(one);
      else waiting_.push_back(one.index);
    }
    while (!waiting_.empty() || !active_.empty()) {
      observe_stop();
      start_more();
      if (active_.empty() && waiting_.empty()) break;
      sender_.turn(base::Milliseconds(100));
      sweep();
    }
    run_.is_complete = true;
    run_.wall_time = std::chrono::duration_cast<base::Milliseconds>(clock_.steady() - started);
    return std::move(run_);
  }

 private:
  suite::Limits limits_of(const suite::Provider& provider) const {
    suite::Limits limits = options_.obey_limits ? provider.limits : suite::Limits{};
    const double rate = options_.requests_per_second;
    if (rate > 0 && (limits.requests_per_second == 0 || rate < limits.requests_per_second)) limits.requests_per_second = rate;
    return limits;
  }

  void observe_stop() {
    const int signal = options_.stop ? options_.stop->load() : 0;
    if (signal == 0) return;
    if (!shared_.is_stopping) {
      shared_.is_stopping = true;
      run_.aborted = {result::AbortKind::Interrupted, "interrupted (signal " + std::to_string(signal) + ")"};
      if (signal == 2) run_.aborted.text = "interrupted (SIGINT)";
      if (signal == 15) run_.aborted.text = "interrupted (SIGTERM)";
      give_up("interrupted before it was started");
      sender_.cancel_all();
      grace_ends_ = clock_.steady() + options_.grace;
    } else if (clock_.steady() > grace_ends_) {
      sender_.cancel_all();
    }
  }

  void give_up(const std::string& reason) {
    for (const std::size_t index : waiting_) run_.cases[index].reason = {result::SkipKind::NotSelected, reason};
    waiting_.clear();
  }

  void start_more() {
    for (auto next = waiting_.begin(); next != waiting_.end() && active_.size() < std::max<std::size_t>(1, options_.jobs);) {
      const suite::Case& planned = plan_.cases[*next];
      if (planned.lock && !locks_.insert(*planned.lock).second) {
        ++next;
        continue;
      }
      const std::size_t index = *next;
      next = waiting_.erase(next);
      sink_.case_started(index);
      active_.push_back(std::make_unique<CaseRunner>(planned, run_.cases[index], shared_,
                                                     [this](CaseResult result) { finished(std::move(result)); }));
      active_.back()->start();
    }
  }

  void finished(CaseResult result) {
    const std::size_t index = result.index;
    if (const auto& lock = plan_.cases[index].lock) locks_.erase(*lock);
    if (options_.fail_fast && result.verdict == Verdict::Failed && run_.aborted.empty()) {
      run_.aborted = {result::AbortKind::FirstFailure, "stopped at the first failure (--fail-fast)"};
      give_up("the run was stopped at the first failure");
    }
    run_.cases[index] = std::move(result);
    sink_.case_finished(run_.cases[index]);
    done_.insert(index);
  }

  // A runner is not destroyed from within its own callback.
  void sweep() {
    if (done_.empty()) return;
    active_.remove_if([&](const std::unique_ptr<CaseRunner>& runner) { return done_.count(runner->index()) > 0; });
    done_.clear();
  }

  const suite::Plan& plan_;
  const Options& options_;
  result::Sink& sink_;
  const base::Clock& clock_;
  Sender sender_;
  Judge judge_;
  Shared shared_;
  result::Run run_;
  std::list<std::size_t> waiting_;
  std::list<std::unique_ptr<CaseRunner>> active_;
  std::set<std::size_t> done_;
  std::set<std::string> locks_;
  std::chrono::steady_clock::time_point grace_ends_{};
};

}  // namespace

std::vector<CaseResult> planned(const suite::Plan& plan) {
  std::vector<CaseResult> results;
  results.reserve(plan.cases.size());
  for (const suite::Case& one : plan.cases) results.push_back(planned_case(one, results.size()));
  return results;
}

result::Run run(const suite::Plan& plan, const Options& options, http::Transport& transport, result::Sink& sink) {
  return Loop(plan, options, transport, sink).run();
}

}  // namespace concord::run
