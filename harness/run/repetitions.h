// A case that is run several times (--repeat) has one result, so that its name is the same however often it is run: no
// repetition is made up for by another.
#pragma once
#include <concord/result.h>

#include <cstddef>
#include <vector>

namespace concord::run {

class Repetitions {
 public:
  void add(result::CaseResult result);
  std::size_t count() const { return results_.size(); }
  // Failed when one failed, known issue when one was, not run when one was ended; the first of these, with how many
  // went so in its hint. Else flaky when some passed and some could not be judged, whose errors are its attempts. There
  // must be one.
  result::CaseResult merged() &&;

 private:
  std::size_t times(result::Verdict verdict) const;
  result::CaseResult* first(result::Verdict verdict);
  result::CaseResult take();

  std::vector<result::CaseResult> results_;
};

}  // namespace concord::run
