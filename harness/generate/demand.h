// What several schemas together ask of one value: the keywords of all that apply to it, through references, allOf and
// the alternatives that were taken.
#pragma once
#include <concord/document/pointer.h>
#include <concord/schema/outline.h>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace concord::generate {

using document::Node;
using document::Pointer;
using schema::Asks;
using schema::Outline;
using schema::PartId;
using schema::Rule;

// One keyword of one part.
struct Ask {
  PartId holder = schema::kNoPart;
  const Rule* rule = nullptr;
};

// A decision about anyOf, oneOf, if or dependentSchemas: the number of the alternative (of `if`: 0 then, 1 else).
struct Taken {
  PartId holder = schema::kNoPart;
  const Rule* rule = nullptr;
  std::size_t alternative = 0;
};

// Bits of schema::TypeBit; numbers that are whole have kIntegerType, others kNumberType.
constexpr std::uint32_t kEveryType = 127;
// As `type` says it: every number may be an integer.
constexpr std::uint32_t allowed_types(std::uint32_t types) {
  return types & schema::kNumberType ? types | schema::kIntegerType : types;
}
std::uint32_t type_of(const Node& value);

struct Demand {
  std::vector<PartId> parts;     // that apply, in the order in which they are met
  std::vector<Ask> asks;         // their keywords, but for references, allOf and decided alternatives
  std::vector<Ask> undecided;    // anyOf, oneOf and if of which nothing was taken
  std::vector<Taken> taken;      // of those that were
  std::vector<PartId> must_not;  // `not`
  std::uint32_t types = kEveryType;
  bool is_never = false;  // a `false` is among the parts

  bool has(PartId part) const;
  // The first that asks it; null when none does.
  const Rule* find(Asks asks) const;
};

// Which alternatives apply; empty: not decided. Called with anyOf, oneOf, if and dependentSchemas.
using Decide = std::function<std::vector<std::size_t>(const Ask& ask)>;

Demand demand_of(const Outline& outline, const std::vector<PartId>& parts, const Decide& decide);

// Those that apply to a member or an item of a value of which `demand` is asked, without what is unevaluated where
// something else speaks of it. `count`: how many items there are, for Contains.
std::vector<PartId> parts_of_member(const Outline& outline, const Demand& demand, std::string_view name);
std::vector<PartId> parts_of_item(const Demand& demand, std::size_t index);

// Whether one of the parts, or what it refers to, says true there: "readOnly".
bool says(const Outline& outline, const std::vector<PartId>& parts, std::string_view keyword);

}  // namespace concord::generate
