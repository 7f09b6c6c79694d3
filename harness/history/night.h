// A run as the history needs it: gathered from its events.
#pragma once
#include "kept_bytes.h"
#include "seen_case.h"

#include <concord/history.h>

#include <cstdint>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

namespace concord::history {

// Orders of magnitude are those of all answers that look like this; by place the cases that had the least and the most.
struct Shape {
  result::Observations seen;
  std::uint64_t digest = 0;  // of all but the magnitudes
  std::vector<std::uint32_t> least_by, most_by;
};

struct Night {
  result::RunInfo info;
  result::RunEnd end;
  bool is_complete = false;
  Answers answers = Answers::Kept;
  std::deque<SeenCase> cases;
  std::vector<Shape> shapes;  // each once
  std::vector<result::ToldShare> coverage;  // by kind, where it was asked for
  bool is_cut = false;        // there were more shapes than are kept: answers of some cases are not looked at

  bool is_whole() const { return is_complete && !is_of_a_part(info, end); }
};

// Puts a Night together, and keeps what it points to.
class Gatherer {
 public:
  explicit Gatherer(Answers answers) { night_.answers = answers; }
  void plan(const result::RunInfo& info) { night_.info = info; }
  void observe(std::size_t index, const result::Observations& observations);
  void finish(const result::CaseResult& result);
  void cover(const result::Coverage& coverage);
  Night& night() { return night_; }

 private:
  std::optional<std::uint32_t> shape_of(const result::Observations& observations, std::uint32_t index);
  std::uint64_t shape_of_all(const SeenAnswers& answers) const;
  std::vector<std::uint32_t> take_shapes(std::size_t index);
  const SeenCommon& common_of(const result::CaseResult& result, SeenAnswers&& answers);

  Night night_;
  std::set<SeenSuite> suites_;
  std::map<SeenAnswers, std::uint64_t> answers_;  // → their shape
  std::deque<SeenCommon> commons_;
  std::map<std::tuple<const SeenSuite*, const KnownAnswers*, result::Verdict>, const SeenCommon*> faultless_;
  KeptBytes own_bytes_;  // of cases
  std::unordered_map<std::uint64_t, std::uint32_t> known_;                 // digest → shape
  std::unordered_map<std::size_t, std::vector<std::uint32_t>> under_way_;  // case → shapes so far
  std::size_t places_ = 0;
  std::uint32_t last_shape_ = 0;
};

// What an answer that is no success says of the error: members that look like codes or messages, at most 20. Of one
// that is a success, what says so in its envelope: a member such as "resultCode".
void add_errors(const result::StepResult& step, std::vector<ErrorFact>& to);

}  // namespace concord::history
