// Which variant of an old union is which of a new one.
#pragma once
#include "shape.h"

namespace concord::diff {

// How much two shapes have in common, 0 to 1. Below least_likeness they are taken for different things.
double likeness(Shapes& olds, ShapeId before, Shapes& news, ShapeId after);
inline constexpr double least_likeness = 0.5;

// What a variant is called where its number would change with its neighbours: its component, the value that tells it
// from others ("kind=cat"), or its type.
std::string variant_label(Shapes& shapes, const Node* branch);
// The same without the name of the component, which may change.
std::string variant_key(Shapes& shapes, const Node* branch);

struct VariantMatch {
  std::vector<std::optional<std::size_t>> new_of_old, old_of_new;
};
// By component, then by what they say, then by likeness.
VariantMatch match_variants(Shapes& olds, const Union& before, Shapes& news, const Union& after);

// Whether no value is of two variants, as far as can be told.
bool are_exclusive(Shapes& shapes, const Union& one);

struct ValueChange {
  std::string value, old_target, new_target;  // "" where the value stands for nothing
};
// What discriminator values stand for, given or implied; a component that only has another name is the same target.
std::vector<ValueChange> compare_mappings(Shapes& olds, const Union& before, Shapes& news, const Union& after,
                                          const VariantMatch& match);

}  // namespace concord::diff
