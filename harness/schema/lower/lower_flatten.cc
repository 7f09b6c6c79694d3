// Which steps a unit takes for one type: those of its schemas and of all that these apply to the same value for
// certain.
#include "lower.h"

#include <algorithm>
#include <unordered_set>

namespace concord::schema {
namespace {

// More schemas than these are called instead, so that nothing grows without bound.
constexpr std::size_t kMostTogether = 60;
constexpr int kDeepestFlattened = 60;
constexpr std::size_t kMostLookedAt = 1'000;

bool is_unevaluated(Op op, Type type) {
  return op == (type == Type::Object ? Op::UnevaluatedProperties : Op::UnevaluatedItems);
}

bool marks_itself(const Step& step, Type type) {
  switch (step.op) {
    case Op::Properties:
    case Op::PatternProperties:
    case Op::AdditionalProperties:
    case Op::UnevaluatedProperties: return type == Type::Object;
    case Op::PrefixItems:
    case Op::Items:
    case Op::UnevaluatedItems: return type == Type::Array;
    case Op::Contains: return type == Type::Array && step.marks_matches;
    default: return false;
  }
}

// The schemas whose marks the step passes on.
std::vector<SchemaId> passed_on(const Compilation& program, const Step& step) {
  switch (step.op) {
    case Op::Ref: return {step.a};
    case Op::If: return {step.a, step.b, step.c};
    case Op::AllOf:
    case Op::AnyOf:
    case Op::OneOf: return {program.edges.begin() + step.a, program.edges.begin() + step.b};
    case Op::DependentSchemas: {
      std::vector<SchemaId> ids;
      for (std::uint32_t i = step.a; i < step.b; ++i) ids.push_back(program.dependents[i].schema);
      return ids;
    }
    default: return {};
  }
}

}  // namespace

Lowering::Flat Lowering::flattened(const Parts& parts, Type type) const {
  Flat flat{type, parts.size() == 1, false, {}, {}, {}, 0};
  for (const Part& each : parts) enter(each, flat, 0);
  return flat;
}

void Lowering::enter(const Part& part, Flat& flat, int depth) const {
  const bool is_short = part.id == kNone || program_.schemas[part.id].is_false;
  if (is_short || (depth < kDeepestFlattened && flat.seen.size() < kMostTogether)) return flatten(part, flat, depth);
  Step call;
  call.op = Op::Ref;
  call.a = part.id;
  flat.items.push_back({call, part.blame});
}

void Lowering::flatten(const Part& part, Flat& flat, int depth) const {
  if (part.id == kNone) {
    Step unknown;
    unknown.op = Op::Unjudged;
    return flat.items.push_back({unknown, part.blame});
  }
  const CompiledSchema& schema = program_.schemas[part.id];
  const Range steps = schema.as_written;
  if (schema.is_false) {
    return flat.items.push_back({Step(), part.blame.schema == kNone ? Cause{part.id, steps.begin} : part.blame});
  }
  const auto from = flat.seen.begin() + static_cast<std::ptrdiff_t>(flat.seen_from);
  if (std::find(from, flat.seen.end(), part.id) != flat.seen.end()) return;
  const std::size_t items = flat.items.size(), rules = flat.rules.size(), seen = flat.seen.size();
  const std::size_t outer = flat.seen_from;
  const bool looks_for_rest = std::any_of(program_.steps.begin() + steps.begin, program_.steps.begin() + steps.end,
                                          [&](const Step& step) { return is_unevaluated(step.op, flat.type); });
  if (looks_for_rest) flat.seen_from = seen;
  flat.seen.push_back(part.id);
  for (std::uint32_t i = steps.begin; i < steps.end; ++i) {
    const Step& step = program_.steps[i];
    const Cause cause{part.id, i};
    if (!can_fail(step, flat.type)) continue;
    if (step.op == Op::Ref) {
      enter({step.a, {}}, flat, depth + 1);
    } else if (step.op == Op::AllOf) {
      for (std::uint32_t k = step.a; k < step.b; ++k) enter({program_.edges[k], {}}, flat, depth + 1);
    } else if (!is_unevaluated(step.op, flat.type)) {
      flat.items.push_back({step, cause});
    } else if (!add_rule(step, cause, flat, items, rules, depth)) {
      // Cousins must not see each other's marks: it becomes a unit of its own.
      flat.items.resize(items);
      flat.rules.erase(flat.rules.begin() + static_cast<std::ptrdiff_t>(rules), flat.rules.end());
      flat.seen.resize(seen);
      Step call;
      call.op = Op::Ref;
      call.a = part.id;
      flat.items.push_back({call, cause});
      break;
    }
  }
  flat.seen_from = outer;
}

// False when what is evaluated is only known at run time, and this is no unit that keeps marks.
bool Lowering::add_rule(const Step& step, Cause cause, Flat& flat, std::size_t first, std::size_t rules,
                        int depth) const {
  const bool is_open = std::any_of(flat.items.begin() + static_cast<std::ptrdiff_t>(first), flat.items.end(),
                                   [&](const Item& item) { return may_mark(item.step, flat.type); });
  if (!is_open) {
    // A rule below has evaluated everything.
    if (flat.rules.size() == rules) flat.rules.push_back({step.a, cause, first, flat.items.size()});
    return true;
  }
  if (depth != 0 || !flat.is_alone) return false;
  flat.tracks = true;
  flat.items.push_back({step, cause});
  return true;
}

bool Lowering::may_mark(const Step& step, Type type) const {
  if (step.op == Op::Contains) return step.marks_matches;
  const auto ids = passed_on(program_, step);
  return std::any_of(ids.begin(), ids.end(), [&](SchemaId id) { return id != kNone && marks(id, type); });
}

bool Lowering::marks(SchemaId start, Type type) const {
  std::vector<SchemaId> open{start};
  std::unordered_set<SchemaId> seen{start};
  for (std::size_t at = 0; at < open.size(); ++at) {  // grows
    if (at > kMostLookedAt) return true;
    const Range steps = program_.schemas[open[at]].as_written;
    for (std::uint32_t i = steps.begin; i < steps.end; ++i) {
      if (marks_itself(program_.steps[i], type)) return true;
      for (const SchemaId next : passed_on(program_, program_.steps[i])) {
        if (next != kNone && seen.insert(next).second) open.push_back(next);
      }
    }
  }
  return false;
}

}  // namespace concord::schema
