// The leaves: rules about one value. Included by evaluator.cc only.
#pragma once
#include "evaluator.h"

#include "content.h"
#include "format/formats.h"
#include "values.h"

#include <algorithm>
#include <cmath>

namespace concord::schema {

template <class V, bool kCollects>
inline bool Evaluator<V, kCollects>::passes(const Instruction& at, const V& value) const {
  switch (at.op) {
    case Do::IntegerRange: return is_in_range(at, value);
    case Do::RealRange: return is_in_real_range(at, value);
    case Do::Bound:
    case Do::Whole:
    case Do::MultipleOf:
    case Do::FormatNumber: return passes_number(at, value);
    case Do::Integers:
    case Do::Values: return is_one_of(at, value);
    case Do::IsTrue: return boolean_of(value);
    case Do::IsFalse: return !boolean_of(value);
    case Do::Length: return has_length(at, text_of(value));
    case Do::Texts: return is_text(at, record_of(value));
    case Do::TextSet:
    case Do::Content: return passes_text(at, value);
    case Do::Pattern: return matches(at, value);
    case Do::FormatText: return at.conforms(text_of(value));
    case Do::Count:
    case Do::Unique:
    case Do::DependentNames: return passes_container(at, value);
    case Do::Unjudged: ++budget_.unknowns; return false;
    default: return false;  // Fail
  }
}

template <class V, bool kCollects>
inline bool Evaluator<V, kCollects>::is_in_range(const Instruction& at, const V& value) const {
  if (const auto integer = int64_of(value)) return *integer >= at.low && *integer <= at.high;
  return !(at.flags & kHasHigh);  // above all that an int64 keeps
}

template <class V, bool kCollects>
inline bool Evaluator<V, kCollects>::is_in_real_range(const Instruction& at, const V& value) const {
  if (const auto real = double_of(value)) {
    const bool is_high_enough = (at.flags & kLowExclusive) ? *real > at.low_real : *real >= at.low_real;
    return is_high_enough && ((at.flags & kHighExclusive) ? *real < at.high_real : *real <= at.high_real);
  }
  if ((at.flags & kHasLow) && !is_within((at.flags & kLowExclusive) ? Op::ExclusiveMinimum : Op::Minimum, value, at.a))
    return false;
  return !(at.flags & kHasHigh) ||
         is_within((at.flags & kHighExclusive) ? Op::ExclusiveMaximum : Op::Maximum, value, at.b);
}

template <class V, bool kCollects>
bool Evaluator<V, kCollects>::is_within(Op op, const V& value, std::uint32_t bound) const {
  const int order = document::compare_numbers(number_of(value), *program_.values[bound]);
  switch (op) {
    case Op::Maximum: return order <= 0;
    case Op::ExclusiveMaximum: return order < 0;
    case Op::Minimum: return order >= 0;
    default: return order > 0;
  }
}

template <class V, bool kCollects>
bool Evaluator<V, kCollects>::passes_number(const Instruction& at, const V& value) const {
  switch (at.op) {
    case Do::Bound: return is_within(static_cast<Op>(at.c), value, at.a);
    case Do::Whole: {
      const auto real = double_of(value);
      return real && !(at.a & kWrittenBit) ? std::trunc(*real) == *real && std::isfinite(*real)
                                           : is_integer_by(at.a, number_of(value));
    }
    case Do::MultipleOf: {
      const auto integer = int64_of(value);
      return integer && at.low > 0 ? *integer % at.low == 0 : is_multiple_of(number_of(value), *program_.values[at.a]);
    }
    default: return format_rows()[at.a].conforms_number(number_of(value));
  }
}

template <class V, bool kCollects>
[[gnu::noinline]] bool Evaluator<V, kCollects>::matches(const Instruction& at, const V& value) const {
  const auto match = search(budget_, program_.regexes[at.a], text_of(value));
  budget_.unknowns += match == Regex::Match::GaveUp;
  return match == Regex::Match::Yes;
}

// Mostly the bytes decide; else the code points are counted.
template <class V, bool kCollects>
inline bool Evaluator<V, kCollects>::has_length(const Instruction& at, std::string_view text) {
  if (text.size() <= at.b && (text.size() + 3) / 4 >= at.a) return true;
  return has_at_least(text, at.a) && has_at_most(text, at.b);
}

template <class V, bool kCollects>
inline bool Evaluator<V, kCollects>::is_text(const Instruction& at, const KeyRecord& text) const {
  const KeyRecord* const end = lowered_.texts.data() + at.b;
  for (const KeyRecord* each = lowered_.texts.data() + at.a; each != end; ++each) {
    if (*each == text) return true;
  }
  return false;
}

template <class V, bool kCollects>
bool Evaluator<V, kCollects>::passes_text(const Instruction& at, const V& value) const {
  return at.op == Do::Content ? is_content(text_of(value), at.a)
                              : lowered_.text_sets[at.a].find(record_of(value)) != kNone;
}

template <class V, bool kCollects>
bool Evaluator<V, kCollects>::is_one_of(const Instruction& at, const V& value) const {
  if (at.op == Do::Integers) {
    const auto integer = int64_of(value);
    const auto* const numbers = lowered_.integers.data();
    return integer && std::find(numbers + at.a, numbers + at.b, *integer) != numbers + at.b;
  }
  return std::any_of(program_.values.begin() + at.a, program_.values.begin() + at.b,
                     [&](const Node* each) { return equal_values(value, *each); });
}

template <class V, bool kCollects>
bool Evaluator<V, kCollects>::passes_container(const Instruction& at, const V& value) const {
  if (at.op == Do::Count) {
    const std::size_t count = parts_of(value);
    return count >= at.a && (count <= at.b || at.b == kNoLimit);
  }
  if (at.op == Do::Unique) return !find_equal_items(items_of(value));
  return has_names(lowered_.dependents[at.a], value);
}

template <class V, bool kCollects>
bool Evaluator<V, kCollects>::has_names(const LoweredDependent& dependent, const V& object) const {
  const auto members = members_of(object);
  const auto has = [&](const KeyRecord& name) { return index_of(members, name) != members.size(); };
  return !has(dependent.name) || std::all_of(dependent.names.begin(), dependent.names.end(), has);
}

}  // namespace concord::schema
