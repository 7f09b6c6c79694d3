#include "evaluate/evaluator.h"
#include "explain/variants.h"
#include "lower/lowered.h"

#include <concord/schema/outline.h>

#include <algorithm>
#include <numeric>
#include <unordered_set>

namespace concord::schema {
namespace {

static_assert(kNullType == kNullBit && kBooleanType == kBooleanBit && kIntegerType == kIntegerBit &&
              kNumberType == kNumberBit && kStringType == kStringBit && kArrayType == kArrayBit &&
              kObjectType == kObjectBit);

Asks asks_of(Op op) {
  switch (op) {
    case Op::Type: return Asks::Types;
    case Op::Enum: return Asks::Values;
    case Op::MultipleOf: return Asks::MultipleOf;
    case Op::Maximum: return Asks::Maximum;
    case Op::ExclusiveMaximum: return Asks::ExclusiveMaximum;
    case Op::Minimum: return Asks::Minimum;
    case Op::ExclusiveMinimum: return Asks::ExclusiveMinimum;
    case Op::MaxLength: return Asks::MaxLength;
    case Op::MinLength: return Asks::MinLength;
    case Op::MaxItems: return Asks::MaxItems;
    case Op::MinItems: return Asks::MinItems;
    case Op::MaxProperties: return Asks::MaxProperties;
    case Op::MinProperties: return Asks::MinProperties;
    case Op::Pattern: return Asks::Pattern;
    case Op::Format: return Asks::Format;
    case Op::Content: return Asks::Content;
    case Op::UniqueItems: return Asks::UniqueItems;
    case Op::Contains: return Asks::Contains;
    case Op::PrefixItems: return Asks::PrefixItems;
    case Op::Items: return Asks::Items;
    case Op::UnevaluatedItems: return Asks::UnevaluatedItems;
    case Op::Required: return Asks::Required;
    case Op::Properties: return Asks::Properties;
    case Op::PatternProperties: return Asks::PatternProperties;
    case Op::AdditionalProperties: return Asks::AdditionalProperties;
    case Op::PropertyNames: return Asks::PropertyNames;
    case Op::DependentRequired: return Asks::DependentRequired;
    case Op::DependentSchemas: return Asks::DependentSchemas;
    case Op::UnevaluatedProperties: return Asks::UnevaluatedProperties;
    case Op::Ref: return Asks::Reference;
    case Op::AllOf: return Asks::AllOf;
    case Op::AnyOf: return Asks::AnyOf;
    case Op::OneOf: return Asks::OneOf;
    case Op::Not: return Asks::Not;
    case Op::If: return Asks::If;
    case Op::Fail:
    case Op::WrongDirection:
    case Op::Unjudged: break;
  }
  return Asks::Nothing;
}

class RuleReader {
 public:
  RuleReader(const Compilation& all, SchemaId id) : all_(all), origin_(*all.origins[id].schema) {}

  Rule read(const Step& step) const {
    Rule rule;
    rule.asks = asks_of(step.op);
    const bool is_object = origin_.is_object() && step.keyword < origin_.size();
    rule.keyword = is_object ? std::string_view(origin_.members()[step.keyword].key) : "false";
    fill(step, rule);
    return rule;
  }

 private:
  void fill(const Step& step, Rule& rule) const {
    switch (step.op) {
      case Op::Type: rule.types = step.a & ~kWrittenBit; return;
      case Op::Enum: rule.values = std::span(all_.values).subspan(step.a, step.b - step.a); return;
      case Op::MultipleOf:
      case Op::Maximum:
      case Op::ExclusiveMaximum:
      case Op::Minimum:
      case Op::ExclusiveMinimum: rule.values = std::span(all_.values).subspan(step.a, 1); return;
      case Op::MaxLength:
      case Op::MinLength:
      case Op::MaxItems:
      case Op::MinItems:
      case Op::MaxProperties:
      case Op::MinProperties: rule.count = step.a; return;
      case Op::Pattern:
        rule.text = all_.patterns[step.a];
        rule.regex = &all_.regexes[step.a];
        return;
      case Op::Format: rule.text = format_rows()[step.a].name; return;
      default: return fill_applicator(step, rule);
    }
  }

  void fill_applicator(const Step& step, Rule& rule) const {
    switch (step.op) {
      case Op::Contains: rule.count = step.b, rule.most = step.c, rule.parts = {step.a}; return;
      case Op::Items: rule.count = step.b, rule.parts = {step.a}; return;
      case Op::UnevaluatedItems:
      case Op::UnevaluatedProperties:
      case Op::PropertyNames:
      case Op::Ref:
      case Op::Not: rule.parts = {step.a}; return;
      case Op::PrefixItems:
      case Op::AllOf:
      case Op::AnyOf:
      case Op::OneOf: rule.parts.assign(all_.edges.begin() + step.a, all_.edges.begin() + step.b); return;
      case Op::If: rule.parts = {step.a, step.b, step.c}; return;
      case Op::DependentRequired:
      case Op::DependentSchemas: return fill_dependents(step, rule);
      case Op::Required:
      case Op::Properties:
      case Op::PatternProperties:
      case Op::AdditionalProperties: return fill_members(step, all_.tables[step.a], rule);
      default: return;
    }
  }

  void fill_dependents(const Step& step, Rule& rule) const {
    for (std::uint32_t i = step.a; i < step.b; ++i) {
      const Dependent& one = all_.dependents[i];
      rule.members.push_back({one.name, one.schema, nullptr, one.names});
    }
  }

  void fill_members(const Step& step, const MemberTable& table, Rule& rule) const {
    if (step.op == Op::AdditionalProperties) rule.parts = {table.additional};
    if (step.op == Op::PatternProperties) {
      for (const auto& one : table.patterns) rule.members.push_back({one.text, one.schema, &all_.regexes[one.regex]});
    }
    const Node& text = origin_.members()[step.keyword].value;
    if (step.op == Op::Required) {
      std::unordered_set<std::string_view> waived;  // by the direction
      for (const auto& one : table.names) {
        if (!one.is_required) waived.insert(one.name);
      }
      for (const Node& name : text.items()) {
        if (!waived.contains(name.as_string())) rule.names.push_back(name.as_string());
      }
    }
    if (step.op != Op::Properties) return;
    for (const document::Member& one : text.members()) {
      const std::uint32_t index = table.find(one.key, 0);
      rule.members.push_back({one.key, index == kNone ? kNone : table.names[index].schema});
    }
  }

  const Compilation& all_;
  const Node& origin_;
};

}  // namespace

struct Outline::State {
  std::shared_ptr<const Compilation> all;
  SchemaId entry = 0;
  std::vector<std::unique_ptr<const std::vector<Rule>>> rules;  // by schema, made when they are asked for
  std::shared_ptr<const Lowered> lowered;                       // in which every schema is one by itself

  const Step* choice(PartId holder, std::string_view keyword) const;
};

Outline::Outline(const Schema& schema) : state_(std::make_unique<State>()) {
  static_assert(kNoPart == kNone && kNoMost == kNoLimit);
  state_->all = schema.program().all;
  state_->entry = schema.program().entry;
  state_->rules.resize(state_->all->schemas.size());
}

Outline::~Outline() = default;

PartId Outline::entry() const { return state_->entry; }

const std::vector<Rule>& Outline::rules(PartId part) const {
  auto& known = state_->rules[part];
  if (known) return *known;
  const Compilation& all = *state_->all;
  const Range range = all.schemas[part].as_written;
  auto made = std::make_unique<std::vector<Rule>>();
  const RuleReader reader(all, part);
  for (std::uint32_t i = range.begin; i < range.end; ++i) made->push_back(reader.read(all.steps[i]));
  known = std::move(made);
  return *known;
}

const Node& Outline::text(PartId part) const { return *state_->all->origins[part].schema; }

std::string Outline::location(PartId part, std::string_view keyword) const {
  const Origin& origin = state_->all->origins[part];
  const std::string token = origin.schema->is_object() ? "/" + document::escape_token(keyword) : "";
  return origin.uri + "#" + origin.pointer + token;
}

bool Outline::accepts(PartId part, const Node& value) const {
  if (!state_->lowered) {
    std::vector<SchemaId> every(state_->all->schemas.size());
    std::iota(every.begin(), every.end(), 0U);
    state_->lowered = lower(*state_->all, every);
  }
  Budget budget;
  return Evaluator<Node, false>(*state_->all, *state_->lowered, value, budget).evaluate(part);
}

// The step of a oneOf or anyOf; null when there is none of that keyword.
const Step* Outline::State::choice(PartId holder, std::string_view keyword) const {
  const Node& text = *all->origins[holder].schema;
  const Range range = all->schemas[holder].as_written;
  for (std::uint32_t i = range.begin; i < range.end; ++i) {
    const Step& step = all->steps[i];
    if ((step.op == Op::OneOf || step.op == Op::AnyOf) && text.members()[step.keyword].key == keyword) return &step;
  }
  return nullptr;
}

std::string Outline::name_of(PartId holder, std::string_view keyword, std::size_t alternative) const {
  const Step* step = state_->choice(holder, keyword);
  std::string name = step ? variant_name(*state_->all, text(holder), *step, alternative) : "";
  const bool is_quoted = name.size() > 2 && name.front() == '"' && name.back() == '"';
  return is_quoted ? name.substr(1, name.size() - 2) : name;
}

std::string_view Outline::discriminator(PartId holder) const {
  const Node* rule = text(holder).find("discriminator");
  const Node* property = rule ? rule->find("propertyName") : nullptr;
  return property ? property->string_or_empty() : std::string_view();
}

std::vector<std::string> Outline::values_of(PartId holder, std::string_view keyword, std::size_t alternative) const {
  const Step* step = state_->choice(holder, keyword);
  return step ? variant_values(*state_->all, text(holder), *step, alternative) : std::vector<std::string>();
}

std::vector<Outline::Named> Outline::named_by(PartId holder) const {
  const Compilation& all = *state_->all;
  std::vector<Named> out;
  for (const Discriminated& one : all.discriminated) {
    if (one.schema != holder) continue;
    for (std::uint32_t i = one.begin; i < one.end; ++i)
      out.push_back({all.dependents[i].name, all.dependents[i].schema});
  }
  return out;
}

}  // namespace concord::schema
