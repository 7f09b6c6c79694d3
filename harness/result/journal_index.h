// What is known of a journal: after one scan, or since it was written.
#pragma once
#include "journal_file.h"

#include <concord/result/run_source.h>

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace concord::result {

struct CaseEntry {
  std::uint64_t plan_offset = 0;
  std::uint64_t case_offset = 0;
  std::uint32_t plan_size = 0;  // 0: not planned, as far as can be read
  std::uint32_t case_size = 0;  // 0: it did not end
  std::uint32_t index = 0;
  std::uint32_t suite = 0;
  std::uint32_t warnings = 0;
  std::uint32_t duration_ms = 0;
  std::int64_t started_ms = 0;
  std::uint16_t file = 0;
  Verdict verdict = Verdict::NotRun;
  bool was_started = false;
  StepKind part = StepKind::Step;
};

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

// What a CaseResult adds to its entry, but for where it stands.
void note_result(CaseEntry& entry, const CaseResult& result);
// Of two verdicts on one case that with more weight counts.
int weight_of(Verdict verdict);
// Null when there is none. The cases are in order.
CaseEntry* find_case(JournalIndex& index, std::uint32_t wanted);

// Whatever can be read; damage is said in `problems`, at most ten lines of it. An error when there is nothing, or
// another format.
base::Result<JournalIndex> scan(const JournalFile& file, base::Diagnostics& problems);

}  // namespace concord::result
