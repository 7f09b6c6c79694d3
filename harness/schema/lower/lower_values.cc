// Rules about a value itself. Bounds that an int64 or a double keeps are in the instruction, and two become one.
#include "lower.h"

#include <algorithm>
#include <cmath>

namespace concord::schema {
namespace {

constexpr std::size_t kFewTexts = 6;
constexpr double kExactIntegers = 9007199254740992.0;  // 2^53

bool is_lower(Op op) { return op == Op::Minimum || op == Op::ExclusiveMinimum; }
bool is_exclusive(Op op) { return op == Op::ExclusiveMaximum || op == Op::ExclusiveMinimum; }

// The bound itself when it is an integer, else the next integer inside. Nothing when an int64 does not keep it.
std::optional<std::int64_t> integer_bound(const Node& bound, Op op) {
  if (const auto* integer = std::get_if<std::int64_t>(&bound.value())) {
    const std::int64_t inside = !is_exclusive(op) ? 0 : is_lower(op) ? 1 : -1;
    std::int64_t result = 0;
    return __builtin_add_overflow(*integer, inside, &result) ? std::nullopt : std::optional(result);
  }
  const auto* real = std::get_if<double>(&bound.value());
  if (!real || !(std::abs(*real) < kExactIntegers)) return std::nullopt;
  const double edge = is_lower(op) ? std::ceil(*real) : std::floor(*real);
  const double inside = is_exclusive(op) && edge == *real ? (is_lower(op) ? 1 : -1) : 0;
  return static_cast<std::int64_t>(edge + inside);
}

std::optional<double> real_bound(const Node& bound) {
  if (const auto* real = std::get_if<double>(&bound.value())) return *real;
  const auto* integer = std::get_if<std::int64_t>(&bound.value());
  if (!integer || std::abs(static_cast<double>(*integer)) >= kExactIntegers) return std::nullopt;
  return static_cast<double>(*integer);
}

Type type_of_value(const Node& value) { return type_of(value); }

}  // namespace

void Lowering::emit_type(const Item& item, Type type, Drafts& drafts) {
  Draft draft{{}, {item.cause, item.cause}, 0};
  draft.instruction.op = type == Type::Real && (item.step.a & kIntegerBit) ? Do::Whole : Do::Fail;
  draft.instruction.a = item.step.a;
  drafts.push_back(draft);
}

// Only the values that have the type, and one form for those that are told apart quickly.
void Lowering::emit_enum(const Item& item, Type type, Drafts& drafts) {
  if (type == Type::String) return emit_texts(item, drafts);
  if (type == Type::Integer) return emit_integers(item, drafts);
  Draft draft{{}, {item.cause, item.cause}, 0};
  draft.instruction.a = item.step.a;
  draft.instruction.b = item.step.b;
  const auto begin = program_.values.begin() + item.step.a, end = program_.values.begin() + item.step.b;
  const auto has = [&](auto wanted) {
    return std::any_of(begin, end, [&](const Node* each) { return wanted(*each); });
  };
  const bool is_number = type == Type::Real;
  const bool has_any = has([&](const Node& each) {
    return is_number ? each.is_number() : !each.is_number() && type_of_value(each) == type;
  });
  draft.instruction.op = has_any ? Do::Values : Do::Fail;
  if (has_any && type == Type::Null) return;
  if (has_any && type == Type::Boolean) {
    const bool has_true = has([](const Node& each) { return each.is_boolean() && each.as_boolean(); });
    const bool has_false = has([](const Node& each) { return each.is_boolean() && !each.as_boolean(); });
    if (has_true && has_false) return;
    draft.instruction.op = has_true ? Do::IsTrue : Do::IsFalse;
  }
  drafts.push_back(draft);
}

void Lowering::emit_texts(const Item& item, Drafts& drafts) {
  std::vector<KeyRecord> texts;
  for (std::uint32_t i = item.step.a; i < item.step.b; ++i) {
    const Node& value = *program_.values[i];
    if (value.is_string()) texts.push_back(KeyRecord::of(value.as_string()));
  }
  Draft draft{{}, {item.cause, item.cause}, 0};
  if (texts.empty()) {
    draft.instruction.op = Do::Fail;
  } else if (texts.size() <= kFewTexts) {
    draft.instruction.op = Do::Texts;
    draft.instruction.a = static_cast<std::uint32_t>(out_.texts.size());
    out_.texts.insert(out_.texts.end(), texts.begin(), texts.end());
    draft.instruction.b = static_cast<std::uint32_t>(out_.texts.size());
  } else {
    draft.instruction.op = Do::TextSet;
    draft.instruction.a = static_cast<std::uint32_t>(out_.text_sets.size());
    TextSet set;
    set.texts = std::move(texts);
    set.index();
    out_.text_sets.push_back(std::move(set));
  }
  drafts.push_back(draft);
}

void Lowering::emit_integers(const Item& item, Drafts& drafts) {
  std::vector<std::int64_t> integers;
  bool has_larger = false;
  for (std::uint32_t i = item.step.a; i < item.step.b; ++i) {
    const Node& value = *program_.values[i];
    if (!value.is_number() || !value.is_integer()) continue;
    const auto whole = value.to_int64();
    has_larger = has_larger || !whole;
    if (whole) integers.push_back(*whole);
  }
  Draft draft{{}, {item.cause, item.cause}, 0};
  draft.instruction.op = has_larger ? Do::Values : integers.empty() ? Do::Fail : Do::Integers;
  draft.instruction.a = has_larger ? item.step.a : static_cast<std::uint32_t>(out_.integers.size());
  out_.integers.insert(out_.integers.end(), integers.begin(), integers.end());
  draft.instruction.b = has_larger ? item.step.b : static_cast<std::uint32_t>(out_.integers.size());
  drafts.push_back(draft);
}

// Lengths and counts: both ends in one instruction.
void Lowering::emit_limit(const Item& item, Do op, Drafts& drafts) {
  const Op step = item.step.op;
  const bool is_most = step == Op::MaxLength || step == Op::MaxItems || step == Op::MaxProperties;
  const auto free = std::find_if(drafts.begin(), drafts.end(), [&](const Draft& each) {
    return each.instruction.op == op && !(each.instruction.flags & (is_most ? kHasHigh : kHasLow));
  });
  Draft made{{}, {item.cause, item.cause}, 0};
  made.instruction.op = op;
  made.instruction.b = kNoLimit;
  Draft& draft = free == drafts.end() ? drafts.emplace_back(made) : *free;
  (is_most ? draft.instruction.b : draft.instruction.a) = item.step.a;
  draft.instruction.flags |= is_most ? kHasHigh : kHasLow;
  draft.causes[is_most ? 1 : 0] = item.cause;
}

void Lowering::emit_bound(const Item& item, Type type, Drafts& drafts) {
  if (type == Type::Integer ? emit_integer_bound(item, drafts) : emit_real_bound(item, drafts)) return;
  Draft draft{{}, {item.cause, item.cause}, 0};
  draft.instruction.op = Do::Bound;
  draft.instruction.a = item.step.a;
  draft.instruction.c = static_cast<std::uint32_t>(item.step.op);
  drafts.push_back(draft);
}

bool Lowering::emit_integer_bound(const Item& item, Drafts& drafts) {
  const auto bound = integer_bound(*program_.values[item.step.a], item.step.op);
  if (!bound) return false;
  const bool is_low = is_lower(item.step.op);
  const auto free = std::find_if(drafts.begin(), drafts.end(), [&](const Draft& each) {
    return each.instruction.op == Do::IntegerRange && !(each.instruction.flags & (is_low ? kHasLow : kHasHigh));
  });
  Draft made{{}, {item.cause, item.cause}, 0};
  made.instruction.op = Do::IntegerRange;
  made.instruction.low = std::numeric_limits<std::int64_t>::min();
  made.instruction.high = std::numeric_limits<std::int64_t>::max();
  Draft& draft = free == drafts.end() ? drafts.emplace_back(made) : *free;
  (is_low ? draft.instruction.low : draft.instruction.high) = *bound;
  draft.instruction.flags |= is_low ? kHasLow : kHasHigh;
  draft.causes[is_low ? 0 : 1] = item.cause;
  return true;
}

bool Lowering::emit_real_bound(const Item& item, Drafts& drafts) {
  const auto bound = real_bound(*program_.values[item.step.a]);
  if (!bound) return false;
  const bool is_low = is_lower(item.step.op);
  const auto free = std::find_if(drafts.begin(), drafts.end(), [&](const Draft& each) {
    return each.instruction.op == Do::RealRange && !(each.instruction.flags & (is_low ? kHasLow : kHasHigh));
  });
  Draft made{{}, {item.cause, item.cause}, 0};
  made.instruction.op = Do::RealRange;
  made.instruction.low_real = -std::numeric_limits<double>::infinity();
  made.instruction.high_real = std::numeric_limits<double>::infinity();
  Draft& draft = free == drafts.end() ? drafts.emplace_back(made) : *free;
  (is_low ? draft.instruction.low_real : draft.instruction.high_real) = *bound;
  (is_low ? draft.instruction.a : draft.instruction.b) = item.step.a;
  draft.instruction.flags |= is_low ? kHasLow : kHasHigh;
  if (is_exclusive(item.step.op)) draft.instruction.flags |= is_low ? kLowExclusive : kHighExclusive;
  draft.causes[is_low ? 0 : 1] = item.cause;
  return true;
}

}  // namespace concord::schema
