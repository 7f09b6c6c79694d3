// The tables of members of all schemas of a unit become one: what a name that is known has to pass is settled here,
// with patterns, additionalProperties and unevaluatedProperties of every schema. Only other names meet these at run
// time.
#include "lower.h"

#include <algorithm>
#include <map>

namespace concord::schema {
namespace {

template <class Names>
std::vector<std::uint32_t> make_slots(const Names& names, auto key) {
  std::size_t size = 8;
  while (size < names.size() * 3) size *= 2;
  std::vector<std::uint32_t> slots(size, 0);
  for (std::uint32_t i = 0; i < names.size(); ++i) {
    std::size_t slot = key(names[i]).hash() & (size - 1);
    while (slots[slot] != 0) slot = (slot + 1) & (size - 1);
    slots[slot] = i + 1;
  }
  return slots;
}

std::uint64_t bit_of(std::size_t group) { return std::uint64_t{1} << group; }

const MemberTable::Name* find_name(const MemberTable& table, std::string_view name) {
  const auto index = table.find(name, 0);
  return index == kNone ? nullptr : &table.names[index];
}

}  // namespace

void NameTable::index() {
  if (names.size() > kFewNames) slots = make_slots(names, [](const Name& name) { return name.key; });
  Name none;
  none.key.size = kNone;  // no key is as long
  names.push_back(none);
}

const NameTable::Name* NameTable::search(const KeyRecord& key) const {
  if (slots.empty()) {
    for (const Name& name : all()) {
      if (name.key == key) return &name;
    }
    return nullptr;
  }
  const std::size_t mask = slots.size() - 1;
  for (std::size_t slot = key.hash() & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
    if (names[slots[slot] - 1].key == key) return &names[slots[slot] - 1];
  }
  return nullptr;
}

void TextSet::index() {
  slots = make_slots(texts, [](const KeyRecord& text) { return text; });
}

std::uint32_t TextSet::find(const KeyRecord& text) const {
  const std::size_t mask = slots.size() - 1;
  for (std::size_t slot = text.hash() & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
    if (texts[slots[slot] - 1] == text) return slots[slot] - 1;
  }
  return kNone;
}

// The steps of a schema may have those of another between them, and a schema may be met twice: below one that looks for
// what is not evaluated, and beside it.
std::vector<Lowering::Group> Lowering::groups_of(const Flat& flat) const {
  std::vector<Group> groups;
  for (std::size_t i = 0; i < flat.items.size(); ++i) {
    const Step& step = flat.items[i].step;  // no structured binding: clang 14 captures none
    const auto& cause = flat.items[i].cause;
    Cause Group::*const rule = step.op == Op::Required               ? &Group::required
                               : step.op == Op::Properties           ? &Group::properties
                               : step.op == Op::PatternProperties    ? &Group::patterns
                               : step.op == Op::AdditionalProperties ? &Group::additional
                                                                     : nullptr;
    if (!rule) continue;
    const auto open = std::find_if(groups.rbegin(), groups.rend(), [&](const Group& group) {
      return group.table == step.a && (group.*rule).schema == kNone;
    });
    Group& group = open != groups.rend() ? *open : groups.emplace_back(Group{step.a, i, {}, {}, {}, {}});
    group.*rule = cause;
  }
  return groups;
}

void Lowering::emit_members(const Flat& flat, Drafts& drafts) {
  const auto groups = groups_of(flat);
  if (groups.empty() && flat.rules.empty()) return;
  NameTable table;
  add_names(groups, flat, table);
  add_rests(groups, flat, table);
  Draft draft;
  const bool is_few = table.names.size() <= kFewNames && table.patterns.empty() && table.rests.empty();
  draft.instruction.op = is_few ? Do::Few : Do::Members;
  draft.instruction.a = static_cast<std::uint32_t>(out_.tables.size());
  table.index();
  out_.tables.push_back(std::move(table));
  drafts.push_back(draft);
}

void Lowering::add_names(const std::vector<Group>& groups, const Flat& flat, NameTable& table) {
  std::map<std::string_view, std::uint32_t> known;
  for (const Group& group : groups) {
    for (const MemberTable::Name& each : program_.tables[group.table].names) {
      const auto [found, is_new] = known.emplace(each.name, static_cast<std::uint32_t>(table.names.size()));
      if (is_new) table.names.push_back(lower_name(each.name, groups, flat));
      if (!each.is_required) continue;
      NameTable::Name& name = table.names[found->second];
      if (!std::exchange(name.is_required, true)) ++table.required;
      table.causes.push_back({found->second, group.required});
    }
  }
}

NameTable::Name Lowering::lower_name(std::string_view name, const std::vector<Group>& groups, const Flat& flat) {
  Parts parts;
  std::vector<bool> is_covered(groups.size());
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const MemberTable& table = program_.tables[groups[i].table];
    if (const auto* found = find_name(table, name); found && found->schema != kNone) {
      parts.push_back({found->schema, {}});
      is_covered[i] = true;
    }
    for (const auto& rule : table.patterns) {
      const auto match = program_.regexes[rule.regex].search(name, pattern_steps_);
      if (match == Regex::Match::No) continue;
      is_covered[i] = true;
      parts.push_back(match == Regex::Match::GaveUp ? Part{kNone, groups[i].patterns} : Part{rule.schema, {}});
    }
    if (!is_covered[i] && table.additional != kNone) {
      parts.push_back(part(table.additional, groups[i].additional));
      is_covered[i] = true;
    }
  }
  bool is_evaluated = std::find(is_covered.begin(), is_covered.end(), true) != is_covered.end();
  for (const Rule& rule : flat.rules) {
    bool is_known = false;
    for (std::size_t i = 0; i < groups.size(); ++i) {
      is_known = is_known || (is_covered[i] && groups[i].item >= rule.first && groups[i].item < rule.last);
    }
    if (!is_known) parts.push_back(part(rule.schema, rule.cause));
    is_evaluated = true;
  }
  return {KeyRecord::of(name), check_of(std::move(parts)), false, is_evaluated};
}

void Lowering::add_rests(const std::vector<Group>& groups, const Flat& flat, NameTable& table) {
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const MemberTable& members = program_.tables[groups[i].table];
    for (const auto& rule : members.patterns) {
      table.patterns.push_back({rule.regex, check_of({{rule.schema, {}}}), bit_of(i), groups[i].patterns});
    }
    if (members.additional == kNone) continue;
    table.rests.push_back({bit_of(i), check_of({part(members.additional, groups[i].additional)})});
  }
  for (const Rule& rule : flat.rules) {
    std::uint64_t below = 0;
    bool is_all_evaluated = false;
    for (std::size_t i = 0; i < groups.size(); ++i) {
      if (groups[i].item < rule.first || groups[i].item >= rule.last) continue;
      below |= bit_of(i);
      is_all_evaluated = is_all_evaluated || program_.tables[groups[i].table].additional != kNone;
    }
    if (!is_all_evaluated) table.rests.push_back({below, check_of({part(rule.schema, rule.cause)})});
  }
}

void Lowering::emit_dependents(const Item& item, Drafts& drafts) {
  for (std::uint32_t i = item.step.a; i < item.step.b; ++i) {
    const Dependent& dependent = program_.dependents[i];
    LoweredDependent lowered;
    lowered.name = KeyRecord::of(dependent.name);
    for (const std::string_view name : dependent.names) lowered.names.push_back(KeyRecord::of(name));
    const bool is_schema = item.step.op == Op::DependentSchemas;
    if (is_schema) lowered.check = check_of({{dependent.schema, {}}});
    Draft draft{{}, {item.cause, item.cause}, 0};
    draft.instruction.op = is_schema ? Do::DependentCheck : Do::DependentNames;
    draft.instruction.a = static_cast<std::uint32_t>(out_.dependents.size());
    out_.dependents.push_back(std::move(lowered));
    drafts.push_back(draft);
  }
}

// items, and unevaluatedItems where it is known how many items the prefixes evaluate.
void Lowering::emit_items(const Flat& flat, Drafts& drafts) {
  const auto push = [&](SchemaId schema, Cause cause, std::uint32_t first) {
    Draft draft{{}, {cause, cause}, 0};
    draft.instruction.op = Do::Items;
    draft.instruction.a = add_check({part(schema, cause)});
    draft.instruction.b = first;
    drafts.push_back(draft);
  };
  for (const Item& item : flat.items) {
    if (item.step.op == Op::Items) push(item.step.a, item.cause, item.step.b);
  }
  for (const Rule& rule : flat.rules) {
    std::uint32_t longest = 0;
    bool is_all_evaluated = false;
    for (std::size_t i = rule.first; i < rule.last; ++i) {
      const Step& step = flat.items[i].step;
      if (step.op == Op::PrefixItems) longest = std::max(longest, step.b - step.a);
      is_all_evaluated = is_all_evaluated || step.op == Op::Items;
    }
    if (!is_all_evaluated) push(rule.schema, rule.cause, longest);
  }
}

}  // namespace concord::schema
