// anyOf, oneOf, not and if, with what types and constant members decide taken out.
#include "lower.h"

#include <algorithm>

namespace concord::schema {
namespace {

// Names and constants that are looked at for a switch.
constexpr std::size_t kMostNames = 24;
constexpr std::size_t kMostConstants = 10'000;

}  // namespace

void Lowering::emit_alternatives(const Item& item, Type type, Drafts& drafts) {
  const bool is_any = item.step.op == Op::AnyOf;
  const std::uint8_t bit = type_mask(type);
  std::vector<Check> all, live;
  bool has_sure = false, can_mark = false;
  for (std::uint32_t i = item.step.a; i < item.step.b; ++i) {
    const Check check = settled(program_.edges[i]);
    all.push_back(check);
    if (!(check.fail & bit)) live.push_back(check);
    has_sure = has_sure || (check.pass & bit);
    can_mark = can_mark || marks(program_.edges[i], type);
  }
  if (is_any && has_sure && !can_mark) return;
  Alternatives alternatives;
  alternatives.all = add_checks(all);
  alternatives.live = add_checks(live);
  if (type == Type::Object && live.size() > 1) find_switch(alternatives, live);
  Draft draft{{}, {item.cause, item.cause}, 0};
  draft.instruction.op = is_any ? Do::Any : Do::One;
  draft.instruction.flags = is_any && has_sure ? kNeverFails : 0;
  draft.instruction.a = static_cast<std::uint32_t>(out_.alternatives.size());
  out_.alternatives.push_back(std::move(alternatives));
  drafts.push_back(draft);
}

const NameTable* Lowering::table_of(const Check& check) const {
  std::uint32_t at = out_.units[check.unit].code[static_cast<std::size_t>(Type::Object)];
  for (; out_.code[at].op != Do::End; ++at) {
    if (out_.code[at].op == Do::Members || out_.code[at].op == Do::Few) return &out_.tables[out_.code[at].a];
  }
  return nullptr;
}

// The strings that the unit allows, when it allows nothing else.
std::optional<std::vector<std::string_view>> Lowering::constants_of(std::uint32_t unit) const {
  for (std::size_t i = 0; i < kTypes; ++i) {
    const Type type = static_cast<Type>(i);
    if (type == Type::String) continue;
    const Flat flat = flattened(parts_[unit], type);
    const bool is_refused = std::any_of(flat.items.begin(), flat.items.end(), [&](const Item& item) {
      if (item.step.op == Op::Fail) return true;
      if (item.step.op == Op::Type) return type != Type::Real || !(item.step.a & kIntegerBit);
      return item.step.op == Op::Enum &&
             std::none_of(program_.values.begin() + item.step.a, program_.values.begin() + item.step.b,
                          [&](const Node* each) { return !each->is_string(); });
    });
    if (!is_refused) return std::nullopt;
  }
  for (const Item& item : flattened(parts_[unit], Type::String).items) {
    if (item.step.op != Op::Enum || item.step.b - item.step.a > kMostConstants) continue;
    std::vector<std::string_view> constants;
    for (std::uint32_t i = item.step.a; i < item.step.b; ++i)
      constants.push_back(program_.values[i]->string_or_empty());
    return constants;
  }
  return std::nullopt;
}

void Lowering::find_switch(Alternatives& alternatives, const std::vector<Check>& live) {
  const NameTable* first = table_of(live.front());
  if (!first) return;
  for (std::size_t i = 0; i < first->size() && i < kMostNames; ++i) {
    if (try_switch(first->names[i].key, alternatives, live)) return;
  }
}

bool Lowering::try_switch(const KeyRecord& member, Alternatives& alternatives, const std::vector<Check>& live) {
  std::map<std::string_view, std::vector<Check>> by_value;
  std::vector<Check> when_absent;
  for (const Check& check : live) {
    const NameTable* table = table_of(check);
    const auto* name = table ? table->find(member, table->names.data()) : nullptr;
    const auto constants = name ? constants_of(name->check.unit) : std::nullopt;
    if (!constants) return false;
    if (!name->is_required) when_absent.push_back(check);
    for (const std::string_view constant : *constants) {
      auto& checks = by_value[constant];
      if (checks.empty() || checks.back().unit != check.unit) checks.push_back(check);
    }
  }
  alternatives.is_switch = true;
  alternatives.member = member;
  alternatives.when_absent = add_checks(when_absent);
  for (const auto& [text, checks] : by_value) {
    alternatives.values.texts.push_back(KeyRecord::of(text));
    alternatives.by_value.push_back(add_checks(checks));
  }
  alternatives.values.index();
  return true;
}

void Lowering::emit_not(const Item& item, Type type, Drafts& drafts) {
  const Check check = settled(item.step.a);
  if (check.fail & type_mask(type)) return;
  Draft draft{{}, {item.cause, item.cause}, 0};
  draft.instruction.op = (check.pass & type_mask(type)) ? Do::Fail : Do::Not;
  draft.instruction.a = add_check({{item.step.a, {}}});
  drafts.push_back(draft);
}

void Lowering::emit_if(const Item& item, Type type, Drafts& drafts) {
  const Step& step = item.step;
  const Check check = settled(step.a);
  Draft draft{{}, {item.cause, item.cause}, 0};
  if ((check.pass | check.fail) & type_mask(type)) {
    const SchemaId next = (check.pass & type_mask(type)) ? step.b : step.c;
    if (next == kNone) return;
    draft.instruction.op = Do::Call;
    draft.instruction.a = add_check({{next, {}}});
    return drafts.push_back(draft);
  }
  const bool has_branch = step.b != kNone || step.c != kNone;
  if (!has_branch && !marks(step.a, type)) return;
  draft.instruction.op = Do::If;
  draft.instruction.flags = has_branch ? 0 : kNeverFails;
  draft.instruction.a = add_check({{step.a, {}}});
  draft.instruction.b = step.b == kNone ? kNone : add_check({{step.b, {}}});
  draft.instruction.c = step.c == kNone ? kNone : add_check({{step.c, {}}});
  drafts.push_back(draft);
}

}  // namespace concord::schema
