// Which variant of an old union is which of a new one.
#pragma once
#include "variants_of.h"

namespace concord::diff {

// How much two shapes have in common, 0 to 1. Below least_likeness they are taken for different things.
double likeness(Shapes& olds, ShapeId before, Shapes& news, ShapeId after);
inline constexpr double least_likeness = 0.5;

// What a variant is called where its number would change with its neighbours: its component, the value that tells it
// from others ("kind=cat"), or its type.
std::string variant_label(Shapes& shapes, const Node* branch);
// Of one that was parted with its values: "Cat with \"kind\" \"lion\"".
std::string variant_label(Shapes& shapes, const Variant& variant, const std::string& tag);
// The same without the name of the component, which may change.
std::string variant_key(Shapes& shapes, const Node* branch);
std::string variant_key(Shapes& shapes, const Variant& variant, const std::string& tag);

struct VariantMatch {
  std::vector<std::optional<std::size_t>> new_of_old, old_of_new;
};
// By the value of the tag, by component, by what they say, then by likeness.
VariantMatch match_variants(Shapes& olds, Shapes& news, const BothVariants& both);

// Whether no value is of two variants, as far as can be told.
bool are_exclusive(Shapes& shapes, const Union& one);

struct ValueChange {
  std::string value, old_target, new_target;  // "" where the value stands for nothing
};
// What discriminator values stand for, given or implied. A target is the same where the variants of `same`, old and new
// number in the union, are: a component that only has another name, or a variant that took over a value of another.
std::vector<ValueChange> compare_mappings(Shapes& olds, const Union& before, Shapes& news, const Union& after,
                                          const std::set<std::pair<std::size_t, std::size_t>>& same);

}  // namespace concord::diff
