#include "variants.h"

#include <concord/base/text.h>

#include <algorithm>

namespace concord::diff {
namespace {

constexpr std::size_t most_compared = 128;  // variants of one union that are compared each with each
constexpr int hash_depth = 3;

// The property and value that every instance has: {"kind": {"enum": ["cat"]}}.
std::string telling_value(Shapes& shapes, const Shape& shape) {
  for (const Property& property : shape.properties) {
    if (!shape.required.contains(property.name)) continue;
    const Shape& value = shapes[shapes.of(property.parts)];
    if (value.values && value.values->size() == 1) return std::string(property.name) + '=' + value.values->front().text;
  }
  return {};
}

double share_of_names(const Shape& a, const Shape& b) {
  if (a.properties.empty() && b.properties.empty()) return 0.7;
  std::size_t same = 0;
  for (const Property& property : a.properties) same += b.find(property.name) != nullptr;
  return static_cast<double>(same) / static_cast<double>(a.properties.size() + b.properties.size() - same);
}

void pair_up(VariantMatch& match, std::size_t before, std::size_t after) {
  match.new_of_old[before] = after;
  match.old_of_new[after] = before;
}

void match_by_values(VariantMatch& match, const BothVariants& both) {
  for (std::size_t i = 0; i < both.olds.size(); ++i) {
    for (std::size_t j = 0; j < both.news.size() && !match.new_of_old[i]; ++j) {
      if (!match.old_of_new[j] && have_common(both.olds[i].values, both.news[j].values)) pair_up(match, i, j);
    }
  }
}

void match_by_component(VariantMatch& match, Shapes& olds, Shapes& news, const BothVariants& both) {
  std::map<std::string_view, std::size_t> named;
  for (std::size_t j = 0; j < both.news.size(); ++j) {
    const auto name = news.component(news.target(both.news[j].branch));
    if (!name.empty() && !match.old_of_new[j]) named.emplace(name, j);
  }
  for (std::size_t i = 0; i < both.olds.size(); ++i) {
    if (match.new_of_old[i]) continue;
    const auto found = named.find(olds.component(olds.target(both.olds[i].branch)));
    if (found != named.end() && !match.old_of_new[found->second]) pair_up(match, i, found->second);
  }
}

// What says the same, in any number.
void match_by_hash(VariantMatch& match, Shapes& olds, Shapes& news, const BothVariants& both) {
  std::unordered_map<std::uint64_t, std::deque<std::size_t>> by_hash;
  for (std::size_t j = 0; j < both.news.size(); ++j) {
    if (!match.old_of_new[j]) by_hash[news.hash(both.news[j].shape, hash_depth)].push_back(j);
  }
  for (std::size_t i = 0; i < both.olds.size(); ++i) {
    if (match.new_of_old[i]) continue;
    const auto found = by_hash.find(olds.hash(both.olds[i].shape, hash_depth));
    if (found == by_hash.end() || found->second.empty()) continue;
    pair_up(match, i, found->second.front());
    found->second.pop_front();
  }
}

// Whoever lists no value that the other lists is something else, however like they are.
bool are_told_apart(const Variant& a, const Variant& b) {
  return !a.values.empty() && !b.values.empty() && !have_common(a.values, b.values);
}

void match_by_likeness(VariantMatch& match, Shapes& olds, Shapes& news, const BothVariants& both) {
  struct Candidate {
    double score;
    std::size_t before, after;
  };
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < both.olds.size(); ++i) {
    for (std::size_t j = 0; j < both.news.size(); ++j) {
      if (match.new_of_old[i] || match.old_of_new[j] || are_told_apart(both.olds[i], both.news[j])) continue;
      const double score = likeness(olds, both.olds[i].shape, news, both.news[j].shape);
      if (score >= least_likeness) candidates.push_back({score, i, j});
    }
  }
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& a, const Candidate& b) { return a.score > b.score; });
  for (const Candidate& one : candidates) {
    if (!match.new_of_old[one.before] && !match.old_of_new[one.after]) pair_up(match, one.before, one.after);
  }
}

// The end of "#/components/schemas/Cat" or "Cat".
std::string_view target_name(std::string_view reference) { return reference.substr(reference.rfind('/') + 1); }

// Discriminator value → the branch it stands for, or the name of what it stands for when that is no branch.
struct Target {
  std::optional<std::size_t> branch;
  std::string name;
};
std::map<std::string, Target> mapping_of(Shapes& shapes, const Union& one) {
  std::map<std::string, Target> mapping;
  std::map<std::string_view, std::size_t> branches;
  for (std::size_t i = 0; i < one.branches.size(); ++i) {
    if (const auto name = shapes.component(shapes.target(one.branches[i])); !name.empty()) branches.emplace(name, i);
  }
  std::vector<bool> is_mapped(one.branches.size());
  const Node* stated = one.discriminator->find("mapping");
  if (stated != nullptr) {
    for (const auto& member : stated->members()) {
      const std::string_view name = target_name(member.value.string_or_empty());
      const auto found = branches.find(name);
      if (found != branches.end()) is_mapped[found->second] = true;
      mapping[member.key] = {found == branches.end() ? std::nullopt : std::optional(found->second), std::string(name)};
    }
  }
  for (const auto& [name, index] : branches) {
    if (!is_mapped[index]) mapping.emplace(std::string(name), Target{index, std::string(name)});
  }
  return mapping;
}

}  // namespace

double likeness(Shapes& olds, ShapeId before, Shapes& news, ShapeId after) {
  const Shape& a = olds[before];
  const Shape& b = news[after];
  if ((a.types & b.types & ~null_type) == 0) return 0;
  if (olds.hash(before, 2) == news.hash(after, 2)) return 1;
  const std::string one = telling_value(olds, a), other = telling_value(news, b);
  if (!one.empty() && one == other) return 0.95;
  if (!one.empty() && !other.empty()) return 0;
  const double of_types = (a.types | null_type) == (b.types | null_type) ? 1 : 0.8;
  if (((a.types | b.types) & ~null_type) == object_type) return of_types * 0.9 * share_of_names(a, b);
  return of_types * 0.6;
}

std::string variant_label(Shapes& shapes, const Node* branch) {
  const auto name = shapes.component(shapes.target(branch));
  return name.empty() ? variant_key(shapes, branch) : std::string(name);
}

std::string variant_key(Shapes& shapes, const Node* branch) {
  const Shape& shape = shapes[shapes.of(branch)];
  if (const std::string value = telling_value(shapes, shape); !value.empty()) return value;
  std::string label = types_text(shape.types);
  if (!shape.formats.empty()) label += ' ' + shape.formats.begin()->first;
  std::size_t listed = 0;
  for (const auto& [name, site] : shape.required) {
    if (++listed <= 3) label += (listed == 1 ? " with " : ", ") + std::string(name);
  }
  return base::ellipsize(label, 80);
}

namespace {

std::string with_values(std::string text, const Variant& variant, const std::string& tag) {
  if (!variant.is_part) return text;
  text += " with " + base::in_quotes(tag);
  for (const EnumValue& value : variant.values) text += ' ' + value.text;
  return base::ellipsize(text, 120);
}

}  // namespace

std::string variant_label(Shapes& shapes, const Variant& variant, const std::string& tag) {
  return with_values(variant_label(shapes, variant.branch), variant, tag);
}

std::string variant_key(Shapes& shapes, const Variant& variant, const std::string& tag) {
  return with_values(variant_key(shapes, variant.branch), variant, tag);
}

VariantMatch match_variants(Shapes& olds, Shapes& news, const BothVariants& both) {
  VariantMatch match;
  match.new_of_old.resize(both.olds.size());
  match.old_of_new.resize(both.news.size());
  match_by_values(match, both);
  match_by_component(match, olds, news, both);
  match_by_hash(match, olds, news, both);
  if (std::max(both.olds.size(), both.news.size()) <= most_compared) match_by_likeness(match, olds, news, both);
  return match;
}

bool are_exclusive(Shapes& shapes, const Union& one) {
  if (one.branches.size() > 32) return false;
  for (std::size_t i = 0; i < one.branches.size(); ++i) {
    for (std::size_t j = i + 1; j < one.branches.size(); ++j) {
      if (!shapes.are_disjoint(shapes.of(one.branches[i]), shapes.of(one.branches[j]))) return false;
    }
  }
  return true;
}

std::vector<ValueChange> compare_mappings(Shapes& olds, const Union& before, Shapes& news, const Union& after,
                                          const std::set<std::pair<std::size_t, std::size_t>>& same_ones) {
  const auto old_mapping = mapping_of(olds, before), new_mapping = mapping_of(news, after);
  std::vector<ValueChange> changes;
  for (const auto& [value, target] : old_mapping) {
    const auto same = new_mapping.find(value);
    if (same == new_mapping.end()) {
      changes.push_back({value, target.name, {}});
      continue;
    }
    const bool is_kept = target.branch && same->second.branch
                             ? same_ones.contains({*target.branch, *same->second.branch})
                             : !target.branch && target.name == same->second.name;
    if (!is_kept) changes.push_back({value, target.name, same->second.name});
  }
  for (const auto& [value, target] : new_mapping) {
    if (!old_mapping.contains(value)) changes.push_back({value, {}, target.name});
  }
  return changes;
}

}  // namespace concord::diff
