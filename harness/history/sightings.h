// The nights that had a finding, by the times at which they began, in whatever order they came into the file.
#pragma once
#include "sqlite.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace concord::history {

// SQL, beside a row `f` of findings: the run that had it last.
inline constexpr std::string_view last_run_of_finding =
    "(SELECT o.run FROM sightings o JOIN runs t ON t.id = o.run WHERE o.finding = f.id "
    "ORDER BY t.started DESC, t.id DESC LIMIT 1)";

// Whether no recorded run that had it began before `run`, or after it.
bool is_first_sighting(const Database& database, std::int64_t finding, std::int64_t run);
bool is_last_sighting(const Database& database, std::int64_t finding, std::int64_t run);

// The cases that had a finding on the last night that had it.
class FindingCases {
 public:
  explicit FindingCases(Database& database);
  void put(std::int64_t finding, const std::vector<std::int64_t>& cases);  // in place of those that were there

 private:
  Statement drop_, add_;
};

// Which findings of a scope are open, from its nights alone: those that were seen in the last night in which a case
// that had them was judged. A night says that one is gone where it is whole and all of these cases that are in it were
// judged. To be called when nights came in, or went, out of order; of the latest night Comparing knows it.
void settle_open_findings(Database& database, std::int64_t scope);

}  // namespace concord::history
