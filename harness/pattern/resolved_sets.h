// The sets of a pattern as symbols: what the automaton and the backtracker read instead of code points.
#pragma once
#include "properties.h"
#include "symbols.h"

namespace concord::pattern {

struct ResolvedSets {
  SymbolTable symbols;
  std::size_t word_set = 0;                // index of \w among the sets
  std::vector<std::uint32_t> set_of_node;  // by node of the pattern: of Character and Set
};

// Properties resolved and negation carried out, right for texts within `reach`. Nothing when PCRE2's tables lack a
// property, or there are more kinds of code points than a bound allows.
std::optional<ResolvedSets> resolve_sets(const Pattern& pattern, Reach reach);

}  // namespace concord::pattern
