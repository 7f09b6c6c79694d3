#include "tree_facts.h"

#include <algorithm>
#include <map>

namespace concord::pattern {

bool is_anchored(const Pattern& pattern, std::uint32_t index) {
  const PatternNode& node = pattern[index];
  const auto child_is = [&](std::uint32_t child) { return is_anchored(pattern, child); };
  switch (node.kind) {
    case PatternKind::Start: return true;
    case PatternKind::Group: return child_is(node.children[0]);
    case PatternKind::Repeat: return node.least > 0 && child_is(node.children[0]);
    case PatternKind::Sequence: return !node.children.empty() && child_is(node.children[0]);
    case PatternKind::Choice: return std::all_of(node.children.begin(), node.children.end(), child_is);
    default: return false;
  }
}

std::pair<std::uint32_t, std::uint32_t> groups_in(const Pattern& pattern, std::uint32_t index) {
  const PatternNode& node = pattern[index];
  std::pair<std::uint32_t, std::uint32_t> found = {kUnbounded, 0};
  if (node.kind == PatternKind::Group) found = {node.value, node.value};
  for (const std::uint32_t child : node.children) {
    const auto within = groups_in(pattern, child);
    found = {std::min(found.first, within.first), std::max(found.second, within.second)};
  }
  return found;
}

bool has_kind(const Pattern& pattern, std::uint32_t index, PatternKind kind) {
  const PatternNode& node = pattern[index];
  return node.kind == kind || std::any_of(node.children.begin(), node.children.end(), [&](std::uint32_t child) {
           return has_kind(pattern, child, kind);
         });
}

// A back reference becomes what its group may match, or nothing; what is not simple becomes any text.
std::optional<Pattern> relaxed(const Pattern& pattern) {
  Pattern out = pattern;
  out.has_back_references = false;
  std::map<std::uint32_t, std::uint32_t> groups;  // their nodes
  for (std::uint32_t i = 0; i < pattern.nodes.size(); ++i) {
    const PatternNode& node = pattern[i];
    if (node.kind == PatternKind::Group) groups.emplace(node.value, node.children[0]);
    const bool refers = node.kind == PatternKind::Look && node.is_negated;
    if (refers && has_kind(pattern, i, PatternKind::BackReference)) return std::nullopt;
  }
  out.sets.push_back({.ranges = {}, .properties = {}, .is_negated = true});
  out.nodes.push_back({.kind = PatternKind::Set, .value = static_cast<std::uint32_t>(out.sets.size() - 1)});
  const auto any = static_cast<std::uint32_t>(out.nodes.size() - 1);
  for (std::uint32_t i = 0; i < pattern.nodes.size(); ++i) {
    if (pattern[i].kind != PatternKind::BackReference) continue;
    const std::uint32_t group = groups.at(pattern[i].value);
    const bool is_simple = !has_kind(pattern, group, PatternKind::BackReference) &&
                           !has_kind(pattern, group, PatternKind::Look);
    out.nodes[i] = {.kind = PatternKind::Repeat,
                    .least = 0,
                    .most = is_simple ? 1 : kUnbounded,
                    .children = {is_simple ? group : any}};
  }
  return out;
}

}  // namespace concord::pattern
