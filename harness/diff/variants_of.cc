#include "variants_of.h"

#include <algorithm>

namespace concord::diff {
namespace {

constexpr std::size_t most_parted = 64;  // variants of one union that are looked at to be parted

Variants plain_variants(Shapes& shapes, const Union& one) {
  Variants variants;
  for (std::size_t i = 0; i < one.branches.size(); ++i)
    variants.push_back({one.branches[i], i, shapes.of(one.branches[i]), {}, false});
  return variants;
}

// Whether each lists values of the member, and no two the same.
bool are_told_apart_by(Shapes& shapes, const Variants& variants, std::string_view name) {
  std::set<EnumValue> seen;
  for (const Variant& one : variants) {
    const auto values = values_of_member(shapes, one.shape, name);
    if (values.empty() || have_common(values, seen)) return false;
    seen.insert(values.begin(), values.end());
  }
  return true;
}

std::string property_of(const Node* discriminator) {
  const Node* name = discriminator == nullptr ? nullptr : discriminator->find("propertyName");
  return name == nullptr ? std::string() : std::string(name->string_or_empty());
}

std::string tag_of(Shapes& olds, const Union& before, const Variants& old_ones, Shapes& news, const Union& after,
                   const Variants& new_ones) {
  for (const Node* discriminator : {before.discriminator, after.discriminator}) {
    if (std::string name = property_of(discriminator); !name.empty()) return name;
  }
  if (old_ones.empty()) return {};
  for (const Property& property : olds[old_ones.front().shape].properties) {
    if (are_told_apart_by(olds, old_ones, property.name) && are_told_apart_by(news, new_ones, property.name))
      return std::string(property.name);
  }
  return {};
}

// Which of `values` each of `others` has; what none has stays with the first that has any.
std::vector<std::set<EnumValue>> parted(const std::set<EnumValue>& values, const Variants& others) {
  std::vector<std::set<EnumValue>> parts;
  std::set<EnumValue> rest = values;
  for (const Variant& other : others) {
    std::set<EnumValue> common;
    for (const EnumValue& value : other.values) {
      if (rest.erase(value) != 0) common.insert(value);
    }
    if (!common.empty()) parts.push_back(std::move(common));
  }
  if (!parts.empty()) parts.front().insert(rest.begin(), rest.end());
  return parts;
}

Variants parted(Shapes& shapes, const Variants& variants, const Variants& others, const std::string& tag) {
  Variants all;
  for (const Variant& one : variants) {
    const auto parts = parted(one.values, others);
    if (parts.size() < 2) {
      all.push_back(one);
      continue;
    }
    for (const auto& values : parts) {
      const ShapeId shape = shapes.of(shapes.with_values(one.branch, tag, values));
      all.push_back({one.branch, one.origin, shape, values, true});
    }
  }
  return all;
}

}  // namespace

std::set<EnumValue> values_of_member(Shapes& shapes, ShapeId object, std::string_view name) {
  const Property* property = shapes[object].find(name);
  if (property == nullptr) return {};
  const Shape& shape = shapes[shapes.of(property->parts)];
  std::set<EnumValue> values;
  if (shape.values) values.insert(shape.values->begin(), shape.values->end());
  return values;
}

bool have_common(const std::set<EnumValue>& a, const std::set<EnumValue>& b) {
  return std::any_of(a.begin(), a.end(), [&](const EnumValue& one) { return b.contains(one); });
}

BothVariants variants_of(Shapes& olds, const Union& before, Shapes& news, const Union& after) {
  BothVariants both{{}, plain_variants(olds, before), plain_variants(news, after)};
  if (std::max(both.olds.size(), both.news.size()) > most_parted) return both;
  both.tag = tag_of(olds, before, both.olds, news, after, both.news);
  if (both.tag.empty()) return both;
  for (Variant& one : both.olds) one.values = values_of_member(olds, one.shape, both.tag);
  for (Variant& one : both.news) one.values = values_of_member(news, one.shape, both.tag);
  Variants old_parts = parted(olds, both.olds, both.news, both.tag);
  both.news = parted(news, both.news, both.olds, both.tag);
  both.olds = std::move(old_parts);
  return both;
}

}  // namespace concord::diff
