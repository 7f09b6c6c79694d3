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

struct Change {
  Kind kind = Kind::TypeChanged;
  std::string subject = {}, old_text = {}, new_text = {};
  const Node* old_site = nullptr;
  const Node* new_site = nullptr;
  bool is_muted = false;  // about something that is never sent in this direction
  // Variants that may allow what a variant that came or went does; see SchemaPairs::is_covered.
  std::vector<PairId> covers = {};
};

struct Edge {
  std::string token;  // "/name", "/*", "(Cat)"
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
  // The shapes must outlive this. A sunset before `today` is over.
  SchemaPairs(Shapes& old_shapes, Shapes& new_shapes, std::chrono::sys_days today)
      : old_(old_shapes), new_(new_shapes), today_(today) {}

  PairId of(ShapeId old_shape, ShapeId new_shape, Direction direction);
  // Compares all pairs that were asked for, and their children. False when there are too many to finish.
  bool build();
  const SchemaPair& operator[](PairId id) const { return pairs_[id]; }
  std::size_t size() const { return pairs_.size(); }
  // Whether a variant that came or went (a change with `covers`) changes nothing, since another one allows it all.
  bool is_covered(const Change& change) const;

  Shapes& old_shapes() { return old_; }
  Shapes& new_shapes() { return new_; }
  std::chrono::sys_days today() const { return today_; }

 private:
  bool allows_all(PairId id, bool is_old_in_new) const;
  void spread_changes();

  Shapes& old_;
  Shapes& new_;
  std::chrono::sys_days today_;
  std::deque<SchemaPair> pairs_;
  std::map<std::tuple<ShapeId, ShapeId, Direction>, PairId> ids_;
  std::size_t built_ = 0;
};

// A date such as 2027-01-31, also at the start of a date and time; nothing for anything else.
std::optional<std::chrono::sys_days> parse_sunset(const Node& value);
// What a value looks like in a message.
std::string shown(const Node& value);

}  // namespace concord::diff
