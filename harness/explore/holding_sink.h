// Results of cases on their way to whoever listens.
#pragma once
#include <concord/result/events.h>

#include <functional>
#include <utility>

namespace concord::explore {

// Hands all on, but for results of cases, which are held until it is known what they mean.
class HoldingSink : public result::Sinks {
 public:
  using Told = std::function<void(result::CaseResult, result::Sink&)>;
  // `end`: gives up what is still held. `to` must outlive this.
  HoldingSink(result::Sink& to, Told told, std::function<void(result::Sink&)> end)
      : to_(to), told_(std::move(told)), end_(std::move(end)) {
    add(to);
  }

  void case_finished(const result::CaseResult& result) override { told_(result, to_); }
  void run_ended(const result::RunEnd& end) override {
    end_(to_);
    Sinks::run_ended(end);
  }

 private:
  result::Sink& to_;
  Told told_;
  std::function<void(result::Sink&)> end_;
};

}  // namespace concord::explore
