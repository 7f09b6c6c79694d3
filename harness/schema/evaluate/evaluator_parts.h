// Rules about members and items. Included by evaluator.cc only.
#pragma once
#include "evaluator.h"

#include <algorithm>
#include <limits>

namespace concord::schema {

template <class V, bool kCollects>
inline bool Evaluator<V, kCollects>::member_part(const Check& check, const KeyRecord& key, const V& value) {
  if constexpr (!kCollects) return part(check, value);
  const PlaceLink here{collector_->place, key, 0, false, kNone};
  collector_->place = &here;
  const bool is_good = part(check, value);
  collector_->place = here.up;
  return is_good;
}

template <class V, bool kCollects>
inline bool Evaluator<V, kCollects>::item_part(const Check& check, std::size_t index, const V& value) {
  if constexpr (!kCollects) return part(check, value);
  const PlaceLink here{collector_->place, {}, index, true, kNone};
  collector_->place = &here;
  const bool is_good = part(check, value);
  collector_->place = here.up;
  return is_good;
}

template <class V, bool kCollects>
bool Evaluator<V, kCollects>::members(const Instruction& at, const V& object, Marks* marks) {
  const NameTable& table = lowered_.tables[at.a];
  const auto all = members_of(object);
  if (!kCollects && all.size() < table.required) return false;
  const NameTable::Name* guess = table.names.data();
  std::uint32_t required = 0;
  bool is_good = true;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto& member = all[i];
    const KeyRecord& key = key_of(member);
    const NameTable::Name* const name = table.find(key, guess);
    bool is_evaluated = false, passed = true;
    if (name) {
      guess = name + 1;
      required += name->is_required;
      is_evaluated = name->is_evaluated;
      passed = member_part(name->check, key, member.value);
    } else if (!kCollects && table.is_closed) {
      return false;
    } else {
      passed = unknown(table, member, key, is_evaluated);
    }
    if (!kCollects && !passed) return false;
    is_good = is_good && passed;
    if (marks && is_evaluated) marks->set(i);
  }
  if (required == table.required) return is_good;
  if constexpr (kCollects) record_missing(table, object);
  return false;
}

template <class V, bool kCollects>
bool Evaluator<V, kCollects>::few(const Instruction& at, const V& object, Marks* marks) {
  const NameTable& table = lowered_.tables[at.a];
  const auto all = members_of(object);
  if (!kCollects && all.size() < table.required) return false;
  bool is_good = true, is_complete = true;
  for (const NameTable::Name& name : table.all()) {
    const std::size_t index = index_of(all, name.key);
    if (index == all.size()) {
      if (!kCollects && name.is_required) return false;
      is_complete = is_complete && !name.is_required;
      continue;
    }
    if (marks && name.is_evaluated) marks->set(index);
    const bool passed = member_part(name.check, name.key, all[index].value);
    if (!kCollects && !passed) return false;
    is_good = is_good && passed;
  }
  if constexpr (kCollects) {
    if (!is_complete) record_missing(table, object);
  }
  return is_good && is_complete;
}

// A name that no schema lists: what patterns and what is left say about it.
template <class V, bool kCollects>
template <class M>
bool Evaluator<V, kCollects>::unknown(const NameTable& table, const M& member, const KeyRecord& key,
                                      bool& is_evaluated) {
  std::uint64_t matched = 0;
  bool is_good = true;
  for (const auto& rule : table.patterns) {
    const auto match = search(budget_, program_.regexes[rule.regex], key.view());
    if (match == Regex::Match::No) continue;
    matched |= rule.group;
    if (match == Regex::Match::GaveUp) {
      is_good = false;
      note_unknown(rule.cause, key, member.value);
      continue;
    }
    is_good = member_part(rule.check, key, member.value) && is_good;
    if (!kCollects && !is_good) return false;
  }
  for (const auto& rest : table.rests) {
    if (matched & rest.groups) continue;
    const bool passed = member_part(rest.check, key, member.value);
    if (!kCollects && !passed) return false;
    is_good = is_good && passed;
  }
  is_evaluated = matched != 0 || !table.rests.empty();
  return is_good;
}

// Whether the rule speaks about the member is not known.
template <class V, bool kCollects>
void Evaluator<V, kCollects>::note_unknown(Cause cause, const KeyRecord& key, const V& value) {
  const std::uint32_t before = budget_.unknowns++;
  if constexpr (kCollects) {
    const PlaceLink here{collector_->place, key, 0, false, kNone};
    collector_->place = &here;
    note(cause, value, before);
    collector_->place = here.up;
  }
}

template <class V, bool kCollects>
bool Evaluator<V, kCollects>::names(const Instruction& at, const V& object) {
  const auto all = members_of(object);
  bool is_good = true;
  for (const auto& member : all) {
    const auto name = name_value(member);
    const bool passed = member_part(lowered_.checks[at.a], key_of(member), name);
    if (!kCollects && !passed) return false;
    is_good = is_good && passed;
  }
  return is_good;
}

template <class V, bool kCollects>
bool Evaluator<V, kCollects>::dependent(const Instruction& at, const V& object, Marks* marks) {
  const LoweredDependent& rule = lowered_.dependents[at.a];
  const auto all = members_of(object);
  return index_of(all, rule.name) == all.size() || in_place(rule.check, object, marks);
}

template <class V, bool kCollects>
bool Evaluator<V, kCollects>::prefix(const Instruction& at, const V& array, Marks* marks) {
  const auto all = items_of(array);
  const std::size_t count = std::min<std::size_t>(all.size(), at.b - at.a);
  bool is_good = true;
  for (std::size_t i = 0; i < count; ++i) {
    const bool passed = item_part(lowered_.checks[at.a + i], i, all[i]);
    if (!kCollects && !passed) return false;
    is_good = is_good && passed;
    if (marks) marks->set(i);
  }
  return is_good;
}

template <class V, bool kCollects>
bool Evaluator<V, kCollects>::items(const Instruction& at, const V& array, Marks* marks) {
  const auto all = items_of(array);
  const Check check = lowered_.checks[at.a];
  bool is_good = true;
  for (std::size_t i = at.b; i < all.size(); ++i) {
    const bool passed = item_part(check, i, all[i]);
    if (!kCollects && !passed) return false;
    is_good = is_good && passed;
  }
  if (marks) {
    for (std::size_t i = at.b; i < all.size(); ++i) marks->set(i);
  }
  return is_good;
}

template <class V, bool kCollects>
bool Evaluator<V, kCollects>::contains(const Instruction& at, const V& array, Marks* marks) {
  const auto all = items_of(array);
  const bool must_count = kCollects || (marks && (at.flags & kMarksMatches)) || at.c != kNoLimit;
  const std::uint32_t before = budget_.unknowns;
  std::uint32_t found = 0;
  for (std::size_t i = 0; i < all.size() && (must_count || found < at.b); ++i) {
    if (!quiet().part(lowered_.checks[at.a], all[i])) continue;
    ++found;
    if (marks && (at.flags & kMarksMatches)) marks->set(i);
  }
  const bool is_certain = budget_.unknowns == before || found > at.c || (found >= at.b && at.c == kNoLimit && !marks);
  if (is_certain) budget_.unknowns = before;
  if (found >= at.b && found <= at.c && is_certain) return true;
  record(at, array, before, found);
  return false;
}

template <class V, bool kCollects>
bool Evaluator<V, kCollects>::unevaluated(const Instruction& at, const V& value, Marks& marks) {
  const Check& check = lowered_.checks[at.a];
  const bool is_array = instance_type(value) == Type::Array;
  bool is_good = true;
  for (std::size_t i = 0; i < parts_of(value); ++i) {
    if (marks.has(i)) continue;
    const bool passed = is_array ? item_part(check, i, items_of(value)[i])
                                 : member_part(check, key_of(members_of(value)[i]), members_of(value)[i].value);
    if (!kCollects && !passed) return false;
    is_good = is_good && passed;
  }
  marks.set_all();
  return is_good;
}

// Only one end of a range.
inline Instruction end_of(Instruction at, bool is_low) {
  const auto other = static_cast<std::uint8_t>(is_low ? kHasHigh | kHighExclusive : kHasLow | kLowExclusive);
  at.flags &= static_cast<std::uint8_t>(~other);
  if (at.op == Do::IntegerRange) {
    (is_low ? at.high : at.low) =
        is_low ? std::numeric_limits<std::int64_t>::max() : std::numeric_limits<std::int64_t>::min();
  } else if (at.op == Do::RealRange) {
    constexpr double kEndless = std::numeric_limits<double>::infinity();
    (is_low ? at.high_real : at.low_real) = is_low ? kEndless : -kEndless;
  } else {
    (is_low ? at.b : at.a) = is_low ? kNoLimit : 0;
  }
  return at;
}

template <class V, bool kCollects>
void Evaluator<V, kCollects>::note(Cause cause, const V& value, std::uint32_t before, std::uint32_t detail,
                                   std::string_view name) {
  if (!budget_.gave_up) collector_->add(cause, &value, budget_.unknowns != before, detail, name);
}

template <class V, bool kCollects>
void Evaluator<V, kCollects>::record(const Instruction& at, const V& value, std::uint32_t before,
                                     std::uint32_t detail) {
  if constexpr (kCollects) {
    const auto& [first, second] = lowered_.causes[static_cast<std::size_t>(&at - lowered_.code.data())];
    const bool is_range =
        at.op == Do::Length || at.op == Do::Count || at.op == Do::IntegerRange || at.op == Do::RealRange;
    if (!is_range || !passes(end_of(at, true), value)) note(first, value, before, detail);
    if (is_range && !passes(end_of(at, false), value)) note(second, value, before, detail);
  }
}

template <class V, bool kCollects>
void Evaluator<V, kCollects>::record_missing(const NameTable& table, const V& object) {
  std::vector<bool> is_there(table.size());
  for (const auto& member : members_of(object)) {
    const auto* name = table.find(key_of(member), table.names.data());
    if (name) is_there[static_cast<std::size_t>(name - table.names.data())] = true;
  }
  for (const auto& required : table.causes) {
    if (is_there[required.name]) continue;
    note(required.cause, object, budget_.unknowns, 0, table.names[required.name].key.view());
  }
}

}  // namespace concord::schema
