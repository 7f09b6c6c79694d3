// Pairs of shapes, old and new, and what differs between the two of each.
//
// A pair knows its own differences and the pairs of its children; a pair that is reached again is the same one. So
// schemas that refer to themselves end, and a component that is used a thousand times is compared once. What is equal
// all the way down is told from the rest at the end (has_changes), and only the rest is walked for each operation.
#pragma once
#include "change_kinds.h"
#include "shape.h"

#include <chrono>
#include <tuple>

namespace concord::diff {

using PairId = std::uint32_t;

// A change whose kind depends on what changed in the schemas of a pair: it is known when all pairs are compared.
struct Judged {
  PairId pair = 0;
  Kind changed, narrowed, widened;  // when that cannot be told; when the pair allows less now; more
};

struct Change {
  Kind kind = Kind::TypeChanged;
  std::string subject = {}, old_text = {}, new_text = {};
  const Node* old_site = nullptr;
  const Node* new_site = nullptr;
  bool is_muted = false;  // about something that is never sent in this direction
  // Variants that may allow what a variant that came or went does; see SchemaPairs::is_covered.
  std::vector<PairId> covers = {};
  std::optional<Judged> judged = {};
  bool is_void = false;  // the judgement is that nothing changed
  // What a fingerprint tells it by; "" for subject and texts. Without names that may change.
  std::string key = {};
};

struct Edge {
  std::string token;  // "/name", "/*", "(Cat)"
  std::string key;    // the same without the names of components
  PairId to = 0;
  bool is_muted = false;
};

struct SchemaPair {
  ShapeId old_shape = 0, new_shape = 0;
  Direction direction = Direction::None;
  bool has_changes = false;  // here or below; known after build()
  std::vector<Change> changes;
  std::vector<Edge> edges;
};

class SchemaPairs {
 public:
  // The shapes must outlive this. A sunset before `today` is over, one that is announced for a day before
  // `earliest_sunset` comes too soon.
  SchemaPairs(Shapes& old_shapes, Shapes& new_shapes, std::chrono::sys_days today,
              std::chrono::sys_days earliest_sunset)
      : old_(old_shapes), new_(new_shapes), today_(today), earliest_sunset_(earliest_sunset) {}

  PairId of(ShapeId old_shape, ShapeId new_shape, Direction direction);
  // Compares all pairs that were asked for, and their children. False when there are more than `most_pairs`: the rest
  // is not compared.
  bool build(std::size_t most_pairs);
  const SchemaPair& operator[](PairId id) const { return pairs_[id]; }
  std::size_t size() const { return pairs_.size(); }
  // Whether a variant that came or went (a change with `covers`) changes nothing, since another one allows it all.
  bool is_covered(const Change& change) const;

  Shapes& old_shapes() { return old_; }
  Shapes& new_shapes() { return new_; }
  std::chrono::sys_days today() const { return today_; }
  std::chrono::sys_days earliest_sunset() const { return earliest_sunset_; }

 private:
  // What the new schema of a pair allows, beside the old one.
  enum class Relation : std::uint8_t { Same, Narrower, Wider, Unknown };

  bool allows_all(PairId id, bool is_old_in_new) const;
  void spread_changes();
  void judge_changes();
  static Effect effect_on_values(const Change& change);
  Relation relation_of(PairId id) const;

  Shapes& old_;
  Shapes& new_;
  std::chrono::sys_days today_, earliest_sunset_;
  std::deque<SchemaPair> pairs_;
  std::map<std::tuple<ShapeId, ShapeId, Direction>, PairId> ids_;
  std::size_t built_ = 0;
};

// What a value looks like in a message.
std::string shown(const Node& value);

}  // namespace concord::diff
