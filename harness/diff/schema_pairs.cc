#include "schema_pairs.h"

#include "compare_shapes.h"

#include <concord/base/text.h>

#include <charconv>
#include <unordered_set>

namespace concord::diff {
namespace {

constexpr std::size_t most_pairs = 2'000'000;
constexpr std::size_t most_steps = 2'000;  // to find out whether one variant covers another

}  // namespace

std::optional<std::chrono::sys_days> parse_sunset(const Node& value) {
  const std::string_view text = value.string_or_empty();
  if (text.size() < 10 || text[4] != '-' || text[7] != '-' || (text.size() > 10 && text[10] != 'T' && text[10] != ' '))
    return std::nullopt;
  const auto number = [&](std::size_t at, std::size_t length) {
    int read = -1;
    const char* end = text.data() + at + length;
    return std::from_chars(text.data() + at, end, read).ptr == end ? read : -1;
  };
  const int year = number(0, 4), month = number(5, 2), day = number(8, 2);
  if (year < 0 || month < 0 || day < 0) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date);
}

std::string shown(const Node& value) { return base::ellipsize(canonical_text(value), 120); }

PairId SchemaPairs::of(ShapeId old_shape, ShapeId new_shape, Direction direction) {
  const auto [found, is_new] =
      ids_.emplace(std::tuple(old_shape, new_shape, direction), static_cast<PairId>(pairs_.size()));
  if (is_new) pairs_.push_back({old_shape, new_shape, direction, false, {}, {}});
  return found->second;
}

bool SchemaPairs::build() {
  for (; built_ < pairs_.size() && built_ < most_pairs; ++built_)
    compare_shapes(*this, static_cast<PairId>(built_), pairs_[built_]);
  spread_changes();
  return built_ == pairs_.size();
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
