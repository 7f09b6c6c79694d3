// A sink that keeps a whole run, for tests that look at all of it.
#pragma once
#include <concord/result/events.h>

#include <algorithm>
#include <map>

namespace concord::support {

class CollectedRun : public result::Sink {
 public:
  void run_planned(const result::RunInfo& info, std::size_t) override { run_.info = info; }
  void case_planned(const result::CasePlan& plan) override { cases_.emplace(plan.index, result::CaseResult(plan)); }
  void case_finished(const result::CaseResult& result) override { cases_.insert_or_assign(result.index, result); }
  void value_seen(const result::ValueSeen& value) override { seen.push_back(value); }
  void run_ended(const result::RunEnd& end) override {
    run_.aborted = end.aborted;
    run_.wall_time = end.wall_time;
    run_.is_complete = true;
  }
  result::Run take() {
    for (auto& [index, result] : cases_) run_.cases.push_back(std::move(result));
    return std::move(run_);
  }

  std::vector<result::ValueSeen> seen;

 private:
  result::Run run_;
  std::map<std::size_t, result::CaseResult> cases_;
};

}  // namespace concord::support
