// What fails, as integers and pointers; the texts are made when they are asked for.
#pragma once
#include "lower/lowered.h"

#include <concord/schema/failures.h>

namespace concord::schema {

// Where evaluation is, as a list on its stack. Kept by the collector once something fails there.
struct PlaceLink {
  const PlaceLink* up = nullptr;
  KeyRecord key;
  std::size_t index = 0;
  bool is_index = false;
  mutable std::uint32_t kept = kNone;
};

struct Failures::Record {
  std::uint32_t place = kNone;  // of `places`; the root is none
  Cause cause;
  const void* value = nullptr;  // a Node or a CompactValue
  bool is_within_alternative = false;
  bool is_unjudged = false;
  std::uint32_t detail = 0;  // how many items match `contains`
  std::string_view name;     // of the member that is missing
};

struct Failures::Store {
  struct Place {
    std::uint32_t up;
    std::uint32_t index;
    KeyRecord key;
    bool is_index;
  };
  const Compilation* program = nullptr;
  SchemaId entry = kNone;
  std::vector<Place> places;
  std::vector<Record> records;
  std::size_t not_listed = 0;
  bool gave_up = false;
  bool is_broken = false;  // for certain: something that is not unjudged fails, and not only in an alternative
};

class Collector {
 public:
  Collector(Failures::Store& store, std::size_t limit) : store_(store), limit_(limit) {}

  void add(Cause cause, const void* value, bool is_unjudged, std::uint32_t detail, std::string_view name);

  const PlaceLink* place = nullptr;
  int alternatives = 0;  // around what is judged, none of which matches

 private:
  std::uint32_t keep(const PlaceLink* link);

  Failures::Store& store_;
  std::size_t limit_;
  Cause type_failure_;  // the last, and its place
  std::uint32_t type_failure_place_ = kNone;
};

// The keyword location, seen from `entry`, of the schema that `cause` names, at a place of the instance, without the
// keyword; "" when no way is found.
std::string route_to(const Compilation& program, SchemaId entry, const std::vector<std::string>& tokens,
                     const Cause& cause);

}  // namespace concord::schema
