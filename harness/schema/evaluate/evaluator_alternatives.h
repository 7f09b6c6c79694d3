// Rules that decide which other rules apply. Included by evaluator.cc only.
#pragma once
#include "evaluator.h"

namespace concord::schema {

template <class V, bool kCollects>
bool Evaluator<V, kCollects>::branch(const Check& check, const V& value, Marks* marks) {
  if (!marks) return quiet().in_place(check, value, nullptr);
  Marks own(parts_of(value));
  if (!quiet().in_place(check, value, &own)) return false;
  marks->add(own);
  return true;
}

template <class V, bool kCollects>
Alternatives::Span Evaluator<V, kCollects>::candidates(const Alternatives& alternatives, const V& value) const {
  if (!alternatives.is_switch) return alternatives.live;
  const auto members = members_of(value);
  const std::size_t index = index_of(members, alternatives.member);
  if (index == members.size()) return alternatives.when_absent;
  const V& chosen = members[index].value;
  if (instance_type(chosen) != Type::String) return {};
  const std::uint32_t found = alternatives.values.find(record_of(chosen));
  return found == kNone ? Alternatives::Span() : alternatives.by_value[found];
}

template <class V, bool kCollects>
bool Evaluator<V, kCollects>::any(const Instruction& at, const V& value, Marks* marks) {
  const bool must_pass = (at.flags & kNeverFails) != 0;
  if (must_pass && !marks) return true;
  const std::uint32_t before = budget_.unknowns;
  const Alternatives& alternatives = lowered_.alternatives[at.a];
  const auto span = candidates(alternatives, value);
  bool is_any = must_pass;
  for (std::uint32_t i = span.begin; i < span.end; ++i) {
    is_any = branch(lowered_.checks[i], value, marks) || is_any;
    if (is_any && !marks) {  // without marks one is enough
      budget_.unknowns = before;
      return true;
    }
  }
  if (is_any) return true;  // with marks, it stays unknown what else is evaluated
  record(at, value, before);
  return fail_all(alternatives, value, marks);
}

template <class V, bool kCollects>
bool Evaluator<V, kCollects>::one(const Instruction& at, const V& value, Marks* marks) {
  const std::uint32_t before = budget_.unknowns;
  const Alternatives& alternatives = lowered_.alternatives[at.a];
  const auto span = candidates(alternatives, value);
  int found = 0;
  for (std::uint32_t i = span.begin; i < span.end && found < 2; ++i) {
    found += branch(lowered_.checks[i], value, marks) ? 1 : 0;
  }
  if (found == 1 && !budget_.gave_up && budget_.unknowns == before) return true;
  if (found == 2) budget_.unknowns = before;  // whatever the others are
  record(at, value, before);
  return found == 0 && fail_all(alternatives, value, marks);
}

// Why no alternative matches.
template <class V, bool kCollects>
bool Evaluator<V, kCollects>::fail_all(const Alternatives& alternatives, const V& value, Marks* marks) {
  if constexpr (kCollects) {
    ++collector_->alternatives;
    for (std::uint32_t i = alternatives.all.begin; i < alternatives.all.end; ++i) {
      in_place(lowered_.checks[i], value, marks);
    }
    --collector_->alternatives;
  }
  return false;
}

template <class V, bool kCollects>
bool Evaluator<V, kCollects>::negation(const Instruction& at, const V& value) {
  const std::uint32_t before = budget_.unknowns;
  if (quiet().in_place(lowered_.checks[at.a], value, nullptr)) {
    budget_.unknowns = before;
  } else if (!budget_.gave_up && budget_.unknowns == before) {
    return true;
  }
  record(at, value, before);
  return false;
}

template <class V, bool kCollects>
bool Evaluator<V, kCollects>::if_then_else(const Instruction& at, const V& value, Marks* marks) {
  if ((at.flags & kNeverFails) && !marks) return true;
  const std::uint32_t before = budget_.unknowns;
  const bool holds = branch(lowered_.checks[at.a], value, marks);
  if (!holds && budget_.unknowns != before) record(at, value, before);
  if (budget_.gave_up || (!holds && budget_.unknowns != before)) return false;
  const std::uint32_t next = holds ? at.b : at.c;
  return next == kNone || in_place(lowered_.checks[next], value, marks);
}

}  // namespace concord::schema
