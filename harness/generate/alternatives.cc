#include "alternatives.h"

#include <algorithm>

namespace concord::generate {

namespace {

constexpr int kMostReferences = 100;
constexpr std::size_t kMostCompared = 64;  // alternatives; of more, none is taken for another

// What is before the fragment: where its references lead from.
std::string resource_of(const Outline& outline, PartId part) {
  const std::string location = outline.location(part, "");
  return location.substr(0, location.find('#'));
}

bool is_same(const Outline& outline, PartId a, PartId b) {
  if (a == b) return true;
  const Node& one = outline.text(a);
  const Node& other = outline.text(b);
  return &one == &other || (document::equal(one, other) && resource_of(outline, a) == resource_of(outline, b));
}

}  // namespace

PartId referred(const Outline& outline, PartId part) {
  for (int i = 0; i < kMostReferences; ++i) {
    const std::vector<Rule>& rules = outline.rules(part);
    if (rules.size() != 1 || rules.front().asks != Asks::Reference) break;
    part = rules.front().parts.front();
  }
  return part;
}

std::vector<std::size_t> distinct_alternatives(const Outline& outline, const Rule& rule) {
  std::vector<PartId> parts;
  for (const PartId part : rule.parts) parts.push_back(referred(outline, part));
  std::vector<std::size_t> distinct;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto is_twin = [&](std::size_t j) {
      return j != i && parts.size() <= kMostCompared && is_same(outline, parts[i], parts[j]);
    };
    std::size_t from = 0;
    const std::size_t end = rule.asks == Asks::OneOf ? parts.size() : i;
    while (from < end && !is_twin(from)) ++from;
    if (from == end) distinct.push_back(i);
  }
  return distinct;
}

}  // namespace concord::generate
