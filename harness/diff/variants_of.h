// The variants of two unions, made comparable: one that lists several values of the tag is parted where the other union
// gives these values to several of its variants.
#pragma once
#include "shape.h"

#include <set>

namespace concord::diff {

struct Variant {
  const Node* branch = nullptr;   // as written
  std::size_t origin = 0;         // its number in the union
  ShapeId shape = Shapes::anything;
  std::set<EnumValue> values;   // of the tag; empty where it lists none
  bool is_part = false;           // of a variant that lists more values
};
using Variants = std::vector<Variant>;

struct BothVariants {
  std::string tag;  // the property whose value tells variants apart: of the discriminator, or one of which all list
                    // values, and no two the same; or ""
  Variants olds, news;
};
BothVariants variants_of(Shapes& olds, const Union& before, Shapes& news, const Union& after);

// The values of the property `name` of an object; none where it lists none.
std::set<EnumValue> values_of_member(Shapes& shapes, ShapeId object, std::string_view name);
bool have_common(const std::set<EnumValue>& a, const std::set<EnumValue>& b);

}  // namespace concord::diff
