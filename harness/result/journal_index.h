// What is known of a journal: after one scan, or since it was written.
#pragma once
#include "journal_file.h"

#include <concord/base/small_number.h>
#include <concord/result/run_source.h>

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace concord::result {

// Small, since a run may have a million of them. A count that is too large for its field is kept as the most it holds;
// a line that begins behind the first TiB is one that cannot be read.
class CaseEntry {
 public:
  explicit CaseEntry(std::uint32_t index) : index_(index) {}

  std::uint32_t index() const { return index_; }
  bool is_planned() const { return plan_size_ != 0; }  // as far as can be read
  LinePlace plan() const { return {plan_offset_, plan_size_}; }
  void set_plan(const LinePlace& place);
  bool has_ended() const { return outcome_size_ != 0; }
  LinePlace outcome() const { return {outcome_offset_, outcome_size_}; }
  void set_outcome(const LinePlace& place);

  std::size_t suite() const { return suite_; }
  void set_suite(std::size_t number) { suite_ = number; }
  std::size_t file() const { return file_; }
  void set_file(std::size_t number) { file_ = number; }
  StepKind part() const { return part_; }
  void set_part(StepKind part) { part_ = part; }

  bool was_started() const { return was_started_; }
  void set_started() { was_started_ = true; }
  Verdict verdict() const { return verdict_; }
  void set_verdict(Verdict verdict) { verdict_ = verdict; }
  std::size_t warnings() const { return warnings_; }
  void add_warning() { warnings_ = warnings_ + 1; }
  Milliseconds duration() const { return Milliseconds(duration_ms_); }
  SystemTime started_at() const;  // SystemTime() where it is not known
  // What a CaseResult adds, but for where it stands.
  void note(const CaseResult& result);

 private:
  base::SmallNumber<5> plan_offset_, outcome_offset_;
  base::SmallNumber<6> started_ms_;  // since 1970, until the year 10,889
  std::uint32_t plan_size_ = 0;
  std::uint32_t outcome_size_ = 0;
  std::uint32_t index_;
  std::uint32_t duration_ms_ = 0;
  base::SmallNumber<2> warnings_, file_;
  base::SmallNumber<3> suite_;
  Verdict verdict_ : 3 = Verdict::NotRun;
  StepKind part_ : 2 = StepKind::Step;
  bool was_started_ : 1 = false;
};
static_assert(sizeof(CaseEntry) == 40);

struct SeenEntry {
  std::uint64_t digest = 0;
  std::uint32_t index = 0;
  std::uint16_t file = 0;
  LinePlace place;
};

// Ids of checks that were applied, which most cases of a run have in common: by number.
using CheckLists = std::vector<std::vector<std::string>>;
inline constexpr std::size_t max_check_lists = 1'000;  // in a file

struct JournalIndex {
  RunInfo info;
  std::size_t announced = 0;  // cases of this part of the run
  std::vector<SuiteFacts> suites;
  std::vector<CaseEntry> cases;  // by index
  std::vector<SeenEntry> seen;
  std::vector<CheckLists> check_lists{1};  // by file
  Coverage coverage;
  RunEnd end;
  bool is_complete = false;
  bool has_lost_lines = false;  // some could not be read
  Comparison comparison;
};

// Of two verdicts on one case that with more weight counts.
int weight_of(Verdict verdict);
// Null when there is none. The cases are in order.
CaseEntry* find_case(JournalIndex& index, std::uint32_t wanted);

// Whatever can be read; damage is said in `problems`, at most ten lines of it. An error when there is nothing, or
// another format.
base::Result<JournalIndex> scan(const JournalFile& file, base::Diagnostics& problems);

}  // namespace concord::result
