#include <concord/mock/mutants.h>

#include "mutants/operators.h"

#include <concord/base/text.h>

#include <algorithm>

namespace concord::mock {

std::string_view mutant_sort_name(MutantSort sort) {
  switch (sort) {
    case MutantSort::Breach: return "breach";
    case MutantSort::Equivalent: return "equivalent";
    case MutantSort::Legitimate: break;
  }
  return "legitimate";
}

std::vector<const Operator*> all_operators() {
  std::vector<const Operator*> all;
  for (const auto rows : {member_operators(), answer_operators(), gate_operators(), variations()}) {
    for (const Operator& row : rows) all.push_back(&row);
  }
  return all;
}

std::vector<OperatorFacts> mutation_operators() {
  std::vector<OperatorFacts> facts;
  for (const Operator* row : all_operators()) facts.push_back({row->name, row->group, row->about});
  return facts;
}

std::vector<MutantFacts> list_mutants(const contract::Contract& contract) {
  std::vector<MutantFacts> mutants;
  const auto sites = sites_of(contract);
  for (const Operator* row : all_operators()) {
    for (const Site& site : sites) {
      if (site.kind != row->kind) continue;
      auto standing = row->stands(site);
      if (!standing) continue;
      mutants.push_back({std::string(row->name) + "@" + site.place.text(), row->group, standing->sort,
                         std::move(standing->reason)});
    }
  }
  return mutants;
}

base::Result<MutantFacts> find_mutant(std::span<const contract::Contract* const> contracts, std::string_view name) {
  std::vector<std::string> known;
  for (const contract::Contract* contract : contracts) {
    for (auto& mutant : list_mutants(*contract)) {
      if (mutant.name == name) return std::move(mutant);
      known.push_back(std::move(mutant.name));
    }
  }
  auto hint = base::did_you_mean(name, known);
  if (hint.empty()) hint = "concord mock --list-mutants lists them";
  return base::error("mutant.unknown", "there is no mutant " + base::in_quotes(base::ellipsize(name, 200)), {}, hint);
}

}  // namespace concord::mock
