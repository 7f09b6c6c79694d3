// The schemas that speak about a place, whatever the instance is.
#include "evaluate/budget.h"
#include "schema_ids.h"

#include <optional>

namespace concord::schema {
namespace {

// The schemas that a valid instance may meet in place.
template <class Add>
void in_place(const Compilation& program, const Step& step, Add add) {
  switch (step.op) {
    case Op::Ref: return add(step.a);
    case Op::AllOf:
    case Op::AnyOf:
    case Op::OneOf:
      for (std::uint32_t i = step.a; i < step.b; ++i) add(program.edges[i]);
      return;
    default: return;
  }
}

std::optional<std::size_t> index_in(const std::string& token) {
  if (token.empty() || token.size() > 18 || (token.size() > 1 && token[0] == '0')) return std::nullopt;
  if (!std::all_of(token.begin(), token.end(), [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
  return static_cast<std::size_t>(std::stoull(token));
}

void below_members(const Compilation& program, const Step& step, const std::string& token, std::uint64_t& steps,
                   SchemaIds& next) {
  const MemberTable& table = program.tables[step.a];
  bool is_known = false;
  if (const auto index = table.find(token, 0); index != kNone && table.names[index].schema != kNone) {
    insert(next, table.names[index].schema);
    is_known = true;
  }
  for (const auto& rule : table.patterns) {
    if (program.regexes[rule.regex].search(token, steps) != Regex::Match::Yes) continue;
    insert(next, rule.schema);
    is_known = true;
  }
  if (!is_known) insert(next, table.additional);
}

// The schemas for the member or item `token`.
SchemaIds below(const Compilation& program, const SchemaIds& ids, const std::string& token, std::uint64_t& steps) {
  SchemaIds next;
  const auto index = index_in(token);
  for_steps(program, ids, [&](const Step& step, SchemaId) {
    if (step.op == Op::Properties || step.op == Op::PatternProperties || step.op == Op::AdditionalProperties) {
      below_members(program, step, token, steps, next);
    }
    if (index && step.op == Op::PrefixItems && *index < step.b - step.a) insert(next, program.edges[step.a + *index]);
    if (index && step.op == Op::Items && *index >= step.b) insert(next, step.a);
  });
  return next;
}

}  // namespace

std::vector<const Node*> Schema::subschemas_at(const Pointer& location) const {
  const Compilation& all = *program_->all;
  const auto wanted = [&](const Step& step, auto add) { in_place(all, step, add); };
  std::uint64_t steps = kMostPatternSteps;
  SchemaIds ids{program_->entry};
  expand(all, ids, wanted);
  for (const std::string& token : location.tokens()) {
    ids = below(all, ids, token, steps);
    expand(all, ids, wanted);
  }
  std::vector<const Node*> out;
  for (const SchemaId id : ids) out.push_back(all.origins[id].schema);
  return out;
}

}  // namespace concord::schema
