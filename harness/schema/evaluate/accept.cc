#include "accept.h"

#include "content.h"
#include "values.h"

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

std::uint64_t count_values(const Node& root) {
  std::uint64_t count = 0;
  std::vector<const Node*> open{&root};
  while (!open.empty()) {
    const Node* node = open.back();
    open.pop_back();
    ++count;
    for (const Node& item : node->items()) open.push_back(&item);
    for (const auto& member : node->members()) open.push_back(&member.value);
  }
  return count;
}

}  // namespace

bool Acceptor::accepts(SchemaId id, const Node& value, Marks* marks) {
  const CompiledSchema& schema = program_.schemas[id];
  const Range range = schema.by_type[static_cast<std::size_t>(type_of(value))];
  if (range.is_empty()) return true;
  if (depth_ >= kDeepestEvaluation || !spend()) {
    gave_up_ = true;
    return false;
  }
  ++depth_;
  const bool is_good = schema.tracks_members ? run_tracked(range, value, marks) : run(range, value, marks);
  --depth_;
  return is_good;
}

// The instance is only counted when it takes long.
bool Acceptor::spend() {
  if (++work_ <= most_work_) return true;
  if (most_work_ == kFreeWork) most_work_ = kFreeWork + 1 + kWorkPerValue * count_values(instance_);
  gave_up_ = gave_up_ || work_ > most_work_;
  return !gave_up_;
}

bool Acceptor::run(Range range, const Node& value, Marks* marks) {
  for (std::uint32_t i = range.begin; i < range.end; ++i) {
    if (!apply(program_.steps[i], value, marks)) return false;
  }
  return true;
}

// What cousins evaluated does not count here, so this schema has marks of its own.
bool Acceptor::run_tracked(Range range, const Node& value, Marks* marks) {
  Marks own(value.size());
  if (!run(range, value, &own)) return false;
  if (marks) marks->add(own);
  return true;
}

bool Acceptor::apply(const Step& step, const Node& value, Marks* marks) {
  switch (step.op) {
    case Op::Members: return members(step, value, marks);
    case Op::PropertyNames: return property_names(step, value);
    case Op::DependentSchemas: return dependents(step, value, marks);
    case Op::PrefixItems: return prefix_items(step, value, marks);
    case Op::Items: return items(step, value, marks);
    case Op::Contains: {
      const std::size_t found = count_matches(step, value, marks, step.c == kNoLimit ? step.b : kNoLimit);
      return found >= step.b && found <= step.c;
    }
    case Op::Ref: return accepts(step.a, value, marks);
    case Op::AllOf:
      return std::all_of(program_.edges.begin() + step.a, program_.edges.begin() + step.b,
                         [&](SchemaId id) { return accepts(id, value, marks); });
    case Op::AnyOf: return any_of(step, value, marks);
    case Op::OneOf: return one_of(step, value, marks);
    case Op::Not: return !accepts(step.a, value) && !gave_up_;
    case Op::If: return if_then_else(step, value, marks);
    case Op::UnevaluatedItems:
    case Op::UnevaluatedProperties: return unevaluated(step, value, *marks);
    default: return passes(step, value);
  }
}

bool Acceptor::passes(const Step& step, const Node& value) const {
  switch (step.op) {
    case Op::WholeNumber: return is_integer_by(step.a, value);
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

bool Acceptor::members(const Step& step, const Node& object, Marks* marks) {
  const MemberTable& table = program_.tables[step.a];
  const auto& all = object.members();
  std::uint32_t guess = 0, required = 0;
  if (all.size() < table.required) return false;
  for (std::size_t i = 0; i < all.size(); ++i) {
    bool is_evaluated = false;
    if (!member(table, all[i], guess, is_evaluated, required)) return false;
    if (marks && is_evaluated) marks->set(i);
  }
  return required == table.required;
}

bool Acceptor::member(const MemberTable& table, const document::Member& member, std::uint32_t& guess,
                      bool& is_evaluated, std::uint32_t& required) {
  const std::uint32_t index = table.find(member.key, guess);
  if (index != kNone) {
    guess = index + 1;
    const MemberTable::Name& name = table.names[index];
    if (name.is_required) ++required;
    if (name.schema != kNone) {
      is_evaluated = true;
      if (!accepts(name.schema, member.value)) return false;
    }
  }
  for (const auto& rule : table.patterns) {
    const auto match = program_.regexes[rule.regex].search(member.key);
    if (match == Regex::Match::No) continue;
    is_evaluated = true;
    if (match == Regex::Match::GaveUp || !accepts(rule.schema, member.value)) return false;
  }
  if (is_evaluated || table.additional == kNone) return true;
  is_evaluated = true;
  return accepts(table.additional, member.value);
}

bool Acceptor::property_names(const Step& step, const Node& object) {
  return std::all_of(object.members().begin(), object.members().end(),
                     [&](const document::Member& each) { return accepts(step.a, Node(each.key)); });
}

bool Acceptor::dependents(const Step& step, const Node& object, Marks* marks) {
  return std::all_of(
      program_.dependents.begin() + step.a, program_.dependents.begin() + step.b,
      [&](const Dependent& rule) { return !object.has(rule.name) || accepts(rule.schema, object, marks); });
}

bool Acceptor::prefix_items(const Step& step, const Node& array, Marks* marks) {
  const std::size_t count = std::min<std::size_t>(array.size(), step.b - step.a);
  for (std::size_t i = 0; i < count; ++i) {
    if (!accepts(program_.edges[step.a + i], array.items()[i])) return false;
    if (marks) marks->set(i);
  }
  return true;
}

bool Acceptor::items(const Step& step, const Node& array, Marks* marks) {
  for (std::size_t i = step.b; i < array.size(); ++i) {
    if (!accepts(step.a, array.items()[i])) return false;
    if (marks) marks->set(i);
  }
  return true;
}

std::size_t Acceptor::count_matches(const Step& step, const Node& array, Marks* marks, std::size_t enough) {
  const bool must_mark = marks && step.marks_matches;
  std::size_t found = 0;
  for (std::size_t i = 0; i < array.size() && (must_mark || found < enough); ++i) {
    if (!accepts(step.a, array.items()[i])) continue;
    ++found;
    if (must_mark) marks->set(i);
  }
  return found;
}

bool Acceptor::unevaluated(const Step& step, const Node& value, Marks& marks) {
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (marks.has(i)) continue;
    const Node& part = value.is_object() ? value.members()[i].value : value.items()[i];
    if (!accepts(step.a, part)) return false;
  }
  marks.set_all();
  return true;
}

bool Acceptor::branch(SchemaId id, const Node& value, Marks* marks) {
  if (!marks) return accepts(id, value);
  Marks own(value.size());
  if (!accepts(id, value, &own)) return false;
  marks->add(own);
  return true;
}

bool Acceptor::any_of(const Step& step, const Node& value, Marks* marks) {
  bool is_any = false;
  for (std::uint32_t i = step.a; i < step.b; ++i) {
    is_any = branch(program_.edges[i], value, marks) || is_any;
    if (is_any && !marks) return true;  // without marks one is enough
  }
  return is_any;
}

bool Acceptor::one_of(const Step& step, const Node& value, Marks* marks) {
  int found = 0;
  for (std::uint32_t i = step.a; i < step.b && found < 2; ++i) found += branch(program_.edges[i], value, marks) ? 1 : 0;
  return found == 1 && !gave_up_;
}

bool Acceptor::if_then_else(const Step& step, const Node& value, Marks* marks) {
  if (step.b == kNone && step.c == kNone && !marks) return true;
  const SchemaId next = branch(step.a, value, marks) ? step.b : step.c;
  if (gave_up_) return false;
  return next == kNone || accepts(next, value, marks);
}

}  // namespace concord::schema
