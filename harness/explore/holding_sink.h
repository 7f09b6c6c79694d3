// Results of cases on their way to whoever listens.
#pragma once
#include <concord/result/events.h>

#include <functional>
#include <utility>

namespace concord::explore {

// Hands all on, but for results of cases, which are held until it is known what they mean, and for all of cases that
// are not told of.
class HoldingSink : public result::Sinks {
 public:
  struct Holder {
    // What came of a request of a case; the sink is for what is known now.
    std::function<void(result::CaseResult, result::Sink&)> told;
    // Gives up what is still held.
    std::function<void(result::Sink&)> end;
    std::function<bool(std::size_t index)> is_told_of;
    // Whether the case was not started before: some send many requests.
    std::function<bool(std::size_t index)> is_first_start;
    std::function<void()> has_failed;
  };
  // `to` must outlive this.
  HoldingSink(result::Sink& to, Holder holder) : holder_(std::move(holder)), known_(to, holder_) { add(to); }

  void case_started(std::size_t index) override {
    if (holder_.is_told_of(index) && holder_.is_first_start(index)) Sinks::case_started(index);
  }
  void attempt_failed(std::size_t index, const result::Attempt& attempt) override {
    if (holder_.is_told_of(index)) Sinks::attempt_failed(index, attempt);
  }
  void exchange_judged(std::size_t index, const result::StepResult& step) override {
    if (holder_.is_told_of(index)) Sinks::exchange_judged(index, step);
  }
  void observed(std::size_t index, const result::Observations& observations) override {
    if (holder_.is_told_of(index)) Sinks::observed(index, observations);
  }
  void value_seen(const result::ValueSeen& seen) override {
    if (holder_.is_told_of(seen.index)) Sinks::value_seen(seen);
  }
  void case_finished(const result::CaseResult& result) override { holder_.told(result, known_); }
  void run_ended(const result::RunEnd& end) override {
    holder_.end(known_);
    Sinks::run_ended(end);
  }

 private:
  // What is known.
  class Known : public result::Sink {
   public:
    Known(result::Sink& to, const Holder& holder) : to_(to), holder_(holder) {}
    void case_finished(const result::CaseResult& result) override {
      if (!holder_.is_told_of(result.index)) return;
      if (result.verdict == result::Verdict::Failed) holder_.has_failed();
      to_.case_finished(result);
    }

   private:
    result::Sink& to_;
    const Holder& holder_;
  };

  Holder holder_;
  Known known_;
};

}  // namespace concord::explore
