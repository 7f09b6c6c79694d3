// Members nobody describes. It follows the in-place keywords of many schemas at once.
#include "evaluate/evaluator.h"
#include "findings.h"
#include "schema_ids.h"

#include <algorithm>
#include <optional>
#include <unordered_set>

namespace concord::schema {
namespace {

template <class V>
class UndocumentedSearch {
 public:
  UndocumentedSearch(const Compilation& program, const V& instance, std::size_t limit)
      : program_(program), instance_(instance), evaluator_(program, instance, budget_), limit_(limit) {}

  void visit(SchemaIds ids, const V& value, const InstanceLink* place) {
    if (ids.empty() || !may_go_on() || instance_type(value) < Type::Array) return;
    expand(program_, ids, [&](const Step& step, auto add) { applied(step, value, add); });
    while (add_named(ids, value)) {
      expand(program_, ids, [&](const Step& step, auto add) { applied(step, value, add); });
    }
    if (!spend(budget_, instance_, ids.size() * (1 + parts_of(value)))) return;
    if (instance_type(value) == Type::Object) {
      members(ids, value, place);
    } else {
      items(ids, value, place);
    }
  }
  bool is_complete() const { return !budget_.gave_up && budget_.unknowns == 0; }

  std::vector<Undocumented> found;

 private:
  bool may_go_on() const { return found.size() < limit_ && !budget_.gave_up; }

  // What a discriminator of `id` says about `value`; null when nothing.
  const Discriminated* discriminator_of(SchemaId id, const V& value, std::string_view& named) const {
    const auto& all = program_.discriminated;
    const auto rule = std::lower_bound(all.begin(), all.end(), id,
                                       [](const Discriminated& one, SchemaId wanted) { return one.schema < wanted; });
    if (rule == all.end() || rule->schema != id || instance_type(value) != Type::Object) return nullptr;
    const auto members = members_of(value);
    const std::size_t index = index_of(members, KeyRecord::of(rule->property));
    if (index == members.size() || instance_type(members[index].value) != Type::String) return nullptr;
    named = text_of(members[index].value);
    return &*rule;
  }

  // Adds the schemas that discriminators name for `value`; whether there are any that `ids` lacks.
  bool add_named(SchemaIds& ids, const V& value) const {
    const std::size_t known = ids.size();
    for (std::size_t at = 0; at < known && !program_.discriminated.empty(); ++at) {
      std::string_view named;
      const Discriminated* rule = discriminator_of(ids[at], value, named);
      for (std::uint32_t i = rule ? rule->begin : 0; rule != nullptr && i < rule->end; ++i) {
        if (program_.dependents[i].name == named) insert(ids, program_.dependents[i].schema);
      }
    }
    return ids.size() > known;
  }

  bool is_named_elsewhere(const SchemaIds& ids, const V& value) const {
    std::string_view named;
    return std::any_of(ids.begin(), ids.end(), [&](SchemaId id) {
      const Discriminated* rule = discriminator_of(id, value, named);
      return rule != nullptr && rule->is_open;
    });
  }

  // Gives the schemas that `step` applies to the value itself. Of alternatives those that match; all when none does.
  template <class Add>
  void applied(const Step& step, const V& value, Add add) {
    switch (step.op) {
      case Op::Ref: return add(step.a);
      case Op::AllOf:
        for (std::uint32_t i = step.a; i < step.b; ++i) add(program_.edges[i]);
        return;
      case Op::AnyOf:
      case Op::OneOf: return alternatives(step, value, add);
      case Op::If: {
        const bool holds = matches(step.a, value);
        if (holds) add(step.a);
        return add(holds ? step.b : step.c);
      }
      case Op::DependentSchemas:
        for (std::uint32_t i = step.a; i < step.b; ++i) {
          if (has(value, program_.dependents[i].name)) add(program_.dependents[i].schema);
        }
        return;
      default: return;
    }
  }
  template <class Add>
  void alternatives(const Step& step, const V& value, Add add) {
    bool has_any = false;
    for (std::uint32_t i = step.a; i < step.b; ++i) {
      if (!matches(program_.edges[i], value)) continue;
      add(program_.edges[i]);
      has_any = true;
    }
    for (std::uint32_t i = step.a; i < step.b && !has_any; ++i) add(program_.edges[i]);
  }
  bool matches(SchemaId id, const V& value) { return evaluator_.evaluate(id, value, nullptr); }

  static bool has(const V& value, std::string_view name) {
    if (instance_type(value) != Type::Object) return false;
    const auto members = members_of(value);
    return index_of(members, KeyRecord::of(name)) != members.size();
  }

  struct Described {
    bool is_described = false;  // the object has members that are described, or patterns
    bool is_open = false;       // additionalProperties or unevaluatedProperties has the say
    const Node* schema = nullptr;
  };

  Described describe(const SchemaIds& ids) const {
    Described out;
    for_steps(program_, ids, [&](const Step& step, SchemaId id) {
      out.is_open = out.is_open || step.op == Op::AdditionalProperties || step.op == Op::UnevaluatedProperties;
      if (step.op != Op::Properties && step.op != Op::PatternProperties) return;
      out.is_described = true;
      if (!out.schema) out.schema = program_.origins[id].schema;
    });
    return out;
  }

  // Only asked for when a member is not among them.
  std::vector<std::string> described_names(const SchemaIds& ids) const {
    std::vector<std::string> names;
    std::unordered_set<std::string_view> seen;
    for_steps(program_, ids, [&](const Step& step, SchemaId) {
      if (step.op != Op::Properties) return;
      for (const auto& name : program_.tables[step.a].names) {
        if (name.schema != kNone && seen.insert(name.name).second) names.emplace_back(name.name);
      }
    });
    return names;
  }

  void members(const SchemaIds& ids, const V& object, const InstanceLink* place) {
    Described described = describe(ids);
    described.is_open = described.is_open || is_named_elsewhere(ids, object);
    std::optional<std::vector<std::string>> names;
    SchemaIds next;
    std::uint32_t guess = 0;
    for (const auto& member : members_of(object)) {
      const std::string_view key = key_of(member).view();
      next.clear();
      add_for_member(ids, key, guess++, next);
      const InstanceLink here{place, key, 0, false};
      if (!next.empty()) {
        if (instance_type(member.value) >= Type::Array) visit(next, member.value, &here);
      } else if (described.is_described && !described.is_open && may_go_on()) {
        if (!names) names = described_names(ids);
        found.push_back({pointer_of(&here), *names, described.schema});
      }
    }
  }

  void add_for_member(const SchemaIds& ids, std::string_view key, std::uint32_t guess, SchemaIds& next) {
    for_steps(program_, ids, [&](const Step& step, SchemaId) { add_for_member(step, key, guess, next); });
    if (!next.empty()) return;
    for_steps(program_, ids, [&](const Step& step, SchemaId) {
      if (step.op == Op::AdditionalProperties) insert(next, program_.tables[step.a].additional);
      if (step.op == Op::UnevaluatedProperties) insert(next, step.a);
    });
  }

  void add_for_member(const Step& step, std::string_view key, std::uint32_t guess, SchemaIds& next) {
    if (step.op != Op::Properties && step.op != Op::PatternProperties) return;
    const MemberTable& table = program_.tables[step.a];
    if (const auto index = table.find(key, guess); index != kNone) insert(next, table.names[index].schema);
    for (const auto& rule : table.patterns) {
      const auto match = search(budget_, program_.regexes[rule.regex], key);
      budget_.unknowns += match == Regex::Match::GaveUp;
      if (match != Regex::Match::No) insert(next, rule.schema);  // what is not known may be described
    }
  }

  void items(const SchemaIds& ids, const V& array, const InstanceLink* place) {
    const auto all = items_of(array);
    for (std::size_t index = 0; index < all.size() && may_go_on(); ++index) {
      if (instance_type(all[index]) < Type::Array) continue;
      SchemaIds next;
      for_steps(program_, ids, [&](const Step& step, SchemaId) { add_for_item(step, index, next); });
      const InstanceLink here{place, {}, index, true};
      visit(std::move(next), all[index], &here);
    }
  }

  void add_for_item(const Step& step, std::size_t index, SchemaIds& next) const {
    if (step.op == Op::PrefixItems && index < step.b - step.a) insert(next, program_.edges[step.a + index]);
    if (step.op == Op::Items && index >= step.b) insert(next, step.a);
    if (step.op == Op::UnevaluatedItems && next.empty()) insert(next, step.a);
  }

  const Compilation& program_;
  const V& instance_;
  Budget budget_;
  Evaluator<V, false> evaluator_;
  std::size_t limit_;
};

template <class V>
std::vector<Undocumented> search_all(const Schema::Program& program, const V& instance, std::size_t limit,
                                     bool* is_complete) {
  UndocumentedSearch<V> search(*program.all, instance, limit);
  search.visit({program.entry}, instance, nullptr);
  if (is_complete) *is_complete = search.is_complete();
  return std::move(search.found);
}

}  // namespace

std::vector<Undocumented> Schema::undocumented(const Node& instance, std::size_t limit, bool* is_complete) const {
  return search_all(*program_, instance, limit, is_complete);
}

std::vector<Undocumented> Schema::undocumented(const document::Compact& instance, std::size_t limit,
                                               bool* is_complete) const {
  return search_all(*program_, instance.root(), limit, is_complete);
}

}  // namespace concord::schema
