#include "compare_shapes.h"

namespace concord::diff {

void compare_shapes(SchemaPairs& pairs, PairId, SchemaPair& pair) {
  if (pair.old_shape == Shapes::anything && pair.new_shape == Shapes::anything) return;
  ShapeComparison(pairs, pair).compare();
}

void ShapeComparison::compare() {
  compare_marks();
  if (old_.unions.empty() != new_.unions.empty()) return compare_with_branches(old_.unions.empty());
  if (!compare_types()) return;
  compare_enums();
  compare_extensible_values();
  if (!is_told_by_values()) compare_numbers_and_texts();
  compare_contents();
  compare_properties();
  compare_required();
  if (((old_.types | new_.types) & object_type) != 0) {
    compare_rest(old_.additional, new_.additional, Kind::AdditionalPropertiesClosed, Kind::AdditionalPropertiesOpened,
                 "/{any}");
    compare_optional(old_.property_names, new_.property_names, Kind::PropertyNamesAdded, Kind::PropertyNamesRemoved,
                     "/{name}");
  }
  compare_pattern_properties();
  compare_named(old_.dependent_schemas, new_.dependent_schemas, Kind::DependentSchemaAdded,
                Kind::DependentSchemaRemoved, "{with ");
  for (const auto& [text, site] : old_.dependent_required) {
    if (!new_.dependent_required.contains(text)) add(Kind::DependentRequiredRemoved, site, new_.site, text);
  }
  for (const auto& [text, site] : new_.dependent_required) {
    if (!old_.dependent_required.contains(text)) add(Kind::DependentRequiredAdded, old_.site, site, text);
  }
  compare_arrays();
  compare_negations();
  compare_conditions();
  compare_unions();
}

void ShapeComparison::compare_numbers_and_texts() {
  compare_limits();
  compare_multiples();
  compare_formats();
  compare_patterns();
}

void ShapeComparison::add(Kind kind, const Node* old_site, const Node* new_site, std::string subject,
                          std::string old_text, std::string new_text) {
  Change change{kind,
                std::move(subject),
                std::move(old_text),
                std::move(new_text),
                old_site ? old_site : old_.site,
                new_site ? new_site : new_.site};
  pair_.changes.push_back(std::move(change));
}

void ShapeComparison::follow(std::string token, ShapeId before, ShapeId after, bool is_muted) {
  if (before == Shapes::anything && after == Shapes::anything) return;
  std::string key = token;
  pair_.edges.push_back({std::move(token), std::move(key), pairs_.of(before, after, pair_.direction), is_muted});
}

void ShapeComparison::follow(std::string token, const Parts& before, const Parts& after, bool is_muted) {
  follow(std::move(token), pairs_.old_shapes().of(before), pairs_.new_shapes().of(after), is_muted);
}

}  // namespace concord::diff
