// The rows of the findings that a night had, whether it is the latest or is added later.
#pragma once
#include "compare.h"
#include "sightings.h"

#include <cstdint>
#include <vector>

namespace concord::history {

// One fingerprint in one scope, as one night had it.
struct Sighting {
  const Scope& scope;
  const SeenFinding& finding;
  std::int64_t first_case = 0;
  const std::vector<std::int64_t>& cases;
  bool is_known = false;               // accepted in all of its cases
  const Attribution* whose = nullptr;  // where it is new or back
};

class FindingRows {
 public:
  // `run`: the row of the night.
  FindingRows(Database& database, std::int64_t run);
  // What is said of a finding is what the last night that had it said, and beside it the first exchange.
  void add(const Sighting& seen);

 private:
  std::int64_t make(const Sighting& seen);
  void renew(std::int64_t finding, const Sighting& seen, bool is_last);
  bool begins_streak(std::int64_t finding, const Sighting& seen) const;

  Database& database_;
  std::int64_t run_;
  Statement find_, make_, sight_, renew_, change_;
  FindingCases cases_;
};

}  // namespace concord::history
