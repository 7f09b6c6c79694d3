#include "resolved_sets.h"

#include <algorithm>
#include <map>

namespace concord::pattern {
namespace {

using Ranges = std::vector<CodePointRange>;

struct RangesLess {
  bool operator()(const Ranges& a, const Ranges& b) const {
    return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
      return x.first != y.first ? x.first < y.first : x.last < y.last;
    });
  }
};

std::optional<Ranges> resolve(const CodePointSet& set, Reach reach) {
  CodePointSet all = set;
  for (const PropertyUse& property : set.properties) {
    const Ranges* ranges = property_ranges(property.pcre, reach);
    if (!ranges) return std::nullopt;
    const Ranges& used = property.is_negated ? complement(*ranges) : *ranges;
    all.ranges.insert(all.ranges.end(), used.begin(), used.end());
  }
  all.normalize();
  return set.is_negated ? complement(all.ranges) : all.ranges;
}

// Each set once, in the order in which they are met.
class SetList {
 public:
  std::uint32_t index_of(const Ranges& ranges) {
    const auto [found, is_new] = indices_.emplace(ranges, static_cast<std::uint32_t>(sets.size()));
    if (is_new) sets.push_back(ranges);
    return found->second;
  }
  std::vector<Ranges> sets;

 private:
  std::map<Ranges, std::uint32_t, RangesLess> indices_;
};

Ranges single(char32_t point) {
  CodePointSet set;
  set.add(point, point);
  set.normalize();
  return std::move(set.ranges);
}

}  // namespace

std::optional<ResolvedSets> resolve_sets(const Pattern& pattern, Reach reach) {
  SetList list;
  ResolvedSets resolved;
  resolved.word_set = list.index_of(words().ranges);
  resolved.set_of_node.resize(pattern.nodes.size(), 0);
  for (std::uint32_t index = 0; index < pattern.nodes.size(); ++index) {
    const PatternNode& node = pattern[index];
    if (node.kind == PatternKind::Character) {
      resolved.set_of_node[index] = list.index_of(single(node.value));
    } else if (node.kind == PatternKind::Set) {
      const auto ranges = resolve(pattern.sets[node.value], reach);
      if (!ranges) return std::nullopt;
      resolved.set_of_node[index] = list.index_of(*ranges);
    }
  }
  auto symbols = SymbolTable::make(list.sets);
  if (!symbols) return std::nullopt;
  resolved.symbols = std::move(*symbols);
  return resolved;
}

}  // namespace concord::pattern
