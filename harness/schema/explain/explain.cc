#include "explain.h"

#include "variants.h"

#include <algorithm>
#include <tuple>

namespace concord::schema {

Explanation Explainer::explain() {
  if (evaluator_.evaluate(entry_)) return {};
  Findings out(std::max<std::size_t>(program_.max_violations, 1));
  const Visit visit{entry_, instance_, {}, nullptr, out};
  if (!budget_.gave_up) schema(visit);
  if (out.is_empty() || budget_.gave_up || walk_.gave_up) {
    const Step none;
    Finding gave_up = finding(visit, none,
                              {"the value cannot be judged: it is nested too deep or takes too many steps", "a verdict",
                               shown_with_type(instance_), ""});
    gave_up.violation.keyword = "limit";
    gave_up.violation.is_unjudged = true;
    out.add(std::move(gave_up), nullptr);
  }
  return std::move(out).take();
}

std::string_view Explainer::keyword(const Visit& visit, const Step& step) const {
  const Node& schema = *program_.origins[visit.id].schema;
  return schema.is_object() && step.keyword < schema.size() ? std::string_view(schema.members()[step.keyword].key)
                                                            : "false";
}

Finding Explainer::finding(const Visit& visit, const Step& step, Sentence sentence) const {
  const Origin& origin = program_.origins[visit.id];
  Finding found;
  found.op = step.op;
  found.step = &step;
  found.value = &visit.value;
  found.depth = depth_of(visit.where.instance);
  Violation& violation = found.violation;
  violation.instance = pointer_of(visit.where.instance);
  violation.keyword = keyword(visit, step);
  const std::string token = origin.schema->is_object() ? "/" + document::escape_token(violation.keyword) : "";
  violation.keyword_location = location_of(visit.where.keyword) + token;
  violation.schema_location = origin.uri + "#" + origin.pointer + token;
  violation.message = std::move(sentence.message);
  violation.expected = std::move(sentence.expected);
  violation.actual = std::move(sentence.actual);
  violation.hint = std::move(sentence.hint);
  violation.is_told_apart = sentence.is_told_apart;
  violation.schema = origin.schema;
  return found;
}

// Once the budget gave up, nothing is certain.
void Explainer::add(const Visit& visit, const Step& step, Sentence sentence, bool is_unjudged) {
  if (budget_.gave_up) return;
  Finding found = finding(visit, step, std::move(sentence));
  found.violation.is_unjudged = is_unjudged;
  visit.out.add(std::move(found), visit.where.instance);
}

bool Explainer::is_unknown(const Visit& visit, const Step& step, std::uint32_t before) {
  if (budget_.unknowns == before) return false;
  add(visit, step, describe_unjudged(program_, step, visit.value), true);
  return true;
}

void Explainer::add_at(const Visit& visit, const Step& step, const InstanceLink* place, const Node& value,
                       Sentence sentence, bool is_unjudged) {
  const Visit there{visit.id, value, {place, visit.where.keyword}, nullptr, visit.out};
  add(there, step, std::move(sentence), is_unjudged);
}

bool Explainer::accepts(SchemaId id, const Node& value, Marks* marks) {
  if (!marks) return evaluator_.evaluate(id, value, nullptr);
  Marks own(value.size());
  if (!evaluator_.evaluate(id, value, &own)) return false;
  marks->add(own);
  return true;
}

void Explainer::schema(const Visit& visit) {
  const CompiledSchema& compiled = program_.schemas[visit.id];
  if (compiled.as_written.is_empty() || depth_ >= kDeepestEvaluation || !spend(walk_, instance_, 1)) return;
  if (!visit.marks && evaluator_.knows(visit.id) && evaluator_.evaluate(visit.id, visit.value, nullptr)) return;
  ++depth_;
  const bool outer = std::exchange(has_wrong_type_, false);
  Marks own(compiled.tracks_members ? visit.value.size() : 0);
  const Visit inner{visit.id, visit.value, visit.where, compiled.tracks_members ? &own : visit.marks, visit.out};
  for (std::uint32_t i = compiled.as_written.begin; i < compiled.as_written.end; ++i) step(inner, program_.steps[i]);
  if (compiled.tracks_members && visit.marks) visit.marks->add(own);
  has_wrong_type_ = outer;
  --depth_;
}

void Explainer::step(const Visit& visit, const Step& step) {
  if (!can_fail(step, type_of(visit.value))) return;
  apply(visit, step);
}

void Explainer::apply(const Visit& visit, const Step& step) {
  switch (step.op) {
    case Op::Properties: return properties(visit, step);
    case Op::PatternProperties: return pattern_properties(visit, step);
    case Op::AdditionalProperties: return additional_properties(visit, step);
    case Op::Required: return required(visit, step);
    case Op::PropertyNames: return property_names(visit, step);
    case Op::DependentRequired: return dependent_required(visit, step);
    case Op::DependentSchemas: return dependent_schemas(visit, step);
    case Op::PrefixItems: return prefix_items(visit, step);
    case Op::Items: return items(visit, step);
    case Op::Contains: return contains(visit, step);
    case Op::UnevaluatedItems:
    case Op::UnevaluatedProperties: return unevaluated(visit, step);
    case Op::Ref: return reference(visit, step);
    case Op::AllOf: return all_of(visit, step);
    case Op::AnyOf: return any_of(visit, step);
    case Op::OneOf: return one_of(visit, step);
    case Op::If: return if_then_else(visit, step);
    default: return leaf(visit, step);
  }
}

void Explainer::leaf(const Visit& visit, const Step& step) {
  const std::uint32_t before = budget_.unknowns;
  const bool passes = step.op == Op::Not ? !evaluator_.evaluate(step.a, visit.value, nullptr)
                                         : leaves_.passes(step, visit.value);
  if (step.op == Op::Not && !passes) budget_.unknowns = before;
  if (is_unknown(visit, step, before) || passes) return;
  if (step.op == Op::Type) has_wrong_type_ = true;
  if (step.op == Op::Enum && has_wrong_type_) return;
  add(visit, step, describe(program_, step, visit.value));
}

void Explainer::reference(const Visit& visit, const Step& step) {
  const KeywordLink here = link(visit.where, keyword(visit, step));
  schema({step.a, visit.value, {visit.where.instance, &here}, visit.marks, visit.out});
}

void Explainer::all_of(const Visit& visit, const Step& step) {
  for (std::uint32_t i = step.a; i < step.b; ++i) {
    const KeywordLink here = link(visit.where, keyword(visit, step), i - step.a);
    schema({program_.edges[i], visit.value, {visit.where.instance, &here}, visit.marks, visit.out});
  }
}

void Explainer::any_of(const Visit& visit, const Step& step) {
  const std::uint32_t before = budget_.unknowns;
  bool is_any = false;
  for (std::uint32_t i = step.a; i < step.b; ++i)
    is_any = accepts(program_.edges[i], visit.value, visit.marks) || is_any;
  if (!is_any && !is_unknown(visit, step, before)) no_branch(visit, step);
}

void Explainer::one_of(const Visit& visit, const Step& step) {
  const std::uint32_t before = budget_.unknowns;
  std::vector<std::size_t> matching;
  for (std::uint32_t i = step.a; i < step.b; ++i) {
    if (accepts(program_.edges[i], visit.value, visit.marks)) matching.push_back(i - step.a);
  }
  if (matching.size() < 2 && is_unknown(visit, step, before)) return;
  if (matching.empty()) return no_branch(visit, step);
  if (matching.size() == 1) return;
  several_match(visit, step, matching);
}

// A discriminator changes nothing about what is valid (OpenAPI 3.1.1, Discriminator Object): it is still refused.
void Explainer::several_match(const Visit& visit, const Step& step, const std::vector<std::size_t>& matching) {
  const Node& schema = *program_.origins[visit.id].schema;
  const std::string names = variant_names(program_, schema, step, matching);
  const std::size_t named = named_variant(program_, schema, step, visit.value);
  const bool is_told_apart = std::find(matching.begin(), matching.end(), named) != matching.end();
  add(visit, step,
      {shown(visit.value) + " matches " + names + ", exactly one is allowed", "exactly one matching alternative",
       std::to_string(matching.size()) + " matching alternatives",
       is_told_apart ? "the discriminator names " + branch_name(visit, step, named) +
                           ", but decides nothing: each alternative must allow its own value only"
                     : "",
       is_told_apart});
}

void Explainer::if_then_else(const Visit& visit, const Step& step) {
  const std::uint32_t before = budget_.unknowns;
  const bool holds = accepts(step.a, visit.value, visit.marks);
  if (!holds && is_unknown(visit, step, before)) return;
  const SchemaId next = holds ? step.b : step.c;
  if (next == kNone) return;
  const KeywordLink here = link(visit.where, holds ? "then" : "else");
  schema({next, visit.value, {visit.where.instance, &here}, visit.marks, visit.out});
}

// ---- alternatives

void Explainer::no_branch(const Visit& visit, const Step& step) {
  const std::size_t count = step.b - step.a;
  std::size_t best = named_variant(program_, *program_.origins[visit.id].schema, step, visit.value);
  const bool is_named = best != count;  // by the value: the reasons of the others are none
  if (!is_named) {
    std::vector<Survey> branches;
    for (std::uint32_t i = step.a; i < step.b; ++i) branches.push_back(survey(program_.edges[i], visit));
    if (merged(visit, step, branches) || same_constant(visit, step, branches)) return;
    const auto nearest = std::min_element(branches.begin(), branches.end(),
                                          [](const Survey& a, const Survey& b) { return a.rank() < b.rank(); });
    best = static_cast<std::size_t>(nearest - branches.begin());
  } else if (visit.marks) {
    for (std::uint32_t i = step.a; i < step.b; ++i) survey(program_.edges[i], visit);
  }
  if (count > 1 && !is_named) none_matches(visit, step, best);
  const KeywordLink here = link(visit.where, keyword(visit, step), best);
  schema({program_.edges[step.a + best], visit.value, {visit.where.instance, &here}, visit.marks, visit.out});
}

void Explainer::none_matches(const Visit& visit, const Step& step, std::size_t nearest) {
  const std::string names = variant_names(program_, *program_.origins[visit.id].schema, step);
  add(visit, step,
      {shown(visit.value) + " matches none of " + names + "; the nearest is " + branch_name(visit, step, nearest),
       step.op == Op::OneOf ? "exactly one matching alternative" : "a matching alternative",
       shown_with_type(visit.value), ""});
}

Survey Explainer::survey(SchemaId id, const Visit& visit) {
  Failures::Store store;
  store.program = &program_;
  Collector collector(store, visit.out.limit());
  Evaluator<Node, true>(program_, instance_, budget_, &collector).evaluate(id, visit.value, visit.marks);
  Survey survey;
  survey.required = required_score(program_, id, visit.value);
  survey.count = store.records.size() + store.not_listed;
  for (const auto& record : store.records) {
    std::size_t depth = 0;
    for (auto at = record.place; at != kNone; at = store.places[at].up) ++depth;
    survey.list.push_back({&program_.steps[record.cause.step], static_cast<const Node*>(record.value), depth,
                           !record.is_within_alternative});
  }
  return survey;
}

Survey::Rank Survey::rank() const {
  bool has_other_type = false, has_other_constant = false;
  std::size_t deepest = 0;
  for (const Entry& each : list) {
    has_other_type = has_other_type || (each.is_direct && each.step->op == Op::Type && each.depth == 0);
    has_other_constant = has_other_constant || (each.is_direct && each.step->op == Op::Enum && each.depth <= 1);
    deepest = std::max(deepest, each.depth);
  }
  return {has_other_type, has_other_constant, -required, -static_cast<long long>(deepest), count};
}

// When every alternative refuses the value by its type, or by a list of values, that is one sentence.
bool Explainer::merged(const Visit& visit, const Step& step, const std::vector<Survey>& branches) {
  std::uint32_t bits = 0;
  std::vector<const Node*> values;
  std::size_t types = 0, lists = 0;
  for (const Survey& branch : branches) {
    if (branch.count != 1 || branch.list.empty() || branch.list[0].value != &visit.value) return false;
    const Step& only = *branch.list[0].step;
    if (only.op == Op::Type) {
      bits |= only.a;
      ++types;
    } else if (only.op == Op::Enum) {
      values.insert(values.end(), program_.values.begin() + only.a, program_.values.begin() + only.b);
      ++lists;
    }
  }
  if (types != branches.size() && lists != branches.size()) return false;
  add(visit, step, types != 0 ? describe_type(bits, visit.value) : describe_values(values, visit.value));
  return true;
}

// When every alternative wants another value of one member, such as "type", that member is what is wrong.
bool Explainer::same_constant(const Visit& visit, const Step& step, const std::vector<Survey>& branches) {
  std::vector<const Node*> values;
  const Node* value = nullptr;
  for (const Survey& branch : branches) {
    const auto found = std::find_if(branch.list.begin(), branch.list.end(), [&](const Survey::Entry& each) {
      return each.step->op == Op::Enum && each.depth == 1 && (!value || each.value == value);
    });
    if (found == branch.list.end()) return false;
    value = found->value;
    values.insert(values.end(), program_.values.begin() + found->step->a, program_.values.begin() + found->step->b);
  }
  if (branches.size() < 2) return false;
  const auto& members = visit.value.members();
  const auto member =
      std::find_if(members.begin(), members.end(), [&](const auto& each) { return &each.value == value; });
  if (member == members.end()) return false;
  const InstanceLink place{visit.where.instance, member->key, 0, false};
  add_at(visit, step, &place, member->value, describe_values(values, member->value));
  return true;
}

std::string Explainer::branch_name(const Visit& visit, const Step& step, std::size_t branch) const {
  return variant_name(program_, *program_.origins[visit.id].schema, step, branch);
}

}  // namespace concord::schema
