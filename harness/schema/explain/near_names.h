// Which names are meant: of an object's members and of what its schemas describe, for a guess at a misspelling. Looked
// at once an object, however many members of it are missing or unknown.
#pragma once
#include "program.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace concord::schema {

// Whether an object, which must outlive it, has a member: in constant time also where it has many.
class MemberSet {
 public:
  explicit MemberSet(const Node& object);
  bool has(std::string_view key) const;

 private:
  const Node& object_;
  std::unordered_set<std::string_view> keys_;  // empty where there are few
};

// Bounded. What they are made of must outlive them.
class NearNames {
 public:
  NearNames(const Compilation& program, SchemaId id, const Node& object);

  bool is_of(SchemaId id, const Node& object) const { return id == id_ && &object == &object_; }
  // That the schema and what it applies in place describe.
  std::span<const std::string> known() const { return known_; }
  // Of these, what the object has not.
  std::span<const std::string> absent() const { return absent_; }
  // What the object has, and is not known.
  std::span<const std::string> strays() const { return strays_; }

 private:
  SchemaId id_;
  const Node& object_;
  std::vector<std::string> known_, absent_, strays_;
};

// The last one, where it is of that object.
const NearNames& near_names(std::optional<NearNames>& last, const Compilation& program, SchemaId id,
                            const Node& object);

}  // namespace concord::schema
