// It follows all schemas that apply to a value at once, as the search for undocumented members does.
#include "evaluate/evaluator.h"
#include "schema_ids.h"

#include <concord/schema/branches.h>

#include <algorithm>
#include <map>

namespace concord::schema {
namespace {

bool is_branching(const Step& step) { return step.op == Op::OneOf || step.op == Op::AnyOf || step.op == Op::If; }

class BranchSearch {
 public:
  BranchSearch(const Compilation& program, const Node& instance)
      : program_(program), instance_(instance), evaluator_(program, instance, budget_) {}

  void visit(SchemaIds ids, const Node& value) {
    if (ids.empty() || budget_.gave_up) return;
    for (std::size_t at = 0; at < ids.size(); ++at) follow(ids, at, value);  // grows
    if (!spend(budget_, instance_, ids.size() * (1 + value.size()))) return;
    for (const document::Member& member : value.members()) visit(for_member(ids, member.key), member.value);
    for (std::size_t i = 0; i < value.items().size(); ++i) visit(for_item(ids, i), value.items()[i]);
  }

  BranchesTaken take() {
    found_.is_complete = !budget_.gave_up && budget_.unknowns == 0;
    return std::move(found_);
  }

 private:
  // Adds what the schema at `at` applies to the value itself.
  void follow(SchemaIds& ids, std::size_t at, const Node& value) {
    const SchemaId id = ids[at];
    const Range range = program_.schemas[id].as_written;
    for (std::uint32_t i = range.begin; i < range.end; ++i) in_place(ids, id, program_.steps[i], value);
  }

  void in_place(SchemaIds& ids, SchemaId id, const Step& step, const Node& value) {
    switch (step.op) {
      case Op::Ref: return insert(ids, step.a);
      case Op::AllOf:
        for (std::uint32_t i = step.a; i < step.b; ++i) insert(ids, program_.edges[i]);
        return;
      case Op::AnyOf:
      case Op::OneOf:
        for (std::uint32_t i = step.a; i < step.b; ++i) alternative(ids, id, step, i, value);
        return;
      case Op::If: return condition(ids, id, step, value);
      case Op::DependentSchemas:
        for (std::uint32_t i = step.a; i < step.b; ++i) {
          if (value.has(program_.dependents[i].name)) insert(ids, program_.dependents[i].schema);
        }
        return;
      default: return;
    }
  }

  void alternative(SchemaIds& ids, SchemaId id, const Step& step, std::uint32_t edge, const Node& value) {
    if (!matches(program_.edges[edge], value)) return;
    note(value, {id, step.keyword, edge - step.a});
    insert(ids, program_.edges[edge]);
  }

  void condition(SchemaIds& ids, SchemaId id, const Step& step, const Node& value) {
    const bool holds = matches(step.a, value);
    if (holds) insert(ids, step.a);
    note(value, {id, step.keyword, holds ? kThen : kElse});
    insert(ids, holds ? step.b : step.c);
  }

  bool matches(SchemaId id, const Node& value) { return evaluator_.evaluate(id, value, nullptr); }

  struct Branch {
    SchemaId schema;
    std::uint16_t keyword;
    std::uint32_t index;
    auto operator<=>(const Branch&) const = default;
  };
  static constexpr std::uint32_t kThen = kNone - 1, kElse = kNone - 2;

  void note(const Node& value, const Branch& branch) {
    if (budget_.gave_up) return;
    const auto [entry, is_new] = known_.try_emplace(branch, static_cast<std::uint32_t>(found_.names.size()));
    if (is_new) found_.names.push_back(name_of(branch));
    found_.taken.emplace_back(&value, entry->second);
  }

  std::string name_of(const Branch& branch) const {
    const Origin& origin = program_.origins[branch.schema];
    const std::string start = "#" + origin.pointer + "/";
    if (branch.index == kThen) return start + "then";
    if (branch.index == kElse) return start + "else";
    return start + origin.schema->members()[branch.keyword].key + "/" + std::to_string(branch.index);
  }

  SchemaIds for_member(const SchemaIds& ids, std::string_view key) {
    SchemaIds next;
    for_steps(program_, ids, [&](const Step& step, SchemaId) {
      const bool is_table =
          step.op == Op::Properties || step.op == Op::PatternProperties || step.op == Op::AdditionalProperties;
      if (is_table) add_member(step, key, next);
    });
    return next;
  }

  // The steps about members share one table, so each finds what the others do.
  void add_member(const Step& step, std::string_view key, SchemaIds& next) {
    const MemberTable& table = program_.tables[step.a];
    bool is_known = false;
    if (const auto index = table.find(key, 0); index != kNone && table.names[index].schema != kNone) {
      insert(next, table.names[index].schema);
      is_known = true;
    }
    for (const auto& rule : table.patterns) {
      const auto match = search(budget_, program_.regexes[rule.regex], key);
      budget_.unknowns += match == Regex::Match::GaveUp;
      if (match != Regex::Match::Yes) continue;
      insert(next, rule.schema);
      is_known = true;
    }
    if (!is_known) insert(next, table.additional);
  }

  SchemaIds for_item(const SchemaIds& ids, std::size_t index) const {
    SchemaIds next;
    for_steps(program_, ids, [&](const Step& step, SchemaId) {
      if (step.op == Op::PrefixItems && index < step.b - step.a) insert(next, program_.edges[step.a + index]);
      if (step.op == Op::Items && index >= step.b) insert(next, step.a);
    });
    return next;
  }

  const Compilation& program_;
  const Node& instance_;
  Budget budget_;
  Evaluator<Node, false> evaluator_;
  std::map<Branch, std::uint32_t> known_;
  BranchesTaken found_;
};

}  // namespace

bool has_branches(const Schema& schema) {
  const auto& steps = schema.program().all->steps;
  return std::any_of(steps.begin(), steps.end(), is_branching);
}

BranchesTaken branches_taken(const Schema& schema, const Node& instance) {
  if (!has_branches(schema)) return {};
  BranchSearch search(*schema.program().all, instance);
  search.visit({schema.program().entry}, instance);
  return search.take();
}

}  // namespace concord::schema
