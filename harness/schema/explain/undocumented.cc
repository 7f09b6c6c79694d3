// Members nobody describes, and the schemas that speak about a place. Both follow the in-place keywords of many schemas
// at once.
#include "evaluate/accept.h"
#include "explain.h"

#include <algorithm>
#include <optional>
#include <set>
#include <unordered_set>

namespace concord::schema {
namespace {

using Ids = std::vector<SchemaId>;

void insert(Ids& ids, SchemaId id) {
  if (id != kNone && std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
}

// Appends what `id` applies to the same value; `wanted` says which of the alternatives of a step count.
template <class Wanted>
void expand(const Compilation& program, Ids& ids, Wanted wanted) {
  for (std::size_t at = 0; at < ids.size(); ++at) {  // grows
    const Range range = program.schemas[ids[at]].as_written;
    for (std::uint32_t i = range.begin; i < range.end; ++i) {
      for (const SchemaId next : wanted(program.steps[i])) insert(ids, next);
    }
  }
}

class UndocumentedSearch {
 public:
  UndocumentedSearch(const Compilation& program, const Node& instance, std::size_t limit)
      : program_(program), acceptor_(program, instance), limit_(limit) {}

  void visit(Ids ids, const Node& value, const Pointer& place) {
    if (ids.empty() || found.size() >= limit_ || !(value.is_object() || value.is_array())) return;
    expand(program_, ids, [&](const Step& step) { return applied(step, value); });
    while (add_named(ids, value)) expand(program_, ids, [&](const Step& step) { return applied(step, value); });
    if (value.is_object()) {
      members(ids, value, place);
    } else {
      items(ids, value, place);
    }
  }

  std::vector<Undocumented> found;

 private:
  // What a discriminator of `id` says about `value`; null when nothing.
  const Discriminated* discriminator_of(SchemaId id, const Node& value, std::string_view& named) const {
    const auto& all = program_.discriminated;
    const auto rule = std::lower_bound(all.begin(), all.end(), id,
                                       [](const Discriminated& one, SchemaId wanted) { return one.schema < wanted; });
    if (rule == all.end() || rule->schema != id) return nullptr;
    const Node* name = value.find(rule->property);
    if (name == nullptr || !name->is_string()) return nullptr;
    named = name->as_string();
    return &*rule;
  }

  // Adds the schemas that discriminators name for `value`; whether there are any that `ids` lacks.
  bool add_named(Ids& ids, const Node& value) const {
    const std::size_t known = ids.size();
    for (std::size_t at = 0; at < known; ++at) {
      std::string_view named;
      const Discriminated* rule = discriminator_of(ids[at], value, named);
      for (std::uint32_t i = rule ? rule->begin : 0; rule != nullptr && i < rule->end; ++i) {
        if (program_.dependents[i].name == named) insert(ids, program_.dependents[i].schema);
      }
    }
    return ids.size() > known;
  }

  bool is_named_elsewhere(const Ids& ids, const Node& value) const {
    std::string_view named;
    return std::any_of(ids.begin(), ids.end(), [&](SchemaId id) {
      const Discriminated* rule = discriminator_of(id, value, named);
      return rule != nullptr && rule->is_open;
    });
  }

  // The schemas that `step` applies to the value itself. Of alternatives those that match; all when none does.
  Ids applied(const Step& step, const Node& value) {
    Ids out;
    switch (step.op) {
      case Op::Ref: out.push_back(step.a); break;
      case Op::AllOf: out.assign(program_.edges.begin() + step.a, program_.edges.begin() + step.b); break;
      case Op::AnyOf:
      case Op::OneOf:
        std::copy_if(program_.edges.begin() + step.a, program_.edges.begin() + step.b, std::back_inserter(out),
                     [&](SchemaId id) { return acceptor_.accepts(id, value); });
        if (out.empty()) out.assign(program_.edges.begin() + step.a, program_.edges.begin() + step.b);
        break;
      case Op::If: {
        const bool holds = acceptor_.accepts(step.a, value);
        if (holds) out.push_back(step.a);
        out.push_back(holds ? step.b : step.c);
        break;
      }
      case Op::DependentSchemas:
        for (std::uint32_t i = step.a; i < step.b; ++i) {
          if (value.has(program_.dependents[i].name)) out.push_back(program_.dependents[i].schema);
        }
        break;
      default: break;
    }
    return out;
  }

  struct Described {
    bool is_described = false;  // the object has members that are described, or patterns
    bool is_open = false;       // additionalProperties or unevaluatedProperties has the say
    const Node* schema = nullptr;
  };

  Described describe(const Ids& ids) const {
    Described out;
    for (const SchemaId id : ids) {
      const Range range = program_.schemas[id].as_written;
      for (std::uint32_t i = range.begin; i < range.end; ++i) {
        const Op op = program_.steps[i].op;
        out.is_open = out.is_open || op == Op::AdditionalProperties || op == Op::UnevaluatedProperties;
        if (op != Op::Properties && op != Op::PatternProperties) continue;
        out.is_described = true;
        if (!out.schema) out.schema = program_.origins[id].schema;
      }
    }
    return out;
  }

  // Only asked for when a member is not among them.
  std::vector<std::string> described_names(const Ids& ids) const {
    std::vector<std::string> names;
    std::unordered_set<std::string_view> seen;
    for (const SchemaId id : ids) {
      const Range range = program_.schemas[id].as_written;
      for (std::uint32_t i = range.begin; i < range.end; ++i) {
        if (program_.steps[i].op != Op::Properties) continue;
        for (const auto& name : program_.tables[program_.steps[i].a].names) {
          if (name.schema != kNone && seen.insert(name.name).second) names.emplace_back(name.name);
        }
      }
    }
    return names;
  }

  void members(const Ids& ids, const Node& object, const Pointer& place) {
    Described described = describe(ids);
    described.is_open = described.is_open || is_named_elsewhere(ids, object);
    std::optional<std::vector<std::string>> names;
    for (const auto& member : object.members()) {
      const Ids next = for_member(ids, member.key);
      if (!next.empty()) {
        visit(next, member.value, place / member.key);
      } else if (described.is_described && !described.is_open && found.size() < limit_) {
        if (!names) names = described_names(ids);
        found.push_back({place / member.key, *names, described.schema});
      }
    }
  }

  Ids for_member(const Ids& ids, const std::string& key) const {
    Ids next;
    for (const SchemaId id : ids) {
      const Range range = program_.schemas[id].as_written;
      for (std::uint32_t i = range.begin; i < range.end; ++i) add_for_member(program_.steps[i], key, next);
    }
    if (!next.empty()) return next;
    for (const SchemaId id : ids) {
      const Range range = program_.schemas[id].as_written;
      for (std::uint32_t i = range.begin; i < range.end; ++i) {
        const Step& step = program_.steps[i];
        if (step.op == Op::AdditionalProperties) insert(next, program_.tables[step.a].additional);
        if (step.op == Op::UnevaluatedProperties) insert(next, step.a);
      }
    }
    return next;
  }

  void add_for_member(const Step& step, const std::string& key, Ids& next) const {
    if (step.op != Op::Properties && step.op != Op::PatternProperties) return;
    const MemberTable& table = program_.tables[step.a];
    if (const auto index = table.find(key, 0); index != kNone) insert(next, table.names[index].schema);
    for (const auto& rule : table.patterns) {
      if (program_.regexes[rule.regex].search(key) == Regex::Match::Yes) insert(next, rule.schema);
    }
  }

  void items(const Ids& ids, const Node& array, const Pointer& place) {
    for (std::size_t index = 0; index < array.size() && found.size() < limit_; ++index) {
      const Node& item = array.items()[index];
      if (!item.is_object() && !item.is_array()) continue;
      Ids next;
      for (const SchemaId id : ids) {
        const Range range = program_.schemas[id].as_written;
        for (std::uint32_t i = range.begin; i < range.end; ++i) add_for_item(program_.steps[i], index, next);
      }
      visit(std::move(next), item, place / index);
    }
  }

  void add_for_item(const Step& step, std::size_t index, Ids& next) const {
    if (step.op == Op::PrefixItems && index < step.b - step.a) insert(next, program_.edges[step.a + index]);
    if (step.op == Op::Items && index >= step.b) insert(next, step.a);
    if (step.op == Op::UnevaluatedItems && next.empty()) insert(next, step.a);
  }

  const Compilation& program_;
  Acceptor acceptor_;
  std::size_t limit_;
};

// The schemas that a valid instance may meet in place, whatever it is.
Ids in_place(const Compilation& program, const Step& step) {
  switch (step.op) {
    case Op::Ref: return {step.a};
    case Op::AllOf:
    case Op::AnyOf:
    case Op::OneOf: return Ids(program.edges.begin() + step.a, program.edges.begin() + step.b);
    default: return {};
  }
}

std::optional<std::size_t> index_of(const std::string& token) {
  if (token.empty() || token.size() > 18 || (token.size() > 1 && token[0] == '0')) return std::nullopt;
  if (!std::all_of(token.begin(), token.end(), [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
  return static_cast<std::size_t>(std::stoull(token));
}

void below_members(const Compilation& program, const Step& step, const std::string& token, Ids& next) {
  const MemberTable& table = program.tables[step.a];
  bool is_known = false;
  if (const auto index = table.find(token, 0); index != kNone && table.names[index].schema != kNone) {
    insert(next, table.names[index].schema);
    is_known = true;
  }
  for (const auto& rule : table.patterns) {
    if (program.regexes[rule.regex].search(token) != Regex::Match::Yes) continue;
    insert(next, rule.schema);
    is_known = true;
  }
  if (!is_known) insert(next, table.additional);
}

// The schemas for the member or item `token`.
Ids below(const Compilation& program, const Ids& ids, const std::string& token) {
  Ids next;
  const auto index = index_of(token);
  for (const SchemaId id : ids) {
    const Range range = program.schemas[id].as_written;
    for (std::uint32_t i = range.begin; i < range.end; ++i) {
      const Step& step = program.steps[i];
      if (step.op == Op::Properties || step.op == Op::PatternProperties || step.op == Op::AdditionalProperties) {
        below_members(program, step, token, next);
      }
      if (index && step.op == Op::PrefixItems && *index < step.b - step.a) insert(next, program.edges[step.a + *index]);
      if (index && step.op == Op::Items && *index >= step.b) insert(next, step.a);
    }
  }
  return next;
}

}  // namespace

std::vector<Undocumented> Schema::undocumented(const Node& instance, std::size_t limit) const {
  const Compilation& all = *program_->all;
  UndocumentedSearch search(all, instance, limit);
  search.visit({program_->entry}, instance, Pointer());
  return std::move(search.found);
}

std::vector<const Node*> Schema::subschemas_at(const Pointer& location) const {
  const Compilation& all = *program_->all;
  const auto wanted = [&](const Step& step) { return in_place(all, step); };
  Ids ids{program_->entry};
  expand(all, ids, wanted);
  for (const std::string& token : location.tokens()) {
    ids = below(all, ids, token);
    expand(all, ids, wanted);
  }
  std::vector<const Node*> out;
  for (const SchemaId id : ids) out.push_back(all.origins[id].schema);
  return out;
}

}  // namespace concord::schema
