#include "demand.h"

#include <algorithm>

namespace concord::generate {

namespace {

bool is_choice(Asks asks) {
  return asks == Asks::AnyOf || asks == Asks::OneOf || asks == Asks::If || asks == Asks::DependentSchemas;
}

class Gatherer {
 public:
  Gatherer(const Outline& outline, const Decide& decide) : outline_(outline), decide_(decide) {}

  Demand gather(const std::vector<PartId>& parts) {
    for (const PartId part : parts) add(part);
    return std::move(demand_);
  }

 private:
  void add(PartId part) {
    if (part == schema::kNoPart || demand_.has(part)) return;
    demand_.parts.push_back(part);
    for (const Rule& rule : outline_.rules(part)) add(Ask{part, &rule});
  }

  void add(const Ask& ask) {
    const Rule& rule = *ask.rule;
    switch (rule.asks) {
      case Asks::Reference:
      case Asks::AllOf:
        for (const PartId part : rule.parts) add(part);
        return;
      case Asks::Not: demand_.must_not.push_back(rule.parts.front()); break;
      case Asks::Nothing: demand_.is_never = true; break;
      case Asks::Types: demand_.types &= allowed_types(rule.types); break;
      default: break;
    }
    if (is_choice(rule.asks)) return decide(ask);
    demand_.asks.push_back(ask);
  }

  void decide(const Ask& ask) {
    const Rule& rule = *ask.rule;
    const std::vector<std::size_t> taken = decide_(ask);
    if (rule.asks == Asks::DependentSchemas) {
      demand_.asks.push_back(ask);
      for (const std::size_t index : taken) add(rule.members[index].part);
      return;
    }
    if (taken.empty()) return demand_.undecided.push_back(ask);
    for (const std::size_t index : taken) {
      demand_.taken.push_back({ask.holder, ask.rule, index});
      if (rule.asks != Asks::If) add(rule.parts[index]);
      else if (index == 0) add(rule.parts[0]), add(rule.parts[1]);
      else add(rule.parts[2]);
    }
  }

  const Outline& outline_;
  const Decide& decide_;
  Demand demand_;
};

void append_new(std::vector<PartId>& parts, PartId part) {
  if (part != schema::kNoPart && std::find(parts.begin(), parts.end(), part) == parts.end()) parts.push_back(part);
}

}  // namespace

std::uint32_t type_of(const Node& value) {
  switch (value.kind()) {
    case document::Kind::Null: return schema::kNullType;
    case document::Kind::Boolean: return schema::kBooleanType;
    case document::Kind::Number: return value.is_integer() ? schema::kIntegerType : schema::kNumberType;
    case document::Kind::String: return schema::kStringType;
    case document::Kind::Array: return schema::kArrayType;
    case document::Kind::Object: return schema::kObjectType;
  }
  return 0;
}

bool Demand::has(PartId part) const { return std::find(parts.begin(), parts.end(), part) != parts.end(); }

const Rule* Demand::find(Asks wanted) const {
  for (const Ask& ask : asks) {
    if (ask.rule->asks == wanted) return ask.rule;
  }
  return nullptr;
}

Demand demand_of(const Outline& outline, const std::vector<PartId>& parts, const Decide& decide) {
  return Gatherer(outline, decide).gather(parts);
}

// additionalProperties is about the members that its own schema object does not name.
std::vector<PartId> parts_of_member(const Outline& outline, const Demand& demand, std::string_view name) {
  std::vector<PartId> parts;
  for (const PartId holder : demand.parts) {
    bool is_named = false;
    PartId rest = schema::kNoPart;
    for (const Rule& rule : outline.rules(holder)) {
      if (rule.asks == Asks::AdditionalProperties) rest = rule.parts.front();
      if (rule.asks != Asks::Properties && rule.asks != Asks::PatternProperties) continue;
      for (const schema::RuleMember& member : rule.members) {
        const bool fits = member.regex ? member.regex->search(name) == pattern::Regex::Match::Yes : member.name == name;
        if (!fits) continue;
        is_named = true;
        append_new(parts, member.part);
      }
    }
    if (!is_named) append_new(parts, rest);
  }
  const Rule* unevaluated = demand.find(Asks::UnevaluatedProperties);
  if (parts.empty() && unevaluated) parts = unevaluated->parts;
  return parts;
}

std::vector<PartId> parts_of_item(const Demand& demand, std::size_t index) {
  std::vector<PartId> parts;
  for (const Ask& ask : demand.asks) {
    const Rule& rule = *ask.rule;
    if (rule.asks == Asks::PrefixItems && index < rule.parts.size()) append_new(parts, rule.parts[index]);
    if (rule.asks == Asks::Items && index >= rule.count) append_new(parts, rule.parts.front());
  }
  const Rule* unevaluated = demand.find(Asks::UnevaluatedItems);
  if (parts.empty() && unevaluated) parts = unevaluated->parts;
  return parts;
}

bool says(const Outline& outline, const std::vector<PartId>& parts, std::string_view keyword) {
  const Demand demand = demand_of(outline, parts, [](const Ask&) { return std::vector<std::size_t>(); });
  return std::any_of(demand.parts.begin(), demand.parts.end(), [&](PartId part) {
    const Node* said = outline.text(part).find(keyword);
    return said && said->is_boolean() && said->as_boolean();
  });
}

}  // namespace concord::generate
