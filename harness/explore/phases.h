// The phases of a run with no suite: a file and a row each.
#pragma once
#include "operation_values.h"
#include "planned.h"

#include <span>
#include <string_view>
#include <vector>

namespace concord::explore {

struct PhaseKind {
  std::string_view name;     // "negative"
  std::string_view summary;  // a line
  std::string_view explanation;
  void (*plan)(OperationValues& values, std::vector<Planned>& out);
};
std::span<const PhaseKind> phase_kinds();
std::size_t phase_index(std::string_view name);  // in the table, which must have it
bool is_wanted(std::string_view phase, const Options& options);

void plan_examples(OperationValues& values, std::vector<Planned>& out);
void plan_positive(OperationValues& values, std::vector<Planned>& out);
void plan_negative(OperationValues& values, std::vector<Planned>& out);
void plan_auth(OperationValues& values, std::vector<Planned>& out);
// Nothing: its cases are of resources, and not of an operation. See state_works.h.
inline void plan_stateful(OperationValues&, std::vector<Planned>&) {}
// Nothing: what it sends is drawn when a request was accepted. See phase_random.h.
inline void plan_random(OperationValues&, std::vector<Planned>&) {}

}  // namespace concord::explore
