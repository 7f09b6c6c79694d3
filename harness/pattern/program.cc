#include "program.h"

#include <algorithm>
#include <map>

namespace concord::pattern {
namespace {

using Op = PatternInstruction::Op;
using Ranges = std::vector<CodePointRange>;

constexpr std::uint64_t kMostInstructions = 10'000;

struct RangesLess {
  bool operator()(const Ranges& a, const Ranges& b) const {
    return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
      return x.first != y.first ? x.first < y.first : x.last < y.last;
    });
  }
};

// Properties resolved, negation carried out; nothing when PCRE2 does not know a property.
std::optional<Ranges> resolve(const CodePointSet& set, Reach reach) {
  CodePointSet all = set;
  for (const PropertyUse& property : set.properties) {
    const Ranges* ranges = property_ranges(property.pcre, reach);
    if (!ranges) return std::nullopt;
    const Ranges& used = property.is_negated ? complement(*ranges) : *ranges;
    all.ranges.insert(all.ranges.end(), used.begin(), used.end());
  }
  all.normalize();
  return set.is_negated ? complement(all.ranges) : all.ranges;
}

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

class Builder {
 public:
  Builder(const Pattern& pattern, Reach reach) : pattern_(pattern), reach_(reach) {}

  std::optional<RegularPattern> run() {
    if (pattern_.has_back_references || !resolve_sets()) return std::nullopt;
    auto symbols = SymbolTable::make(sets_);
    if (!symbols) return std::nullopt;
    RegularPattern regular{.symbols = std::move(*symbols), .word_set = word_set_, .looks = {}, .main = {}};
    // Nodes stand after their children, so inner looks come first.
    for (std::uint32_t index = 0; index < pattern_.nodes.size(); ++index) {
      const PatternNode& node = pattern_[index];
      if (node.kind != PatternKind::Look) continue;
      if (regular.looks.size() == kMostLooks || !build(node.children[0], !node.is_behind)) return std::nullopt;
      looks_.emplace(index, static_cast<std::uint32_t>(regular.looks.size()));
      regular.looks.push_back(std::move(program_));
    }
    if (!build(pattern_.root, false)) return std::nullopt;
    program_.is_anchored = is_anchored(pattern_, pattern_.root);
    regular.main = std::move(program_);
    return regular;
  }

 private:
  bool resolve_sets() {
    word_set_ = set_index(words().ranges);
    for (std::uint32_t index = 0; index < pattern_.nodes.size(); ++index) {
      const PatternNode& node = pattern_[index];
      if (node.kind == PatternKind::Character) {
        CodePointSet single;
        single.add(node.value, node.value);
        single.normalize();
        set_of_node_[index] = set_index(single.ranges);
      } else if (node.kind == PatternKind::Set) {
        const auto ranges = resolve(pattern_.sets[node.value], reach_);
        if (!ranges) return false;
        set_of_node_[index] = set_index(*ranges);
      }
    }
    return true;
  }
  std::uint32_t set_index(const Ranges& ranges) {
    const auto [found, is_new] = index_of_set_.emplace(ranges, static_cast<std::uint32_t>(sets_.size()));
    if (is_new) sets_.push_back(ranges);
    return found->second;
  }

  bool build(std::uint32_t root, bool is_backward) {
    if (size_of(pattern_, root) > kMostInstructions) return false;
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
      case PatternKind::Set: return add({.op = Op::Set, .value = set_of_node_.at(index), .next = next});
      case PatternKind::Sequence: return emit_sequence(node, next);
      case PatternKind::Choice: return emit_choice(node, next);
      case PatternKind::Repeat: return emit_repeat(node, next);
      case PatternKind::Look:
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
  const Reach reach_;
  Program program_;
  std::vector<Ranges> sets_;
  std::map<Ranges, std::uint32_t, RangesLess> index_of_set_;
  std::map<std::uint32_t, std::uint32_t> set_of_node_, looks_;
  std::size_t word_set_ = 0;
};

}  // namespace

std::optional<RegularPattern> make_regular(const Pattern& pattern, Reach reach) {
  return Builder(pattern, reach).run();
}

}  // namespace concord::pattern
