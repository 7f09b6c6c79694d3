// One case from its first request to its result: before, steps, after; attempts; captures.
#pragma once
#include "judge.h"
#include "sender.h"

#include <concord/base/random.h>
#include <concord/run.h>
#include <concord/templates.h>

#include <functional>

namespace concord::run {

// What all cases of a run share. References outlive the cases.
struct Shared {
  const Options& options;
  const base::Clock& clock;
  Sender& sender;
  Judge& judge;
  bool is_stopping = false;
};

// A state machine: start() sends the first request, every answer moves it on, `finished` is called once at the end.
class CaseRunner {
 public:
  using Finished = std::function<void(result::CaseResult)>;
  CaseRunner(const suite::Case& planned, result::CaseResult result, Shared& shared, Finished finished);
  void start();
  std::size_t index() const { return index_; }

 private:
  enum class Phase { Before, Steps, After };

  void begin_attempt();
  void next_step();
  void send(const suite::Step& step);
  void receive(const suite::Step& step, http::Exchange exchange);
  void judge(const suite::Step& step, const http::Exchange& exchange);
  void capture(const suite::Step& step, const http::Response& response, const document::Node* body);
  void add_failures(check::Outcome outcome, const suite::Step& step);
  void could_not_judge(result::RunError error, const suite::Step& step);
  void could_not_send(const base::Diagnostics& why, const suite::Step& step);
  void end_attempt();
  bool may_retry() const;
  base::Milliseconds retry_delay() const;
  void finish();
  result::Verdict verdict() const;
  bool has_gone_wrong() const;
  const std::vector<suite::Step>& steps() const;

  const suite::Case& case_;
  result::CaseResult result_;
  const std::size_t index_ = result_.index;
  Shared& shared_;
  Finished finished_;
  base::Random random_;
  document::Node names_;  // variables, captures, run and case
  document::Node request_;  // of the step under way, rendered
  check::Expectations expectations_;
  check::Levels levels_;
  std::vector<check::SentSecret> secrets_;
  std::vector<check::SentSecret> step_secrets_;
  Phase phase_ = Phase::Before;
  std::size_t next_ = 0;
  std::size_t attempt_ = 0;
  std::string blocked_by_;
  std::optional<base::Milliseconds> asked_to_wait_;  // Retry-After
  std::chrono::steady_clock::time_point started_{};
  std::chrono::steady_clock::time_point attempt_started_{};
};

}  // namespace concord::run
