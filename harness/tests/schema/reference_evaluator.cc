#include "reference_evaluator.h"

#include "evaluate/content.h"
#include "evaluate/values.h"

#include <concord/base/text.h>

#include <algorithm>
#include <span>

namespace concord::schema {
namespace {

int compare(const Node& a, const Node& b) {
  const auto* left = std::get_if<std::int64_t>(&a.value());
  const auto* right = std::get_if<std::int64_t>(&b.value());
  if (left && right) return *left < *right ? -1 : *left > *right ? 1 : 0;
  return document::compare_numbers(a, b);
}

bool is_one_of(std::span<const Node* const> allowed, const Node& value) {
  const auto* text = std::get_if<std::string>(&value.value());
  if (!text) {
    return std::any_of(allowed.begin(), allowed.end(), [&](auto* each) { return document::equal(*each, value); });
  }
  return std::any_of(allowed.begin(), allowed.end(), [text](const Node* each) {
    const auto* other = std::get_if<std::string>(&each->value());
    return other && *other == *text;
  });
}

}  // namespace

// What cousins evaluated does not count here, so a schema that asks for what is not evaluated has marks of its own.
bool ReferenceEvaluator::accepts(SchemaId id, const Node& value, Marks* marks) {
  const CompiledSchema& schema = program_.schemas[id];
  if (!schema.tracks_members) return run(schema.as_written, value, marks);
  Marks own(value.size());
  if (!run(schema.as_written, value, &own)) return false;
  if (marks) marks->add(own);
  return true;
}

bool ReferenceEvaluator::run(Range range, const Node& value, Marks* marks) {
  for (std::uint32_t i = range.begin; i < range.end; ++i) {
    const Step& step = program_.steps[i];
    if (can_fail(step, type_of(value)) && !apply(step, value, marks)) return false;
  }
  return true;
}

bool ReferenceEvaluator::apply(const Step& step, const Node& value, Marks* marks) {
  switch (step.op) {
    case Op::Required: return required(step, value);
    case Op::Properties: return properties(step, value, marks);
    case Op::PatternProperties: return pattern_properties(step, value, marks);
    case Op::AdditionalProperties: return additional_properties(step, value, marks);
    case Op::PropertyNames: return property_names(step, value);
    case Op::DependentSchemas: return dependents(step, value, marks);
    case Op::PrefixItems: return prefix_items(step, value, marks);
    case Op::Items: return items(step, value, marks);
    case Op::Contains: return contains(step, value, marks);
    case Op::Ref: return accepts(step.a, value, marks);
    case Op::AllOf:
      return std::all_of(program_.edges.begin() + step.a, program_.edges.begin() + step.b,
                         [&](SchemaId id) { return accepts(id, value, marks); });
    case Op::AnyOf: return any_of(step, value, marks);
    case Op::OneOf: return one_of(step, value, marks);
    case Op::Not: return !accepts(step.a, value);
    case Op::If: return if_then_else(step, value, marks);
    case Op::UnevaluatedItems:
    case Op::UnevaluatedProperties: return unevaluated(step, value, *marks);
    default: return passes(step, value);
  }
}

bool ReferenceEvaluator::passes(const Step& step, const Node& value) const {
  switch (step.op) {
    case Op::Type: return (step.a & kIntegerBit) && is_integer_by(step.a, value);  // can_fail has seen the others
    case Op::Enum: return is_one_of({program_.values.data() + step.a, step.b - step.a}, value);
    case Op::MultipleOf: return is_multiple_of(value, *program_.values[step.a]);
    case Op::Maximum: return compare(value, *program_.values[step.a]) <= 0;
    case Op::ExclusiveMaximum: return compare(value, *program_.values[step.a]) < 0;
    case Op::Minimum: return compare(value, *program_.values[step.a]) >= 0;
    case Op::ExclusiveMinimum: return compare(value, *program_.values[step.a]) > 0;
    case Op::MaxLength: return has_at_most(value.as_string(), step.a);
    case Op::MinLength: return has_at_least(value.as_string(), step.a);
    case Op::MaxItems:
    case Op::MaxProperties: return value.size() <= step.a;
    case Op::MinItems:
    case Op::MinProperties: return value.size() >= step.a;
    case Op::Pattern: return program_.regexes[step.a].search(value.as_string()) == Regex::Match::Yes;
    case Op::Format: return conforms(format_rows()[step.a], value);
    case Op::Content: return is_content(value.as_string(), step.a);
    case Op::UniqueItems: return !find_equal_items(value.items());
    case Op::DependentRequired:
      return std::all_of(
          program_.dependents.begin() + step.a, program_.dependents.begin() + step.b, [&](const Dependent& rule) {
            return !value.has(rule.name) || std::all_of(rule.names.begin(), rule.names.end(),
                                                        [&](std::string_view name) { return value.has(name); });
          });
    default: return false;  // Fail, WrongDirection
  }
}

bool ReferenceEvaluator::required(const Step& step, const Node& object) const {
  const auto& names = program_.tables[step.a].names;
  return std::all_of(names.begin(), names.end(),
                     [&](const MemberTable::Name& name) { return !name.is_required || object.has(name.name); });
}

bool ReferenceEvaluator::properties(const Step& step, const Node& object, Marks* marks) {
  const MemberTable& table = program_.tables[step.a];
  for (std::size_t i = 0; i < object.size(); ++i) {
    const auto& member = object.members()[i];
    const std::uint32_t index = table.find(member.key, 0);
    if (index == kNone || table.names[index].schema == kNone) continue;
    if (marks) marks->set(i);
    if (!accepts(table.names[index].schema, member.value)) return false;
  }
  return true;
}

bool ReferenceEvaluator::matches(const MemberTable::PatternRule& rule, std::string_view name) const {
  return program_.regexes[rule.regex].search(name) == Regex::Match::Yes;
}

bool ReferenceEvaluator::pattern_properties(const Step& step, const Node& object, Marks* marks) {
  for (std::size_t i = 0; i < object.size(); ++i) {
    const auto& member = object.members()[i];
    for (const auto& rule : program_.tables[step.a].patterns) {
      if (!matches(rule, member.key)) continue;
      if (marks) marks->set(i);
      if (!accepts(rule.schema, member.value)) return false;
    }
  }
  return true;
}

bool ReferenceEvaluator::additional_properties(const Step& step, const Node& object, Marks* marks) {
  const MemberTable& table = program_.tables[step.a];
  for (std::size_t i = 0; i < object.size(); ++i) {
    const auto& member = object.members()[i];
    const std::uint32_t index = table.find(member.key, 0);
    if (index != kNone && table.names[index].schema != kNone) continue;
    const auto has_match = [&](const auto& rule) { return matches(rule, member.key); };
    if (std::any_of(table.patterns.begin(), table.patterns.end(), has_match)) continue;
    if (marks) marks->set(i);
    if (!accepts(table.additional, member.value)) return false;
  }
  return true;
}

bool ReferenceEvaluator::property_names(const Step& step, const Node& object) {
  return std::all_of(object.members().begin(), object.members().end(),
                     [&](const document::Member& each) { return accepts(step.a, Node(each.key)); });
}

bool ReferenceEvaluator::dependents(const Step& step, const Node& object, Marks* marks) {
  return std::all_of(
      program_.dependents.begin() + step.a, program_.dependents.begin() + step.b,
      [&](const Dependent& rule) { return !object.has(rule.name) || accepts(rule.schema, object, marks); });
}

bool ReferenceEvaluator::prefix_items(const Step& step, const Node& array, Marks* marks) {
  const std::size_t count = std::min<std::size_t>(array.size(), step.b - step.a);
  for (std::size_t i = 0; i < count; ++i) {
    if (!accepts(program_.edges[step.a + i], array.items()[i])) return false;
    if (marks) marks->set(i);
  }
  return true;
}

bool ReferenceEvaluator::items(const Step& step, const Node& array, Marks* marks) {
  for (std::size_t i = step.b; i < array.size(); ++i) {
    if (!accepts(step.a, array.items()[i])) return false;
    if (marks) marks->set(i);
  }
  return true;
}

bool ReferenceEvaluator::contains(const Step& step, const Node& array, Marks* marks) {
  std::size_t found = 0;
  for (std::size_t i = 0; i < array.size(); ++i) {
    if (!accepts(step.a, array.items()[i])) continue;
    ++found;
    if (marks && step.marks_matches) marks->set(i);
  }
  return found >= step.b && found <= step.c;
}

bool ReferenceEvaluator::unevaluated(const Step& step, const Node& value, Marks& marks) {
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (marks.has(i)) continue;
    const Node& part = value.is_object() ? value.members()[i].value : value.items()[i];
    if (!accepts(step.a, part)) return false;
  }
  marks.set_all();
  return true;
}

bool ReferenceEvaluator::branch(SchemaId id, const Node& value, Marks* marks) {
  if (!marks) return accepts(id, value);
  Marks own(value.size());
  if (!accepts(id, value, &own)) return false;
  marks->add(own);
  return true;
}

bool ReferenceEvaluator::any_of(const Step& step, const Node& value, Marks* marks) {
  bool is_any = false;
  for (std::uint32_t i = step.a; i < step.b; ++i) {
    is_any = branch(program_.edges[i], value, marks) || is_any;
    if (is_any && !marks) return true;  // without marks one is enough
  }
  return is_any;
}

bool ReferenceEvaluator::one_of(const Step& step, const Node& value, Marks* marks) {
  int found = 0;
  for (std::uint32_t i = step.a; i < step.b && found < 2; ++i) found += branch(program_.edges[i], value, marks) ? 1 : 0;
  return found == 1;
}

bool ReferenceEvaluator::if_then_else(const Step& step, const Node& value, Marks* marks) {
  if (step.b == kNone && step.c == kNone && !marks) return true;
  const SchemaId next = branch(step.a, value, marks) ? step.b : step.c;
  return next == kNone || accepts(next, value, marks);
}

}  // namespace concord::schema
