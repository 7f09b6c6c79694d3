// How OutputEvaluator follows keywords that apply schemas, and what they say of members and items.
#include "output_evaluator.h"
#include "variants.h"

#include <algorithm>

namespace concord::schema {
namespace {

Node number(std::size_t value) { return Node(static_cast<std::uint64_t>(value)); }

void say_names(Unit& unit, Node names) {
  if (names.size() > 0) unit.computed = std::move(names);
}

void speak_of_names(Unit& unit) {
  if (!unit.error.empty()) unit.error = "the name " + unit.error;
  for (Unit& each : unit.children) speak_of_names(each);
}

}  // namespace

void OutputEvaluator::properties(const Visit& visit, const Step& step, Unit& unit) {
  const MemberTable& table = program_.tables[step.a];
  Node names = Node::array();
  std::uint32_t guess = 0;
  for (std::size_t i = 0; i < visit.value.size(); ++i) {
    const auto& member = visit.value.members()[i];
    const std::uint32_t index = table.find(member.key, guess);
    if (index == kNone) continue;
    guess = index + 1;
    if (table.names[index].schema == kNone) continue;
    if (visit.marks) visit.marks->set(i);
    const InstanceLink place{visit.where.instance, member.key, 0, false};
    const KeywordLink here = link(visit.where, keyword(visit, step), member.key);
    in_place(unit, {table.names[index].schema, member.value, {&place, &here}, nullptr});
    names.push_back(Node(member.key));
  }
  say_names(unit, std::move(names));
}

void OutputEvaluator::pattern_properties(const Visit& visit, const Step& step, Unit& unit) {
  Node names = Node::array();
  for (std::size_t i = 0; i < visit.value.size(); ++i) {
    const auto& member = visit.value.members()[i];
    bool is_named = false;
    for (const auto& rule : program_.tables[step.a].patterns) {
      const auto match = search(budget_, program_.regexes[rule.regex], member.key);
      if (match == Regex::Match::No) continue;
      if (visit.marks) visit.marks->set(i);
      if (match == Regex::Match::GaveUp) {
        fail(unit, {"the name " + in_quotes(member.key) + " cannot be judged: matching it takes too many steps", "", "",
                    "rewrite the pattern without nested repetitions"});
        ++budget_.unknowns;
        continue;
      }
      const InstanceLink place{visit.where.instance, member.key, 0, false};
      const KeywordLink here = link(visit.where, keyword(visit, step), rule.text);
      in_place(unit, {rule.schema, member.value, {&place, &here}, nullptr});
      is_named = true;
    }
    if (is_named) names.push_back(Node(member.key));
  }
  say_names(unit, std::move(names));
}

void OutputEvaluator::additional_properties(const Visit& visit, const Step& step, Unit& unit) {
  const MemberTable& table = program_.tables[step.a];
  Node names = Node::array();
  for (std::size_t i = 0; i < visit.value.size(); ++i) {
    const auto& member = visit.value.members()[i];
    const std::uint32_t index = table.find(member.key, 0);
    if (index != kNone && table.names[index].schema != kNone) continue;
    const bool has_pattern =
        std::any_of(table.patterns.begin(), table.patterns.end(), [&](const MemberTable::PatternRule& rule) {
          return search(budget_, program_.regexes[rule.regex], member.key) != Regex::Match::No;
        });
    if (has_pattern) continue;
    if (visit.marks) visit.marks->set(i);
    extra(visit, step, table.additional, member.value, {visit.where.instance, member.key, 0, false}, unit);
    names.push_back(Node(member.key));
  }
  say_names(unit, std::move(names));
}

// A member or item that only additionalProperties, items or unevaluated* speak about.
bool OutputEvaluator::extra(const Visit& visit, const Step& step, SchemaId id, const Node& part,
                            const InstanceLink& place, Unit& unit) {
  const KeywordLink here = link(visit.where, keyword(visit, step));
  const Visit there{id, part, {&place, &here}, nullptr};
  if (!program_.schemas[id].is_false) {
    const bool is_valid = child(unit, there);
    unit.is_valid = unit.is_valid && is_valid;
    return is_valid;
  }
  Unit refused;
  refused.schema = program_.origins[id].schema;
  if (place.is_index) {
    fail(refused, {"item " + std::to_string(place.index) + " is not allowed", "", "", ""});
  } else {
    fail(refused, unknown_member(place.key, visit));
  }
  attach(unit, std::move(refused), there, "");
  unit.is_valid = false;
  return false;
}

void OutputEvaluator::required(const Visit& visit, const Step& step, Unit& unit) {
  const MemberSet there(visit.value);
  for (const auto& name : program_.tables[step.a].names) {
    if (!name.is_required || there.has(name.name)) continue;
    fail(unit, missing_member(name.name, visit));
  }
}

// Annotations of names have no place in the instance.
void OutputEvaluator::property_names(const Visit& visit, const Step& step, Unit& unit) {
  for (const auto& member : visit.value.members()) {
    const Node name(member.key);
    const InstanceLink place{visit.where.instance, member.key, 0, false};
    const KeywordLink here = link(visit.where, keyword(visit, step));
    in_place(unit, {step.a, name, {&place, &here}, nullptr});
  }
  speak_of_names(unit);
  if (keep_ == Keep::Telling && unit.is_valid) unit.children.clear();
}

void OutputEvaluator::dependent_required(const Visit& visit, const Step& step, Unit& unit) {
  for (std::uint32_t i = step.a; i < step.b; ++i) {
    const Dependent& rule = program_.dependents[i];
    if (!visit.value.has(rule.name)) continue;
    for (const std::string_view name : rule.names) {
      if (visit.value.has(name)) continue;
      Sentence sentence = missing_member(name, visit);
      sentence.message += ", which " + in_quotes(rule.name) + " requires";
      fail(unit, sentence);
    }
  }
}

void OutputEvaluator::dependent_schemas(const Visit& visit, const Step& step, Unit& unit) {
  for (std::uint32_t i = step.a; i < step.b; ++i) {
    const Dependent& rule = program_.dependents[i];
    if (!visit.value.has(rule.name)) continue;
    const KeywordLink here = link(visit.where, keyword(visit, step), rule.name);
    in_place(unit, {rule.schema, visit.value, {visit.where.instance, &here}, visit.marks});
  }
}

void OutputEvaluator::prefix_items(const Visit& visit, const Step& step, Unit& unit) {
  const std::size_t count = std::min<std::size_t>(visit.value.size(), step.b - step.a);
  for (std::size_t i = 0; i < count; ++i) {
    if (visit.marks) visit.marks->set(i);
    const InstanceLink place{visit.where.instance, {}, i, true};
    const KeywordLink here = link(visit.where, keyword(visit, step), i);
    in_place(unit, {program_.edges[step.a + i], visit.value.items()[i], {&place, &here}, nullptr});
  }
  if (count > 0) unit.computed = count == visit.value.size() ? Node(true) : number(count - 1);
}

void OutputEvaluator::items(const Visit& visit, const Step& step, Unit& unit) {
  for (std::size_t i = step.b; i < visit.value.size(); ++i) {
    if (visit.marks) visit.marks->set(i);
    extra(visit, step, step.a, visit.value.items()[i], {visit.where.instance, {}, i, true}, unit);
    unit.computed = Node(true);
  }
}

void OutputEvaluator::contains(const Visit& visit, const Step& step, Unit& unit) {
  const std::uint32_t before = budget_.unknowns;
  Node matches = Node::array();
  const KeywordLink here = link(visit.where, keyword(visit, step));
  for (std::size_t i = 0; i < visit.value.size(); ++i) {
    const InstanceLink place{visit.where.instance, {}, i, true};
    if (!child(unit, {step.a, visit.value.items()[i], {&place, &here}, nullptr})) continue;
    matches.push_back(number(i));
    if (visit.marks && step.marks_matches) visit.marks->set(i);
  }
  const std::size_t found = matches.size();
  const bool is_certain = found > step.c || (found >= step.b && step.c == kNoLimit);
  if (is_certain) budget_.unknowns = before;
  if (is_unknown(visit, step, before, unit)) return;
  if (found < step.b || found > step.c) fail(unit, describe_contains(found, step));
  if (found > step.c && keep_ == Keep::Telling) unit.children.clear();  // that others do not match is no mistake
  if (!step.marks_matches) return;
  unit.computed = found > 0 && found == visit.value.size() ? Node(true) : std::move(matches);
}

void OutputEvaluator::unevaluated(const Visit& visit, const Step& step, Unit& unit) {
  Node names = Node::array();
  const bool is_object = visit.value.is_object();
  for (std::size_t i = 0; i < visit.value.size(); ++i) {
    if (visit.marks->has(i)) continue;
    if (is_object) {
      const auto& member = visit.value.members()[i];
      extra(visit, step, step.a, member.value, {visit.where.instance, member.key, 0, false}, unit);
      names.push_back(Node(member.key));
    } else {
      extra(visit, step, step.a, visit.value.items()[i], {visit.where.instance, {}, i, true}, unit);
      unit.computed = Node(true);
    }
  }
  if (is_object) say_names(unit, std::move(names));
  visit.marks->set_all();
}

void OutputEvaluator::all_of(const Visit& visit, const Step& step, Unit& unit) {
  for (std::uint32_t i = step.a; i < step.b; ++i) {
    const KeywordLink here = link(visit.where, keyword(visit, step), std::size_t{i - step.a});
    in_place(unit, {program_.edges[i], visit.value, {visit.where.instance, &here}, visit.marks});
  }
}

// Also oneOf.
void OutputEvaluator::any_of(const Visit& visit, const Step& step, Unit& unit) {
  const std::uint32_t before = budget_.unknowns;
  std::vector<std::size_t> matching;
  Marks failed(visit.marks ? visit.value.size() : 0);
  for (std::uint32_t i = step.a; i < step.b; ++i) {
    const KeywordLink here = link(visit.where, keyword(visit, step), std::size_t{i - step.a});
    Marks own(visit.marks ? visit.value.size() : 0);
    const bool is_valid = child(unit, {program_.edges[i], visit.value, {visit.where.instance, &here},
                                       visit.marks ? &own : nullptr});
    if (is_valid) matching.push_back(i - step.a);
    if (visit.marks) (is_valid ? *visit.marks : failed).add(own);
  }
  if (matching.size() > (step.op == Op::OneOf ? 1u : 0u)) budget_.unknowns = before;
  if (is_unknown(visit, step, before, unit)) return;
  if (matching.empty()) {
    if (visit.marks) visit.marks->add(failed);
    const Node& schema = *program_.origins[visit.id].schema;
    fail(unit, {shown(visit.value) + " matches none of " + variant_names(program_, schema, step), "", "", ""});
  } else if (step.op == Op::OneOf && matching.size() > 1) {
    const Node& schema = *program_.origins[visit.id].schema;
    fail(unit, {shown(visit.value) + " matches " + variant_names(program_, schema, step, matching) +
                    ", exactly one is allowed",
                "", "", ""});
    if (keep_ == Keep::Telling) unit.children.clear();  // that others do not match is no mistake
  }
}

void OutputEvaluator::negation(const Visit& visit, const Step& step, Unit& unit) {
  const std::uint32_t before = budget_.unknowns;
  const KeywordLink here = link(visit.where, keyword(visit, step));
  if (child(unit, {step.a, visit.value, {visit.where.instance, &here}, nullptr})) {
    budget_.unknowns = before;
    fail(unit, describe(program_, step, visit.value));
  } else {
    is_unknown(visit, step, before, unit);
  }
}

void OutputEvaluator::if_then_else(const Visit& visit, const Step& step, Unit& parent) {
  const std::uint32_t before = budget_.unknowns;
  const KeywordLink condition = link(visit.where, "if");
  Marks own(visit.marks ? visit.value.size() : 0);
  Unit unit;
  unit.schema = program_.origins[visit.id].schema;
  Marks* marks = visit.marks ? &own : nullptr;
  const bool holds = child(unit, {step.a, visit.value, {visit.where.instance, &condition}, marks});
  if (holds && visit.marks) visit.marks->add(own);
  prune(unit);
  const bool is_undecided = !holds && is_unknown(visit, step, before, unit);
  if (is_undecided) parent.is_valid = false;
  attach(parent, std::move(unit), visit, "if");
  if (is_undecided) return;
  const SchemaId next = holds ? step.b : step.c;
  if (next == kNone) return;
  const KeywordLink here = link(visit.where, holds ? "then" : "else");
  in_place(parent, {next, visit.value, {visit.where.instance, &here}, visit.marks});
}

}  // namespace concord::schema
