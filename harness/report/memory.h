// What the history says of a run, in the words that all reports share; "" for all of it where nothing was known.
#pragma once
#include <concord/result/run_source.h>

#include <string>

namespace concord::report {

// `run` must outlive it. Text from outside is not escaped here.
class Memory {
 public:
  explicit Memory(const result::RunSource& run) : told_(run.comparison()), today_(run.info().started_at) {}

  // "3 new today, 2 still failing since 12 Nov (16 nights), 1 fixed"
  std::string headline() const { return result::headline(told_, today_); }
  // "new today", "since 12 Nov (16 nights)"
  std::string since(const result::CheckFailure& failure) const {
    return result::since_text(told_, failure, today_);
  }
  // "last passed on 11 Nov, 27 of the last 30 nights"
  std::string of(const result::CaseResult& one) const { return result::case_text(told_, one.index, today_); }
  // What was failing and is not any more, a line each: `knot.sessions :: a session is created: … (3 nights, since
  // 12 Nov)`; at most ten, and how many more there are.
  std::vector<std::string> fixed() const;

 private:
  const result::Comparison& told_;
  result::SystemTime today_;
};

}  // namespace concord::report
