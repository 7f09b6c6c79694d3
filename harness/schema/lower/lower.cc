#include "lower.h"

#include <algorithm>
#include <bit>

namespace concord::schema {
namespace {

// Units that are needed to know what their types decide are made first, so deep; the rest wait for their turn.
constexpr int kDeepest = 64;

Instruction instruction(Do op, std::uint32_t a = 0, std::uint32_t b = 0, std::uint32_t c = 0) {
  Instruction made;
  made.op = op;
  made.a = a;
  made.b = b;
  made.c = c;
  return made;
}

}  // namespace

std::shared_ptr<const Lowered> lower(const Compilation& program, std::span<const SchemaId> entries) {
  auto lowered = std::make_shared<Lowered>();
  Lowering(program, *lowered).run(entries);
  return lowered;
}

int rank_of(Do op) {
  switch (op) {
    case Do::Fail: return 0;
    case Do::Pattern:
    case Do::FormatText:
    case Do::Content:
    case Do::TextSet: return 2;
    case Do::Few:
    case Do::Members:
    case Do::Prefix: return 3;
    case Do::Items:
    case Do::Unique:
    case Do::DependentNames:
    case Do::Names: return 4;
    case Do::Call: return 5;
    case Do::Any:
    case Do::One:
    case Do::Not:
    case Do::If:
    case Do::Contains:
    case Do::DependentCheck: return 6;
    case Do::Unevaluated: return 9;
    default: return 1;
  }
}

void Lowering::run(std::span<const SchemaId> entries) {
  out_.code.push_back({});  // the empty list
  out_.causes.push_back({});
  alone_.resize(program_.schemas.size());
  add_unit({});
  for (const SchemaId entry : entries) unit_of({{entry, {}}});
  for (std::uint32_t unit = 0; unit < out_.units.size(); ++unit) {  // grows
    settle(unit);
    if (parts_[unit].size() == 1) continue;
    for (const Part& each : Parts(parts_[unit])) {
      if (each.id != kNone) unit_of({{each.id, {}}});
    }
  }
  for (const std::uint32_t unit : alone_) out_.by_schema.push_back({unit});
  fill_masks();
}

Lowering::Part Lowering::part(SchemaId id, Cause holder) const {
  return {id, program_.schemas[id].is_false ? holder : Cause()};
}

std::uint32_t Lowering::unit_of(Parts parts) {
  std::erase_if(parts, [&](const Part& each) { return each.id != kNone && program_.schemas[each.id].is_true; });
  if (parts.empty()) return 0;
  if (parts.size() == 1 && parts[0].id != kNone && parts[0].blame == Cause()) {
    std::uint32_t& alone = alone_[parts[0].id];
    if (alone == 0) alone = add_unit(std::move(parts));
    return alone;
  }
  std::sort(parts.begin(), parts.end());
  parts.erase(std::unique(parts.begin(), parts.end()), parts.end());
  if (const auto found = together_.find(parts); found != together_.end()) return found->second;
  return together_.emplace(parts, add_unit(parts)).first->second;
}

std::uint32_t Lowering::add_unit(Parts parts) {
  out_.units.emplace_back();
  parts_.push_back(std::move(parts));
  states_.push_back(State::New);
  return static_cast<std::uint32_t>(out_.units.size() - 1);
}

std::uint32_t Lowering::add_check(Parts parts) {
  out_.checks.push_back(check_of(std::move(parts)));
  return static_cast<std::uint32_t>(out_.checks.size() - 1);
}

Alternatives::Span Lowering::add_checks(const std::vector<Check>& checks) {
  const auto begin = static_cast<std::uint32_t>(out_.checks.size());
  out_.checks.insert(out_.checks.end(), checks.begin(), checks.end());
  return {begin, static_cast<std::uint32_t>(out_.checks.size())};
}

void Lowering::settle(std::uint32_t unit) {
  if (states_[unit] != State::New || open_ >= kDeepest) return;
  states_[unit] = State::Open;
  ++open_;
  for (std::size_t type = 0; type < kTypes; ++type) lower_type(unit, static_cast<Type>(type));
  --open_;
  states_[unit] = State::Settled;
}

// With masks as far as they are known by now.
Check Lowering::settled(SchemaId id) {
  Check check = check_of({{id, {}}});
  settle(check.unit);
  if (states_[check.unit] == State::Settled) fill_masks(check);
  return check;
}

void Lowering::lower_type(std::uint32_t unit, Type type) {
  const Flat flat = flattened(Parts(parts_[unit]), type);
  if (flat.tracks) out_.units[unit].tracks |= type_mask(type);
  Drafts drafts;
  for (const Item& item : flat.items) emit(item, type, drafts);
  if (type == Type::Object) emit_members(flat, drafts);
  if (type == Type::Array) emit_items(flat, drafts);
  if (drafts.empty()) return;
  for (Draft& draft : drafts) draft.cost = rank_of(draft.instruction.op);
  std::stable_sort(drafts.begin(), drafts.end(), [](const Draft& a, const Draft& b) { return a.cost < b.cost; });
  std::uint32_t& begin = out_.units[unit].code[static_cast<std::size_t>(type)];
  if (drafts.size() == 1 && drafts[0].instruction.op == Do::Fail) {
    begin = refusal(drafts[0].causes[0]);
    return;
  }
  begin = static_cast<std::uint32_t>(out_.code.size());
  for (const Draft& draft : drafts) {
    out_.code.push_back(draft.instruction);
    out_.causes.push_back(draft.causes);
  }
  out_.code.push_back({});
  out_.causes.push_back({});
}

// Most types are refused by one keyword, for which one list is enough.
std::uint32_t Lowering::refusal(const Cause& cause) {
  const auto at = static_cast<std::uint32_t>(out_.code.size());
  if (refusal_ != 0 && out_.causes[refusal_][0] == cause) return refusal_;
  out_.code.push_back(instruction(Do::Fail));
  out_.causes.push_back({cause, cause});
  out_.code.push_back({});
  out_.causes.push_back({});
  return refusal_ = at;
}

void Lowering::emit(const Item& item, Type type, Drafts& drafts) {
  switch (item.step.op) {
    case Op::Required:
    case Op::Properties:
    case Op::PatternProperties:
    case Op::AdditionalProperties:
    case Op::Items: return;  // at once, for all items
    case Op::PropertyNames:
    case Op::DependentSchemas:
    case Op::PrefixItems:
    case Op::Contains:
    case Op::UnevaluatedItems:
    case Op::UnevaluatedProperties:
    case Op::Ref:
    case Op::AnyOf:
    case Op::OneOf:
    case Op::Not:
    case Op::If: return emit_applicator(item, type, drafts);
    default: return emit_leaf(item, type, drafts);
  }
}

void Lowering::emit_leaf(const Item& item, Type type, Drafts& drafts) {
  const Step& step = item.step;
  const auto push = [&](const Instruction& made) { drafts.push_back({made, {item.cause, item.cause}, 0}); };
  switch (step.op) {
    case Op::Type: return emit_type(item, type, drafts);
    case Op::Enum: return emit_enum(item, type, drafts);
    case Op::MultipleOf: {
      Instruction made = instruction(Do::MultipleOf, step.a);
      const auto* divisor = std::get_if<std::int64_t>(&program_.values[step.a]->value());
      made.low = divisor ? *divisor : 0;
      return push(made);
    }
    case Op::Maximum:
    case Op::ExclusiveMaximum:
    case Op::Minimum:
    case Op::ExclusiveMinimum: return emit_bound(item, type, drafts);
    case Op::MaxLength:
    case Op::MinLength: return emit_limit(item, Do::Length, drafts);
    case Op::MaxItems:
    case Op::MinItems:
    case Op::MaxProperties:
    case Op::MinProperties: return emit_limit(item, Do::Count, drafts);
    case Op::Pattern: return push(instruction(Do::Pattern, step.a));
    case Op::Format: {
      Instruction made = instruction(type == Type::String ? Do::FormatText : Do::FormatNumber, step.a);
      if (type == Type::String) made.conforms = format_rows()[step.a].conforms_text;
      return push(made);
    }
    case Op::Content: return push(instruction(Do::Content, step.a));
    case Op::UniqueItems: return push(instruction(Do::Unique));
    case Op::DependentRequired: return emit_dependents(item, drafts);
    case Op::Unjudged: return push(instruction(Do::Unjudged));
    default: return push(instruction(Do::Fail));  // false, WrongDirection
  }
}

std::vector<Instruction> Lowering::leaf(const Step& step, Type type) {
  Drafts drafts;
  emit_leaf({step, {}}, type, drafts);
  std::vector<Instruction> instructions;
  for (const Draft& draft : drafts) instructions.push_back(draft.instruction);
  return instructions;
}

void Lowering::emit_applicator(const Item& item, Type type, Drafts& drafts) {
  const Step& step = item.step;
  const auto push = [&](const Instruction& made) { drafts.push_back({made, {item.cause, item.cause}, 0}); };
  switch (step.op) {
    case Op::PropertyNames: return push(instruction(Do::Names, add_check({{step.a, {}}})));
    case Op::DependentSchemas: return emit_dependents(item, drafts);
    case Op::PrefixItems: {
      std::vector<Check> checks;
      for (std::uint32_t i = step.a; i < step.b; ++i) checks.push_back(check_of({{program_.edges[i], {}}}));
      const auto span = add_checks(checks);
      return push(instruction(Do::Prefix, span.begin, span.end));
    }
    case Op::Contains: {
      Instruction made = instruction(Do::Contains, add_check({{step.a, {}}}), step.b, step.c);
      made.flags = step.marks_matches ? kMarksMatches : 0;
      return push(made);
    }
    case Op::UnevaluatedItems:
    case Op::UnevaluatedProperties: return push(instruction(Do::Unevaluated, add_check({part(step.a, item.cause)})));
    case Op::Ref: return push(instruction(Do::Call, add_check({{step.a, {}}})));
    case Op::Not: return emit_not(item, type, drafts);
    case Op::If: return emit_if(item, type, drafts);
    default: return emit_alternatives(item, type, drafts);
  }
}

void Lowering::fill_masks(Check& check) const {
  const LoweredUnit& unit = out_.units[check.unit];
  check = {check.unit};
  for (std::size_t type = 0; type < kTypes; ++type) {
    const std::uint32_t begin = unit.code[type];
    const Instruction& first = out_.code[begin];
    const bool has_no_choice = (first.op == Do::Any || first.op == Do::One) && !(first.flags & kNeverFails) &&
                               out_.alternatives[first.a].live.begin == out_.alternatives[first.a].live.end;
    if (begin == 0) check.pass |= type_mask(static_cast<Type>(type));
    if (begin != 0 && (first.op == Do::Fail || has_no_choice)) check.fail |= type_mask(static_cast<Type>(type));
  }
  const auto open = static_cast<std::uint8_t>(kAllTypes & ~(check.pass | check.fail));
  if (!std::has_single_bit(open) || (unit.tracks & open)) return;
  check.type = static_cast<std::uint8_t>(std::countr_zero(open));
  check.code = unit.code[check.type];
  check.is_leaf = out_.code[check.code].op < kFirstApplicator && out_.code[check.code + 1].op == Do::End;
}

void Lowering::fill_masks() {
  for (Check& check : out_.by_schema) fill_masks(check);
  for (Check& check : out_.checks) fill_masks(check);
  for (LoweredDependent& dependent : out_.dependents) fill_masks(dependent.check);
  for (NameTable& table : out_.tables) {
    for (auto& name : table.names) fill_masks(name.check);
    for (auto& rule : table.patterns) fill_masks(rule.check);
    for (auto& rest : table.rests) {
      fill_masks(rest.check);
      table.is_closed = table.is_closed || (table.patterns.empty() && rest.check.fail == kAllTypes);
    }
  }
}

}  // namespace concord::schema
