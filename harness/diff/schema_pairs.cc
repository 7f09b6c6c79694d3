#include "schema_pairs.h"

#include "compare_shapes.h"

#include <concord/base/text.h>

#include <set>
#include <unordered_set>

namespace concord::diff {
namespace {

constexpr std::size_t most_steps = 2'000;  // to find out whether one variant covers another

}  // namespace

std::string shown(const Node& value) { return base::ellipsize(canonical_text(value), 120); }

PairId SchemaPairs::of(ShapeId old_shape, ShapeId new_shape, Direction direction) {
  const auto [found, is_new] =
      ids_.emplace(std::tuple(old_shape, new_shape, direction), static_cast<PairId>(pairs_.size()));
  if (is_new) pairs_.push_back({old_shape, new_shape, direction, false, {}, {}});
  return found->second;
}

bool SchemaPairs::build(std::size_t most_pairs) {
  for (; built_ < pairs_.size() && built_ < most_pairs; ++built_)
    compare_shapes(*this, static_cast<PairId>(built_), pairs_[built_]);
  spread_changes();
  judge_changes();
  return built_ == pairs_.size();
}

// Inner ones first, as far as schemas do not lead in circles: they were met last.
void SchemaPairs::judge_changes() {
  bool is_any = false;
  for (std::size_t id = built_; id-- > 0;) {
    for (Change& change : pairs_[id].changes) {
      if (!change.judged) continue;
      is_any = true;
      const Relation relation = relation_of(change.judged->pair);
      change.kind = relation == Relation::Narrower ? change.judged->narrowed
                    : relation == Relation::Wider  ? change.judged->widened
                                                   : change.judged->changed;
      change.judged.reset();
      change.is_void = relation == Relation::Same;
    }
    std::erase_if(pairs_[id].changes, [](const Change& change) { return change.is_void; });
  }
  if (is_any) spread_changes();
}

// Properties may be refused by their values, so here a new one is a demand.
Effect SchemaPairs::effect_on_values(const Change& change) {
  if (change.judged) return Effect::None;  // see relation_of
  switch (change.kind) {
    case Kind::OptionalPropertyAdded: return Effect::Narrows;
    case Kind::OptionalPropertyRemoved:
    case Kind::RequiredPropertyRemoved: return Effect::Widens;
    default: return row(change.kind).effect;
  }
}

// What is not judged yet, since schemas lead in a circle, changes something only when something in its pair does; which
// way, is not asked.
SchemaPairs::Relation SchemaPairs::relation_of(PairId id) const {
  struct Step {
    PairId pair;
    bool is_either_way;
    bool operator<(const Step& other) const {
      return std::tie(pair, is_either_way) < std::tie(other.pair, other.is_either_way);
    }
  };
  std::vector<Step> waiting{{id, false}};
  std::set<Step> seen{{id, false}};
  const auto go = [&](PairId to, bool is_either_way) {
    if (pairs_[to].has_changes && seen.insert({to, is_either_way}).second) waiting.push_back({to, is_either_way});
  };
  bool narrows = false, widens = false;
  while (!waiting.empty()) {
    const Step step = waiting.back();
    waiting.pop_back();
    for (const Change& change : pairs_[step.pair].changes) {
      const Effect effect = effect_on_values(change);
      narrows = narrows || (effect != Effect::None && (step.is_either_way || effect != Effect::Widens));
      widens = widens || (effect != Effect::None && (step.is_either_way || effect != Effect::Narrows));
      if (change.judged) go(change.judged->pair, true);
    }
    for (const Edge& edge : pairs_[step.pair].edges) go(edge.to, step.is_either_way);
    if ((narrows && widens) || seen.size() > most_steps) return Relation::Unknown;
  }
  return narrows ? Relation::Narrower : widens ? Relation::Wider : Relation::Same;
}

// A pair has changes when one of its children has: from the changed ones up.
void SchemaPairs::spread_changes() {
  std::vector<std::vector<PairId>> parents(pairs_.size());
  std::vector<PairId> waiting;
  for (PairId id = 0; id < pairs_.size(); ++id) {
    for (const Edge& edge : pairs_[id].edges) parents[edge.to].push_back(id);
    pairs_[id].has_changes = !pairs_[id].changes.empty();
    if (pairs_[id].has_changes) waiting.push_back(id);
  }
  while (!waiting.empty()) {
    const PairId id = waiting.back();
    waiting.pop_back();
    for (const PairId parent : parents[id]) {
      if (pairs_[parent].has_changes) continue;
      pairs_[parent].has_changes = true;
      waiting.push_back(parent);
    }
  }
}

bool SchemaPairs::allows_all(PairId id, bool is_old_in_new) const {
  std::vector<PairId> waiting{id};
  std::unordered_set<PairId> seen{id};
  while (!waiting.empty()) {
    const SchemaPair& pair = pairs_[waiting.back()];
    waiting.pop_back();
    for (const Change& change : pair.changes) {
      const Effect effect = row(change.kind).effect;
      const Effect harmless = is_old_in_new ? Effect::Widens : Effect::Narrows;
      if (effect != Effect::None && effect != harmless) return false;
    }
    for (const Edge& edge : pair.edges) {
      if (pairs_[edge.to].has_changes && seen.insert(edge.to).second) waiting.push_back(edge.to);
    }
    if (seen.size() > most_steps) return false;
  }
  return true;
}

bool SchemaPairs::is_covered(const Change& change) const {
  const bool is_removed = change.kind == Kind::VariantRemoved;
  for (const PairId candidate : change.covers) {
    if (allows_all(candidate, is_removed)) return true;
  }
  return false;
}

}  // namespace concord::diff
