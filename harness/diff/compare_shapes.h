// What differs between an old shape and a new one, in the terms of the table of changes.
#pragma once
#include "schema_pairs.h"

#include <set>

namespace concord::diff {

// Fills changes and edges of `pair`, whose id is `id`.
void compare_shapes(SchemaPairs& pairs, PairId id, SchemaPair& pair);

class ShapeComparison {
 public:
  ShapeComparison(SchemaPairs& pairs, SchemaPair& pair)
      : pairs_(pairs),
        pair_(pair),
        old_(pairs.old_shapes()[pair.old_shape]),
        new_(pairs.new_shapes()[pair.new_shape]) {}
  void compare();

 private:
  using Sites = std::map<std::string, const Node*>;

  // compare_values.cc
  bool compare_types();  // whether there is more to compare
  void compare_nullability();
  void compare_enums();
  void compare_extensible_values();
  // Whether lists of values say all that bounds, formats and patterns would.
  bool is_told_by_values() const;
  void compare_numbers_and_texts();
  void compare_limits();
  void compare_multiples();
  void compare_formats();
  void compare_patterns();
  void compare_contents();
  void compare_marks();

  // compare_conditions.cc
  void compare_negations();
  void compare_conditions();
  void compare_condition(const Condition& before, const Condition& after);
  void compare_branch(std::string token, std::string_view keyword, const Condition& old_condition, const Node* before,
                      const Condition& new_condition, const Node* after);
  // The last change turns out to be `narrowed` or `widened` when what `before` and `after` allow tells.
  void judge(Kind changed, Kind narrowed, Kind widened, const Node* before, const Node* after);

  // compare_members.cc
  void compare_properties();
  void property_gone(const Property& property);
  void property_new(const Property& property);
  void property_kept(const Property& before, const Property& after);
  void compare_required();
  void compare_rest(const Rest& before, const Rest& after, Kind closed, Kind opened, std::string token);
  void compare_named(const std::map<std::string_view, Parts>& before, const std::map<std::string_view, Parts>& after,
                     Kind added, Kind removed, std::string_view prefix);
  void compare_optional(const Parts& before, const Parts& after, Kind added, Kind removed, std::string token);
  void compare_pattern_properties();
  void compare_arrays();
  void compare_contains();
  bool is_hidden(const Shape& shape) const;

  // compare_unions.cc
  void compare_unions();
  void compare_union(const Union& before, const Union& after);
  void variant_changed(Kind kind, const Node* old_site, const Node* new_site, std::string label, std::string key);
  void cover(bool is_judged, ShapeId before, ShapeId after);
  void compare_mapped(const Union& before, const Union& after,
                      const std::set<std::pair<std::size_t, std::size_t>>& same);
  void compare_with_branches(bool is_added);
  void compare_union_kinds(const Union& before, const Union& after);
  void follow_variant(const std::string& label, const std::string& key, ShapeId before, ShapeId after);
  void compare_discriminators(const Node* before, const Node* after);

  void add(Kind kind, const Node* old_site, const Node* new_site, std::string subject = {}, std::string old_text = {},
           std::string new_text = {});
  void follow(std::string token, ShapeId before, ShapeId after, bool is_muted = false);
  void follow(std::string token, const Parts& before, const Parts& after, bool is_muted = false);

  SchemaPairs& pairs_;
  SchemaPair& pair_;
  const Shape& old_;
  const Shape& new_;
};

}  // namespace concord::diff
