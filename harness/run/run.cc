// The loop: takes cases from their source while there is room, turns the sender, hands on what was judged beside it,
// and stops on a signal: once, the cases under way may end and run their `after`; when their grace is over they are
// given up.
#include <concord/run/tape.h>

#include "case_runner.h"
#include "groups.h"
#include "latency.h"
#include "repetitions.h"

#include <concord/base/clock.h>
#include <concord/base/text.h>

#include <algorithm>
#include <deque>
#include <exception>
#include <optional>
#include <set>
#include <unordered_map>

namespace concord::run {

using result::AbortKind;
using result::CaseResult;
using result::SkipKind;
using result::Verdict;

namespace {

constexpr base::Milliseconds longest_turn{100};  // a signal is seen within it
constexpr std::size_t most_held = 4'096;         // cases that wait for another's lock

class Loop {
 public:
  Loop(CaseSource& source, const Options& options, const Recordings& recordings, http::Transport& transport,
       result::Sink& sink)
      : source_(source),
        options_(options),
        clock_(options.clock ? *options.clock : base::system_clock()),
        checker_(std::make_shared<const check::ExchangeChecker>(clock_)),
        sender_(transport, clock_, [this](const suite::Provider& provider) { return limits_of(provider); }, manners()),
        credentials_(options, clock_, sender_),
        judging_(checker_, transport),
        recordings_(recordings),
        names_(*options.redactor),
        shared_{options,  recordings_, clock_, sender_, credentials_,
                judging_, *checker_,   sink,   memory_, [this](std::size_t index) { return name_of(index); },
                names_, base::secrets_of(names_)} {}

  result::RunEnd run() {
    const auto started = clock_.steady();
    if (options_.deadline) deadline_ = started + *options_.deadline;
    announce();
    while (!is_over()) {
      observe_stop();
      observe_deadline();
      observe_record();
      start_more();
      if (active_.empty() && held_.empty()) {
        if (is_source_empty_) break;
        abort({AbortKind::Internal, "a fault of concord: cases wait for results, and nothing is under way"},
              "it waits for the result of another");
      }
      sender_.turn(judging_.pending() > 0 ? base::Milliseconds(20) : longest_turn);
      judging_.deliver();
      sweep();
    }
    end_.wall_time = std::chrono::duration_cast<base::Milliseconds>(clock_.steady() - started);
    return std::move(end_);
  }

 private:
  void announce() {
    result::RunInfo info = options_.info;
    source_.describe(info);
    shards_ = std::max<std::size_t>(1, info.shard_count);
    shared_.sink.run_planned(info, source_.announced());
    source_.announce([this](result::CasePlan&& plan) {
      redact(plan, names_);
      shared_.sink.give_plan(std::move(plan));
    });
  }

  // As it stands before anything is sent.
  CaseResult result_of(const CaseSource::Next& next) const {
    result::CasePlan plan = suite::plan_of(*next.one, next.index);
    redact(plan, names_);
    return CaseResult(std::move(plan));
  }

  Manners manners() {
    return {options_.obey_limits, options_.longest_wait,
            [this](const suite::Provider& provider, base::Milliseconds wait, const std::string& said) {
              shared_.sink.waits({provider.name, wait, options_.redactor->redact(said)});
            }};
  }

  bool is_over() const { return is_source_empty_ && held_.empty() && active_.empty(); }

  suite::Limits limits_of(const suite::Provider& provider) const {
    suite::Limits limits = options_.obey_limits ? provider.limits : suite::Limits{};
    const double rate = options_.requests_per_second;
    if (rate > 0 && (limits.requests_per_second == 0 || rate < limits.requests_per_second))
      limits.requests_per_second = rate;
    // What the other side allows, all shards share.
    limits.requests_per_second /= static_cast<double>(shards_);
    if (limits.connections != 0) limits.connections = std::max<std::size_t>(1, limits.connections / shards_);
    return limits;
  }

  void observe_stop() {
    const int signal = options_.stop ? options_.stop->load() : 0;
    if (signal == 0) return;
    if (!shared_.is_stopping) {
      shared_.is_stopping = true;
      std::string text = "interrupted (signal " + std::to_string(signal) + ")";
      if (signal == 2) text = "interrupted (SIGINT)";
      if (signal == 1) text = "interrupted (SIGHUP)";
      if (signal == 15) text = "interrupted (SIGTERM)";
      abort({AbortKind::Interrupted, text}, "interrupted before it was started");
      grace_ends_ = clock_.steady() + options_.grace;
      hurry_up();
      sender_.cancel_waiting();
      judging_.give_up();
      for (const auto& [index, runner] : snapshot()) runner->stop_waiting(hurry_from());
    }
    hurry_up();
    if (clock_.steady() > grace_ends_) {
      sender_.cancel_all();
      for (const auto& [index, runner] : snapshot()) runner->give_up();
      for (const CaseSource::Next& held : std::exchange(held_, {}))
        not_reached(held, "interrupted before it was started");
      sweep();
    }
  }

  // Half of the grace is for what undoes something and is under way, or has its turn in a rate.
  std::chrono::steady_clock::time_point hurry_from() const { return grace_ends_ - options_.grace / 2; }

  void hurry_up() {
    const bool is_late = clock_.steady() >= hurry_from();
    if (!has_cancelled_ && (is_late || sender_.active_cleanups() == 0)) {
      has_cancelled_ = true;
      sender_.cancel_active();
    }
    if (is_late) sender_.ignore_rates();
  }

  void observe_deadline() {
    if (!deadline_ || clock_.steady() < *deadline_ || !end_.aborted.empty()) return;
    if (is_source_empty_ && held_.empty()) return;  // nothing is kept from starting
    const std::string text = "the deadline of " + base::describe_duration(*options_.deadline) + " was reached";
    abort({AbortKind::Interrupted, text}, text + " before it was started");
  }

  // To ask on would change things on the other side, and nobody could say afterwards what came of it.
  void observe_record() {
    const bool is_lost = options_.record_is_lost && options_.record_is_lost->load();
    if (is_lost && end_.aborted.empty() && is_some_left())
      abort({AbortKind::Unrecorded, "the journal cannot be written"}, "the journal cannot be written");
  }

  std::vector<std::pair<std::size_t, CaseRunner*>> snapshot() const {
    std::vector<std::pair<std::size_t, CaseRunner*>> runners;
    for (const auto& [index, runner] : active_) runners.emplace_back(index, runner.get());
    return runners;
  }

  // No further case is started; what is left is told as not run.
  void abort(result::Aborted why, const std::string& reason) {
    if (!end_.aborted.empty()) return;
    end_.aborted = std::move(why);
    shared_.sink.run_aborted(end_.aborted);
    const std::deque<CaseSource::Next> held = std::exchange(held_, {});
    for (const CaseSource::Next& one : held) leave_out(one, reason);
    source_.stop();
    while (!is_source_empty_) {
      CaseSource::Next next = source_.next();
      if (next.state != CaseSource::State::Ready) {
        is_source_empty_ = true;
        continue;
      }
      groups_.taken(*next.one);
      leave_out(next, reason);
    }
  }

  // What undoes something that was done is not left out.
  void leave_out(const CaseSource::Next& one, const std::string& reason) {
    if (groups_.must_still_run(*one.one)) held_.push_back(one);
    else not_reached(one, reason);
  }

  void not_reached(const CaseSource::Next& next, const std::string& reason) {
    CaseResult result = result_of(next);
    if (result.verdict == Verdict::NotRun) result.reason = {SkipKind::NotSelected, reason};
    groups_.ended(*next.one, result, {});
    shared_.sink.case_finished(result);
  }

  std::size_t room() const { return std::max<std::size_t>(1, options_.jobs) - std::min(options_.jobs, active_.size()); }

  void start_more() {
    start_held();
    while (room() > 0 && !is_source_empty_ && held_.size() < most_held) {
      CaseSource::Next next = source_.next();
      if (next.state == CaseSource::State::NoneAnyMore) is_source_empty_ = true;
      if (next.state != CaseSource::State::Ready) return;
      groups_.taken(*next.one);
      if (next.one->mistake) tell_mistake(next);
      else if (next.one->is_withheld) withhold(next);
      else if (next.one->skip) told(next, result_of(next));
      else if (must_wait(*next.one)) held_.push_back(std::move(next));
      else start(std::move(next));
    }
  }

  bool must_wait(const suite::Case& one) const {
    return (one.lock && locks_.contains(*one.lock)) || groups_.state_of(one) == Groups::State::Waits;
  }

  void start_held() {
    for (auto held = held_.begin(); held != held_.end() && room() > 0;) {
      if (must_wait(*held->one)) {
        ++held;
        continue;
      }
      CaseSource::Next next = std::move(*held);
      held = held_.erase(held);
      start(std::move(next));
    }
  }

  // Of a case that is not sent.
  void told(const CaseSource::Next& next, const CaseResult& result) {
    groups_.ended(*next.one, result, {});
    shared_.sink.case_finished(result);
    source_.finished(result);
  }

  void tell_mistake(const CaseSource::Next& next) {
    CaseResult result = result_of(next);
    result.verdict = Verdict::Unjudged;
    result.error = result::RunError{result::RunErrorKind::Config, *next.one->mistake, "reading the suite",
                                    result::place_of(next.one->span)};
    told(next, result);
  }

  void withhold(const CaseSource::Next& next) {
    CaseResult result = result_of(next);
    const bool is_shared_by_all = next.one->suite_file == next.one->provider->file;
    const std::string why = is_shared_by_all ? "nothing that needs it is sent" : next.one->suite_file + " has mistakes";
    if (result.verdict == Verdict::NotRun) result.reason = {SkipKind::NotSelected, "not sent, since " + why};
    told(next, result);
  }

  void block(const CaseSource::Next& next) {
    CaseResult result = result_of(next);
    result.verdict = Verdict::Blocked;
    result.reason = {SkipKind::Blocked, groups_.blocked_by(*next.one)};
    told(next, result);
  }

  void tell_latency(const CaseSource::Next& next) {
    CaseResult result = result_of(next);
    judge_latency(*next.one, groups_.durations(*next.one), result);
    shared_.sink.case_started(next.index);
    told(next, result);
  }

  void start(CaseSource::Next next) {
    if (groups_.state_of(*next.one) == Groups::State::Blocked) return block(next);
    if (!next.one->latency.empty()) return tell_latency(next);
    if (next.one->lock) locks_.insert(*next.one->lock);
    shared_.sink.case_started(next.index);
    start_once(std::move(next), 0);
  }

  void start_once(CaseSource::Next next, std::size_t repetition) {
    auto runner = std::make_unique<CaseRunner>(std::move(next.one), next.index, shared_,
                                               [this](CaseResult&& result) { ended(std::move(result)); }, repetition);
    CaseRunner& started = *runner;
    active_.emplace(next.index, std::move(runner));
    started.start(groups_.captures(started.one()), groups_.cookies(started.one()),
                  groups_.may_be(started.one()));
  }

  // One of the repetitions of a case; when it is the last, the case.
  void ended(CaseResult&& result) {
    const std::size_t index = result.index;
    CaseRunner& runner = *active_.at(index);
    done_.push_back(index);
    if (options_.repeat <= 1 || runner.one().part != result::StepKind::Step) return finished(std::move(result));
    Repetitions& all = repetitions_[index];
    const bool goes_on = end_.aborted.empty() && !(options_.fail_fast && result.verdict == Verdict::Failed);
    all.add(std::move(result));
    if (goes_on && all.count() < options_.repeat) {
      again_.push_back({CaseSource::State::Ready, index, runner.shared_case()});
      return;
    }
    CaseResult merged = std::move(all).merged();
    repetitions_.erase(index);
    finished(std::move(merged));
  }

  void finished(CaseResult&& result) {
    const std::size_t index = result.index;
    CaseRunner& runner = *active_.at(index);
    if (const auto& lock = runner.one().lock) locks_.erase(*lock);
    const bool could_not_be_made = result.error && result.error->kind == result::RunErrorKind::Config;
    if (could_not_be_made && groups_.lacks_captures(runner.one())) {
      result.error.reset();
      const bool has_sent = std::any_of(result.steps.begin(), result.steps.end(),
                                        [](const result::StepResult& one) { return one.exchange.has_value(); });
      result.verdict = !has_sent ? Verdict::Blocked : result.failures.empty() ? Verdict::Passed : Verdict::Failed;
      if (!has_sent) result.reason = {SkipKind::Blocked, groups_.blocked_by(runner.one())};
    }
    if (runner.one().part == result::StepKind::Before) groups_.note_done(runner.one(), runner.names_of_what_may_be());
    groups_.ended(runner.one(), result, runner.take_captured(), runner.cookies());
    const auto told = std::make_shared<const CaseResult>(std::move(result));
    shared_.sink.give_case(told);
    source_.finished(*told);
    if (options_.fail_fast && source_.is_failure(*told) && is_some_left()) {
      abort({AbortKind::FirstFailure, "stopped at the first failure (--fail-fast)"},
            "the run was stopped at the first failure");
    }
  }

  // Whether there is a case, or a repetition of one, that was not started, beside those that undo something and run in
  // any case.
  bool is_some_left() {
    if (options_.repeat > 1 && (!again_.empty() || active_.size() > done_.size())) return true;
    const auto would_be_left_out = [](const CaseSource::Next& next) {
      const suite::Case& one = *next.one;
      return one.part != result::StepKind::After || one.mistake || one.is_withheld || one.skip;
    };
    while (std::none_of(held_.begin(), held_.end(), would_be_left_out)) {
      if (is_source_empty_) return false;
      CaseSource::Next next = source_.next();
      is_source_empty_ = next.state == CaseSource::State::NoneAnyMore;
      if (next.state != CaseSource::State::Ready) return !is_source_empty_;
      groups_.taken(*next.one);
      held_.push_back(std::move(next));
    }
    return true;
  }

  // A runner is not destroyed from within its own callback.
  void sweep() {
    for (const std::size_t index : done_) active_.erase(index);
    done_.clear();
    for (CaseSource::Next& next : std::exchange(again_, {})) {
      const std::size_t repetition = repetitions_.at(next.index).count();
      start_once(std::move(next), repetition);
    }
  }

  std::string name_of(std::size_t index) const { return options_.redactor->redact(source_.name_of(index)); }

  CaseSource& source_;
  const Options& options_;
  const base::Clock& clock_;
  std::shared_ptr<const check::ExchangeChecker> checker_;
  Sender sender_;
  Credentials credentials_;
  JudgingThread judging_;
  check::RunMemory memory_;
  Groups groups_;
  const Recordings recordings_;
  const base::Redactor names_;
  Shared shared_;
  result::RunEnd end_;
  std::deque<CaseSource::Next> held_;  // until a lock is free
  std::unordered_map<std::size_t, std::unique_ptr<CaseRunner>> active_;
  std::vector<std::size_t> done_;
  std::unordered_map<std::size_t, Repetitions> repetitions_;  // of cases under way
  std::vector<CaseSource::Next> again_;                       // cases with a repetition left
  std::set<std::string> locks_;
  std::size_t shards_ = 1;
  bool is_source_empty_ = false;
  std::chrono::steady_clock::time_point grace_ends_{};
  bool has_cancelled_ = false;  // what was active when the signal came
  std::optional<std::chrono::steady_clock::time_point> deadline_;
};

}  // namespace

result::RunEnd run(CaseSource& source, const Options& options, http::Transport& transport, result::Sink& sink) {
  return run(source, options, Recordings(), transport, sink);
}

result::RunEnd run(CaseSource& source, const Options& options, const Recordings& recordings, http::Transport& transport,
                   result::Sink& sink) {
  result::RunEnd end;
  try {
    end = Loop(source, options, recordings, transport, sink).run();
  } catch (const std::exception& fault) {
    end.aborted = {AbortKind::Internal, "a fault of concord: " + base::ellipsize(base::escape_line(fault.what()), 200)};
  }
  try {
    sink.run_ended(end);
  } catch (const std::exception& fault) {
    end.aborted = {AbortKind::Internal, "a fault of concord: " + base::ellipsize(base::escape_line(fault.what()), 200)};
  }
  return end;
}

}  // namespace concord::run
