#include "program.h"

#include "tree_facts.h"

#include <algorithm>
#include <map>
#include <set>

namespace concord::pattern {
namespace {

using Op = PatternInstruction::Op;

constexpr std::uint64_t kMostInstructions = 200'000;  // of all programs of a pattern

// How many instructions the node becomes; no more exact than needed past the bound.
std::uint64_t size_of(const Pattern& pattern, std::uint32_t index) {
  const PatternNode& node = pattern[index];
  std::uint64_t size = 1;
  for (const std::uint32_t child : node.children) size += size_of(pattern, child);
  if (node.kind == PatternKind::Choice) size += node.children.size();
  if (node.kind == PatternKind::Repeat) {
    const std::uint64_t times = node.most == kUnbounded ? std::uint64_t{node.least} + 1 : node.most;
    size = times * (size + 1) + 1;
  }
  return std::min(size, 2 * kMostInstructions);
}

class Builder {
 public:
  Builder(const Pattern& pattern, ResolvedSets sets) : pattern_(pattern), sets_(std::move(sets)) {}

  std::optional<RegularPattern> run(NotRegular& why) {
    find_conditions();
    RegularPattern regular;
    // Nodes stand after their children, so inner looks come first.
    for (std::uint32_t index = 0; index < pattern_.nodes.size(); ++index) {
      const PatternNode& node = pattern_[index];
      if (node.kind != PatternKind::Look) continue;
      const bool is_condition = conditions_.contains(index);
      why = NotRegular::Looks;
      if (!is_condition && regular.looks.size() == kMostLooks) return std::nullopt;
      why = NotRegular::Size;
      if (!build(node.children[0], !is_condition && !node.is_behind)) return std::nullopt;
      if (is_condition) {
        program_.is_anchored = true;
        regular.conditions.push_back({std::move(program_), node.is_negated});
      } else {
        looks_.emplace(index, static_cast<std::uint32_t>(regular.looks.size()));
        regular.looks.push_back(std::move(program_));
      }
    }
    why = NotRegular::Size;
    if (!build(pattern_.root, false)) return std::nullopt;
    why = NotRegular::No;
    program_.is_anchored = is_anchored(pattern_, pattern_.root);
    regular.main = std::move(program_);
    regular.sets = std::move(sets_);
    return regular;
  }

 private:
  // Lookaheads right behind the ^ that the pattern begins with.
  void find_conditions() {
    const PatternNode& root = pattern_[pattern_.root];
    if (root.kind != PatternKind::Sequence || root.children.empty()) return;
    if (pattern_[root.children[0]].kind != PatternKind::Start) return;
    for (std::size_t i = 1; i < root.children.size(); ++i) {
      const PatternNode& node = pattern_[root.children[i]];
      if (node.kind != PatternKind::Look || node.is_behind) return;
      conditions_.insert(root.children[i]);
    }
  }

  bool build(std::uint32_t root, bool is_backward) {
    size_ += size_of(pattern_, root);
    if (size_ > kMostInstructions) return false;
    program_ = Program{};
    program_.is_backward = is_backward;
    program_.start = emit(root, add({.op = Op::Match}));
    return true;
  }

  std::uint32_t add(PatternInstruction instruction) {
    program_.code.push_back(instruction);
    return static_cast<std::uint32_t>(program_.code.size() - 1);
  }

  // The node's instructions, going on at `next`; where they begin. Written from the end on, since each needs to know
  // what follows it.
  std::uint32_t emit(std::uint32_t index, std::uint32_t next) {
    const PatternNode& node = pattern_[index];
    switch (node.kind) {
      case PatternKind::Character:
      case PatternKind::Set: return add({.op = Op::Set, .value = sets_.set_of_node[index], .next = next});
      case PatternKind::Sequence: return emit_sequence(node, next);
      case PatternKind::Choice: return emit_choice(node, next);
      case PatternKind::Repeat: return emit_repeat(node, next);
      case PatternKind::Look:
        if (conditions_.contains(index)) return next;
        program_.looks_around = true;
        return add({.op = node.is_negated ? Op::NoLook : Op::Look, .value = looks_.at(index), .next = next});
      case PatternKind::Start:
      case PatternKind::End:
        program_.sees_edges = true;
        return add({.op = node.kind == PatternKind::Start ? Op::Start : Op::End, .next = next});
      case PatternKind::WordBoundary:
        program_.sees_words = true;
        return add({.op = node.is_negated ? Op::NoWordBoundary : Op::WordBoundary, .next = next});
      default: return emit(node.children[0], next);
    }
  }

  std::uint32_t emit_sequence(const PatternNode& node, std::uint32_t next) {
    if (program_.is_backward) {
      for (const std::uint32_t child : node.children) next = emit(child, next);
    } else {
      for (auto child = node.children.rbegin(); child != node.children.rend(); ++child) next = emit(*child, next);
    }
    return next;
  }

  std::uint32_t emit_choice(const PatternNode& node, std::uint32_t next) {
    std::uint32_t begin = emit(node.children.back(), next);
    for (auto child = std::next(node.children.rbegin()); child != node.children.rend(); ++child) {
      const std::uint32_t branch = emit(*child, next);
      begin = add({.op = Op::Split, .next = branch, .other = begin});
    }
    return begin;
  }

  std::uint32_t emit_repeat(const PatternNode& node, std::uint32_t next) {
    std::uint32_t begin = next;
    if (node.most == kUnbounded) {
      begin = add({.op = Op::Split, .other = next});
      const std::uint32_t body = emit(node.children[0], begin);
      program_.code[begin].next = body;
    } else {
      for (std::uint32_t i = node.least; i < node.most; ++i) {
        const std::uint32_t body = emit(node.children[0], begin);
        begin = add({.op = Op::Split, .next = body, .other = next});
      }
    }
    for (std::uint32_t i = 0; i < node.least; ++i) begin = emit(node.children[0], begin);
    return begin;
  }

  const Pattern& pattern_;
  ResolvedSets sets_;
  Program program_;
  std::uint64_t size_ = 0;
  std::map<std::uint32_t, std::uint32_t> looks_;  // their programs
  std::set<std::uint32_t> conditions_;            // nodes that are asked at the start of the text only
};

}  // namespace

std::optional<RegularPattern> make_regular(const Pattern& pattern, Reach reach, NotRegular& why) {
  why = NotRegular::BackReference;
  if (pattern.has_back_references) return std::nullopt;
  why = NotRegular::Properties;
  auto sets = resolve_sets(pattern, reach);
  return sets ? Builder(pattern, std::move(*sets)).run(why) : std::nullopt;
}

}  // namespace concord::pattern
