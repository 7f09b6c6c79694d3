// What was found of one operation by one check, over all exchanges.
#pragma once
#include "cover.h"

#include <concord/result.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace concord::traffic {

// A finding is kept once, with the first exchange that has it; of the others there is a count.
struct Found {
  result::CheckFailure failure;           // as it was found: to be covered
  std::uint64_t count = 0;                // of exchanges
  std::string first;                      // "tests.har, entry 17"
  std::shared_ptr<const Kept> exchange;   // null past a bound
};

// Records of what was kept, each made once.
class Shown {
 public:
  explicit Shown(const Cover& cover) : cover_(cover), without_own_(cover, {}) {}
  const result::ExchangeRecord& record(const Kept& kept);
  void hide(result::CheckFailure& failure) const { run::redact(failure, without_own_.secrets()); }

 private:
  const Cover& cover_;
  Covered without_own_;
  std::map<const Kept*, result::ExchangeRecord> records_;
};

class Tally {
 public:
  void note_judged() { ++judged_; }
  void note_unjudged(const std::string& why) {
    if (unjudged_++ == 0) why_ = why;
  }
  // Whether this one is new, and its exchange is wanted.
  bool is_new(const result::CheckFailure& failure) const;
  // Again, or for the first time; past `most` kinds only counted.
  void add(const result::CheckFailure& failure, const std::string& place,
           const std::shared_ptr<const Kept>& exchange);

  // `plan` with what came of it, credentials hidden.
  result::CaseResult told(result::CasePlan plan, const std::string& operation, Shown& shown) const;

  static constexpr std::size_t most = 50;

 private:
  std::uint64_t judged_ = 0, unjudged_ = 0, more_ = 0;
  std::string why_;                            // the first reason
  std::vector<Found> found_;                   // in the order they came
  std::map<std::string, std::size_t> places_;  // by fingerprint and level
};

}  // namespace concord::traffic
