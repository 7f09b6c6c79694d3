#include "evaluator.h"

#include "evaluator_alternatives.h"
#include "evaluator_parts.h"
#include "evaluator_values.h"

#include <concord/base/text.h>

namespace concord::schema {
template <class V, bool kCollects>
Evaluator<V, kCollects>::Evaluator(const Compilation& program, const V& instance, Budget& budget, Collector* collector)
    : Evaluator(program, *program.lowered, instance, budget, collector) {}

template <class V, bool kCollects>
Evaluator<V, kCollects>::Evaluator(const Compilation& program, const Lowered& lowered, const V& instance,
                                   Budget& budget, Collector* collector)
    : program_(program),
      lowered_(lowered),
      code_(lowered_.code.data()),
      units_(lowered_.units.data()),
      instance_(instance),
      budget_(budget),
      collector_(collector),
      quiet_(program, lowered, instance, budget) {}

// Of scalars, only in-place schemas cost depth and work: their own rules cost a little, and containers have paid for
// it.
template <class V, bool kCollects>
inline bool Evaluator<V, kCollects>::part(const Check& check, const V& value) {
  const Type type = instance_type(value);
  if constexpr (!kCollects) {
    if (static_cast<std::uint8_t>(type) == check.type) {
      const Instruction* const at = code_ + check.code;
      if (check.is_leaf) return leaf(*at, value);
      return type >= Type::Array ? enter(at, value, nullptr) : run(at, value, nullptr);
    }
    if (check.fail & type_mask(type)) return false;
  }
  if (check.pass & type_mask(type)) return true;
  return type >= Type::Array ? in_place(check, value, nullptr)
                             : run(code_ + units_[check.unit].code[static_cast<std::size_t>(type)], value, nullptr);
}

template <class V, bool kCollects>
bool Evaluator<V, kCollects>::in_place(const Check& check, const V& value, Marks* marks) {
  const Type type = instance_type(value);
  const std::uint8_t bit = type_mask(type);
  if (check.pass & bit) return true;
  if constexpr (!kCollects) {
    if (check.fail & bit) return false;
  }
  const LoweredUnit& unit = units_[check.unit];
  const Instruction* const at = code_ + unit.code[static_cast<std::size_t>(type)];
  return (unit.tracks & bit) ? track(at, value, marks) : enter(at, value, marks);
}

template <class V, bool kCollects>
inline bool Evaluator<V, kCollects>::may_enter(const V& value) {
  if (budget_.depth < kDeepestEvaluation) [[likely]]
    return spend(budget_, instance_, 1 + parts_of(value));
  budget_.gave_up = true;
  return false;
}

template <class V, bool kCollects>
bool Evaluator<V, kCollects>::enter(const Instruction* at, const V& value, Marks* marks) {
  if (!may_enter(value)) return false;
  ++budget_.depth;
  const bool is_single = at->op == Do::Members && at[1].op == Do::End;
  const bool is_good = is_single ? members(*at, value, marks) : run(at, value, marks);
  --budget_.depth;
  return is_good;
}

// What cousins evaluated does not count here, so this schema has marks of its own.
template <class V, bool kCollects>
bool Evaluator<V, kCollects>::track(const Instruction* at, const V& value, Marks* marks) {
  Marks own(parts_of(value));
  const bool is_good = enter(at, value, &own);
  if (marks && (is_good || kCollects)) marks->add(own);
  return is_good;
}

// One rule, without a frame where that can be.
template <class V, bool kCollects>
[[gnu::noinline]] bool Evaluator<V, kCollects>::leaf(const Instruction& at, const V& value) const {
  return passes(at, value);
}

template <class V, bool kCollects>
bool Evaluator<V, kCollects>::run(const Instruction* at, const V& value, Marks* marks) {
  bool is_good = true;
  for (; at->op != Do::End; ++at) {
    const std::uint32_t before = kCollects ? budget_.unknowns : 0;
    const bool passed = at->op < kFirstApplicator ? passes(*at, value) : apply(*at, value, marks);
    if constexpr (kCollects) {
      if (!passed && at->op < kFirstApplicator) record(*at, value, before);
      is_good = is_good && passed;
    } else if (!passed) {
      return false;
    }
  }
  return is_good;
}

template <class V, bool kCollects>
inline bool Evaluator<V, kCollects>::apply(const Instruction& at, const V& value, Marks* marks) {
  switch (at.op) {
    case Do::Members: return members(at, value, marks);
    case Do::Few: return few(at, value, marks);
    case Do::Names: return names(at, value);
    case Do::DependentCheck: return dependent(at, value, marks);
    case Do::Prefix: return prefix(at, value, marks);
    case Do::Items: return items(at, value, marks);
    case Do::Contains: return contains(at, value, marks);
    case Do::Call: return in_place(lowered_.checks[at.a], value, marks);
    case Do::Any: return any(at, value, marks);
    case Do::One: return one(at, value, marks);
    case Do::Not: return negation(at, value);
    case Do::If: return if_then_else(at, value, marks);
    default: return unevaluated(at, value, *marks);
  }
}

template class Evaluator<Node, false>;
template class Evaluator<CompactValue, false>;
template class Evaluator<Node, true>;
template class Evaluator<CompactValue, true>;

}  // namespace concord::schema
