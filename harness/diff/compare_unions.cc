// oneOf and anyOf: which variant of the old schema is which of the new one, and what came, went and changed.
#include "compare_shapes.h"

#include "variants.h"

#include <concord/base/text.h>

#include <algorithm>

namespace concord::diff {
namespace {

constexpr std::size_t most_covers = 256;  // pairs of variants that are looked at to see whether one covers another

std::string_view word(const Union& one) { return one.is_one_of ? "oneOf" : "anyOf"; }

std::string union_text(const std::vector<Union>& unions) {
  if (unions.empty()) return "one schema";
  std::string text;
  for (const Union& one : unions)
    text += (text.empty() ? "" : " and ") + std::string(word(one)) + " of " + std::to_string(one.branches.size());
  return text;
}

Parts without_branches(const Parts& parts) {
  Parts own = parts;
  for (Part& part : own) part.without_unions = true;
  return own;
}

Parts with_branch(const Parts& parts, const Node* branch, bool is_or_null) {
  Parts own = without_branches(parts);
  own.push_back({branch, false, is_or_null});
  return own;
}

// Whether what stands beside a union is about the same object: its branches then only say what else must be there.
bool shares_a_member(const Shape& plain, const Shape& beside) {
  return std::any_of(beside.properties.begin(), beside.properties.end(),
                     [&](const Property& one) { return plain.find(one.name) != nullptr; });
}

}  // namespace

void ShapeComparison::compare_unions() {
  if (old_.unions.size() != new_.unions.size()) {
    add(Kind::StructureChanged, old_.unions.empty() ? old_.site : old_.unions.front().site,
        new_.unions.empty() ? new_.site : new_.unions.front().site, {}, union_text(old_.unions),
        union_text(new_.unions));
    return;
  }
  for (std::size_t i = 0; i < old_.unions.size(); ++i) compare_union(old_.unions[i], new_.unions[i]);
  compare_discriminators(old_.discriminator, new_.discriminator);
}

// One side is a union and the other is not: it may be one of the variants.
void ShapeComparison::compare_with_branches(bool is_added) {
  Shapes& plain_shapes = is_added ? pairs_.old_shapes() : pairs_.new_shapes();
  Shapes& union_shapes = is_added ? pairs_.new_shapes() : pairs_.old_shapes();
  const ShapeId plain = is_added ? pair_.old_shape : pair_.new_shape;
  const ShapeId composed = is_added ? pair_.new_shape : pair_.old_shape;
  const auto& unions = union_shapes[composed].unions;
  const bool is_nullable = union_shapes.is_nullable(composed);
  ShapeId best = Shapes::anything;
  double best_score = 0;
  std::string label, key;
  for (const Node* branch : unions.front().branches) {
    const ShapeId candidate = union_shapes.of(with_branch(union_shapes.parts(composed), branch, is_nullable));
    const double score = likeness(plain_shapes, plain, union_shapes, candidate);
    if (score <= best_score) continue;
    best = candidate, best_score = score;
    label = variant_label(union_shapes, branch), key = variant_key(union_shapes, branch);
  }
  const ShapeId beside = union_shapes.of(without_branches(union_shapes.parts(composed)));
  const bool is_one_of_them = best_score >= least_likeness ||
                              (best_score > 0 && shares_a_member(plain_shapes[plain], union_shapes[beside]));
  if (unions.size() > 1 || !is_one_of_them) return compare_unions();
  add(is_added ? Kind::UnionAdded : Kind::UnionRemoved, is_added ? old_.site : unions.front().site,
      is_added ? unions.front().site : new_.site, {}, union_text(old_.unions), union_text(new_.unions));
  follow_variant(label, key, is_added ? plain : best, is_added ? best : plain);
}

void ShapeComparison::compare_union_kinds(const Union& before, const Union& after) {
  if (before.is_one_of == after.is_one_of) return;
  if (are_exclusive(pairs_.old_shapes(), before) && are_exclusive(pairs_.new_shapes(), after)) return;
  add(after.is_one_of ? Kind::UnionKindNarrowed : Kind::UnionKindWidened, before.site, after.site, {},
      std::string(word(before)), std::string(word(after)));
}

void ShapeComparison::compare_union(const Union& before, const Union& after) {
  Shapes& olds = pairs_.old_shapes();
  Shapes& news = pairs_.new_shapes();
  compare_union_kinds(before, after);
  const BothVariants both = variants_of(olds, before, news, after);
  const VariantMatch match = match_variants(olds, news, both);
  const bool is_judged = both.olds.size() * both.news.size() <= most_covers;
  std::set<std::pair<std::size_t, std::size_t>> same;
  for (std::size_t i = 0; i < both.olds.size(); ++i) {
    const Variant& one = both.olds[i];
    if (!match.new_of_old[i]) {
      variant_changed(Kind::VariantRemoved, one.branch, after.site, variant_label(olds, one, both.tag),
                      variant_key(olds, one, both.tag));
      for (const Variant& other : both.news) cover(is_judged, one.shape, other.shape);
      continue;
    }
    const Variant& now = both.news[*match.new_of_old[i]];
    same.emplace(one.origin, now.origin);
    const Variant& part = one.is_part ? one : now;
    const std::string label = one.is_part ? variant_label(olds, part, both.tag) : variant_label(news, part, both.tag);
    follow_variant(label, variant_key(olds, one, both.tag), one.shape, now.shape);
  }
  for (std::size_t i = 0; i < both.news.size(); ++i) {
    const Variant& one = both.news[i];
    if (match.old_of_new[i]) continue;
    variant_changed(Kind::VariantAdded, before.site, one.branch, variant_label(news, one, both.tag),
                    variant_key(news, one, both.tag));
    for (const Variant& other : both.olds) cover(is_judged, other.shape, one.shape);
  }
  compare_discriminators(before.discriminator, after.discriminator);
  if (before.discriminator != nullptr && after.discriminator != nullptr) compare_mapped(before, after, same);
}

void ShapeComparison::variant_changed(Kind kind, const Node* old_site, const Node* new_site, std::string label,
                                      std::string key) {
  add(kind, old_site, new_site, std::move(label));
  pair_.changes.back().key = std::move(key);
}

// What the variant of the last change may be allowed by.
void ShapeComparison::cover(bool is_judged, ShapeId before, ShapeId after) {
  if (is_judged) pair_.changes.back().covers.push_back(pairs_.of(before, after, pair_.direction));
}

void ShapeComparison::compare_mapped(const Union& before, const Union& after,
                                     const std::set<std::pair<std::size_t, std::size_t>>& same) {
  for (const ValueChange& one : compare_mappings(pairs_.old_shapes(), before, pairs_.new_shapes(), after, same)) {
    const Kind kind = one.old_target.empty()   ? Kind::DiscriminatorValueAdded
                      : one.new_target.empty() ? Kind::DiscriminatorValueRemoved
                                               : Kind::DiscriminatorValueChanged;
    add(kind, before.discriminator, after.discriminator, one.value, one.old_target, one.new_target);
    pair_.changes.back().key = one.value;
  }
}

void ShapeComparison::follow_variant(const std::string& label, const std::string& key, ShapeId before, ShapeId after) {
  if (before == Shapes::anything && after == Shapes::anything) return;
  pair_.edges.push_back({'(' + label + ')', '(' + key + ')', pairs_.of(before, after, pair_.direction)});
}

void ShapeComparison::compare_discriminators(const Node* before, const Node* after) {
  const auto name = [](const Node* one) {
    const Node* property = one == nullptr ? nullptr : one->find("propertyName");
    return property == nullptr ? std::string() : std::string(property->string_or_empty());
  };
  if (name(before) == name(after)) return;
  const Kind kind = before == nullptr  ? Kind::DiscriminatorAdded
                    : after == nullptr ? Kind::DiscriminatorRemoved
                                       : Kind::DiscriminatorChanged;
  add(kind, before ? before : old_.site, after ? after : new_.site, {}, base::in_quotes(name(before)),
      base::in_quotes(name(after)));
}

}  // namespace concord::diff
