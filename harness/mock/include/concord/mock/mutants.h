// Mutants: what a contract promises, broken at one place. The mock answers as ever but for one of them, so that it can
// be measured what a run finds; and legitimate variations, which a run must not find. Enumerated from the contract.
#pragma once
#include <concord/base/result.h>
#include <concord/contract.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace concord::mock {

enum class MutantSort {
  Breach,      // a written promise is broken
  Equivalent,  // no written promise is: `reason` says why. A run need not find it
  Legitimate,  // what a client must take: a run must not find it
};
std::string_view mutant_sort_name(MutantSort sort);  // "breach", "equivalent", "legitimate"

struct MutantFacts {
  std::string name;    // "drop@/knot/create-session/200/body/session": operator and place
  std::string_view group;  // "structure", "value", "message", "header", "meaning", "state", "gate", "time", "variation"
  MutantSort sort = MutantSort::Breach;
  std::string reason;  // of an equivalent
};
// Operator by operator, in the order of the contract. Bounded: places of a schema to a depth of 6, 400 an answer.
std::vector<MutantFacts> list_mutants(const contract::Contract& contract);

struct OperatorFacts {
  std::string_view name, group, about;
};
std::vector<OperatorFacts> mutation_operators();

// A Diagnostic with a did-you-mean when none of the contracts has it.
base::Result<MutantFacts> find_mutant(std::span<const contract::Contract* const> contracts, std::string_view name);

}  // namespace concord::mock
