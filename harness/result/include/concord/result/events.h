// A run as it happens: what is told to whom. A run emits these events in one order to any number of sinks: the journal,
// the terminal, reports, the history, coverage. Nobody holds a whole run.
//
//   run_planned · case_planned… · [ case_started · (attempt_failed · exchange_judged · observed)… · value_seen… ·
//   case_finished ]… · compared… · covered? · run_aborted? · run_ended
//
// The parts of different cases mix; those of one case are in order.
#pragma once
#include <concord/document.h>
#include <concord/result.h>
#include <concord/result/coverage.h>
#include <concord/result/observations.h>

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace concord::result {

// A value that must be the only one of its kind was seen for the first time in this part of a run: enough to judge that
// again over all of its shards. (Who has it later in the same part has failed already.) The value itself is not kept,
// only a digest. Said just before the case is finished, redacted like its failures.
struct ValueSeen {
  std::size_t index = 0;   // of the case
  std::string kind;        // what must not come twice: "knot/create-session $.session"
  std::string digest;      // of the value, see digest_of_value()
  CheckFailure otherwise;  // what is wrong if the value came before in another case: all but what names that case
};
// 16 hex digits. `plan_hash` keeps digests of one run from being looked up in another's.
std::string digest_of_value(std::string_view plan_hash, std::string_view kind, std::string_view value);
// The failure of the later of two cases: `otherwise` with the first case named in its message.
CheckFailure repeated_value(CheckFailure otherwise, std::string_view first_case);

struct RunEnd {
  Aborted aborted;
  Milliseconds wall_time{0};
};

// All requests to a provider wait, as it asked.
struct Wait {
  std::string provider;
  Milliseconds duration;
  std::string said;  // "Retry-After: 30"
};

// Called from one thread. What an event refers to lives as long as the call.
class Sink {
 public:
  virtual ~Sink() = default;
  // First of all. `cases`: how many case_planned() follow, which with shards is fewer than info.planned.
  virtual void run_planned(const RunInfo& /*info*/, std::size_t /*cases*/) {}
  // One for each case, in the order of the plan, before anything is sent.
  virtual void case_planned(const CasePlan& /*plan*/) {}
  virtual void case_started(std::size_t /*index*/) {}
  // An attempt that gave no verdict and is made again.
  virtual void attempt_failed(std::size_t /*index*/, const Attempt& /*attempt*/) {}
  // A request of the case was answered and judged, or could not be sent. Not yet redacted by what is captured later.
  virtual void exchange_judged(std::size_t /*index*/, const StepResult& /*step*/) {}
  virtual void waits(const Wait& /*wait*/) {}
  virtual void observed(std::size_t /*index*/, const Observations& /*observations*/) {}
  virtual void value_seen(const ValueSeen& /*seen*/) {}
  // As each ends, not in the order of the plan; also for those that are skipped or were not reached. Redacted.
  virtual void case_finished(const CaseResult& /*result*/) {}
  // The same, and case_planned(), given away: nothing is copied for who keeps what is told (sink_thread.h).
  virtual void give_plan(CasePlan&& plan) { case_planned(plan); }
  virtual void give_observed(std::size_t index, Observations&& observations) { observed(index, observations); }
  virtual void give_value(ValueSeen&& seen) { value_seen(seen); }
  virtual void give_case(std::shared_ptr<const CaseResult> result) { case_finished(*result); }
  // Whether exchange_judged() is of use to it.
  virtual bool hears_exchanges() const { return false; }
  // What the history knew: since when a case fails, what is flaky, what has drifted.
  virtual void compared(const document::Node& /*what*/) {}
  // Where that is asked for: what was seen of the contracts.
  virtual void covered(const Coverage& /*coverage*/) {}
  // Nothing more for now: who gathers what it writes brings it to the system. Said by a SinkThread.
  virtual void pause() {}
  // The run will end early; cases under way still finish.
  virtual void run_aborted(const Aborted& /*why*/) {}
  virtual void run_ended(const RunEnd& /*end*/) {}
};

// Hands each event on to others, in the order they were added. They must outlive it.
class Sinks : public Sink {
 public:
  void add(Sink& sink) { sinks_.push_back(&sink); }
  void run_planned(const RunInfo& info, std::size_t cases) override;
  void case_planned(const CasePlan& plan) override;
  void case_started(std::size_t index) override;
  void attempt_failed(std::size_t index, const Attempt& attempt) override;
  void exchange_judged(std::size_t index, const StepResult& step) override;
  void waits(const Wait& wait) override;
  void observed(std::size_t index, const Observations& observations) override;
  void value_seen(const ValueSeen& seen) override;
  void case_finished(const CaseResult& result) override;
  void compared(const document::Node& what) override;
  void covered(const Coverage& coverage) override;
  void run_aborted(const Aborted& why) override;
  void run_ended(const RunEnd& end) override;
  void pause() override;
  bool hears_exchanges() const override;

 private:
  std::vector<Sink*> sinks_;
};

}  // namespace concord::result
