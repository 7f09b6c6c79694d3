#include "alternatives.h"
#include "maker.h"

#include <concord/base/patience.h>

#include <algorithm>
#include <array>

namespace concord::generate {

namespace {

constexpr std::size_t kMostSteps = 60'000;
constexpr std::size_t kDeepest = 48;
// Of base::Patience: for one value; for each step, each keyword of it, and each question to the engine.
constexpr std::uint64_t kMostUnitsOfValue = 1u << 24;
constexpr std::uint64_t kUnitsOfStep = 64, kUnitsOfKeyword = 4, kUnitsOfQuestion = 64;

bool has_equal(const std::vector<Node>& values, const Node& value) {
  return std::any_of(values.begin(), values.end(), [&](const Node& one) { return document::equal(one, value); });
}

}  // namespace

std::optional<Node> Maker::make(const Want& want) {
  const base::Patience patience(kMostUnitsOfValue);
  steps_ = values_ = bytes_ = 0;
  fault_ = {};
  Made made = make_within(want);
  if (!made && fault_.reason.empty()) fault_ = {Pointer(place_), "no value was found that the schema accepts"};
  return made;
}

void Maker::blame(std::string reason) {
  if (fault_.reason.empty() || place_.size() >= fault_.at.tokens().size())
    fault_ = {Pointer(place_), std::move(reason)};
}

Demand Maker::gather(const Want& want) const {
  return demand_of(outline_, want.must, [&](const Ask& ask) {
    std::vector<std::size_t> taken;
    if (ask.rule->asks == Asks::DependentSchemas) {
      for (std::size_t i = 0; i < ask.rule->members.size(); ++i) {
        const auto& names = want.needed;
        if (std::find(names.begin(), names.end(), ask.rule->members[i].name) != names.end()) taken.push_back(i);
      }
      return taken;
    }
    for (const Taken& one : want.taken) {
      if (one.holder == ask.holder && one.rule == ask.rule) taken.push_back(one.alternative);
    }
    return taken;
  });
}

std::optional<Node> Maker::make_within(const Want& want) {
  if (++steps_ > kMostSteps) return blame("it takes too many steps"), std::nullopt;
  if (depth_ > kDeepest) return blame("its members that must be there never end"), std::nullopt;
  const Demand demand = gather(want);
  if (!base::Patience::spend(kUnitsOfStep + kUnitsOfKeyword * (demand.parts.size() + demand.asks.size())))
    return blame("it takes too many steps"), std::nullopt;
  if (demand.is_never || (demand.types & want.types) == 0)
    return blame(demand.is_never ? "no value may stand there" : "its types exclude each other"), std::nullopt;
  if (demand.undecided.empty()) return make_decided(want, demand, true);
  const auto is_if = [](const Ask& ask) { return ask.rule->asks == Asks::If; };
  if (std::all_of(demand.undecided.begin(), demand.undecided.end(), is_if)) {
    if (Made made = make_by_guess(want, demand)) return made;
  }
  return make_by_choice(want, demand);
}

// ---- alternatives

std::optional<Node> Maker::make_by_choice(const Want& want, const Demand& demand) {
  const auto is_no_if = [](const Ask& ask) { return ask.rule->asks != Asks::If; };
  const auto first = std::find_if(demand.undecided.begin(), demand.undecided.end(), is_no_if);
  const Ask choice = first == demand.undecided.end() ? demand.undecided.front() : *first;
  for (const std::size_t alternative : order_of(choice)) {
    if (base::Patience::is_over()) return std::nullopt;
    const Taken taken{choice.holder, choice.rule, alternative};
    Want next = taking(want, taken);
    Want named = next;
    name_alternative(outline_, named, taken);
    if (Made made = make_within(named)) return made;
    if (named.needed.size() == next.needed.size()) continue;
    if (Made made = make_within(next)) return made;
  }
  blame_twins(choice);
  return std::nullopt;
}

// A oneOf of which every alternative is there twice.
void Maker::blame_twins(const Ask& choice) {
  if (choice.rule->asks == Asks::OneOf && distinct_alternatives(outline_, *choice.rule).empty())
    blame("each alternative of its oneOf is there twice, so that none is the only one");
}

Want taking(Want want, const Taken& taken) {
  want.taken.push_back(taken);
  const std::vector<PartId>& parts = taken.rule->parts;
  if (taken.rule->asks == Asks::OneOf) {
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (i != taken.alternative && parts[i] != parts[taken.alternative]) want.must_not.push_back(parts[i]);
    }
  }
  if (taken.rule->asks == Asks::If && taken.alternative == 1) want.must_not.push_back(parts[0]);
  return want;
}

void name_alternative(const Outline& outline, Want& want, const Taken& taken) {
  const std::string_view property = outline.discriminator(taken.holder);
  if (property.empty() || taken.rule->asks == Asks::If) return;
  std::vector<Node> values;
  for (std::string& value : outline.values_of(taken.holder, taken.rule->keyword, taken.alternative))
    values.emplace_back(std::move(value));
  if (values.empty()) return;
  want.needed.emplace_back(property);
  want.members.push_back({std::string(property), {.values = std::move(values)}});
}

// Those that lead back to what is being made come last, and so does null.
std::vector<std::size_t> Maker::order_of(const Ask& choice) {
  const Rule& rule = *choice.rule;
  if (rule.asks == Asks::If) return {1, 0};
  struct Rank {
    int rank;
    std::uint64_t tie;
    std::size_t index;
    auto operator<=>(const Rank&) const = default;
  };
  std::vector<Rank> ranks;
  for (const std::size_t i : distinct_alternatives(outline_, rule)) {
    const Demand demand = gather({.must = {rule.parts[i]}});
    const int rank =
        (is_in_progress(demand.parts) ? 2 : 0) + (demand.types == schema::kNullType && !is_random_ ? 1 : 0);
    ranks.push_back({rank, below(1000), i});
  }
  std::sort(ranks.begin(), ranks.end());
  std::vector<std::size_t> order;
  for (const Rank& one : ranks) order.push_back(one.index);
  return order;
}

// Many conditions are met by what is made without regard to them: then what they ask is known at once.
std::optional<Node> Maker::make_by_guess(const Want& want, const Demand& demand) {
  Made guess = make_decided(want, demand, false);
  for (int round = 0; round < 3 && guess; ++round) {
    Want next = want;
    for (const Ask& choice : demand.undecided) {
      const bool holds = outline_.accepts(choice.rule->parts[0], *guess);
      next = taking(std::move(next), {choice.holder, choice.rule, holds ? 0u : 1u});
    }
    if (Made made = make_within(next)) return made;
    Want loose = next;
    loose.must_not = want.must_not;
    const Demand decided = gather(loose);
    if (!decided.undecided.empty() || decided.is_never) return std::nullopt;
    guess = make_decided(loose, decided, false);
  }
  return std::nullopt;
}

// ---- values

bool Maker::accepts(const Want& want, const Node& value) const {
  if ((type_of(value) & want.types) == 0 || !base::Patience::spend(kUnitsOfQuestion)) return false;
  if (want.values && !has_equal(*want.values, value)) return false;
  for (const Node* other : want.avoid) {
    if (document::equal(*other, value)) return false;
  }
  const auto takes = [&](PartId part) { return outline_.accepts(part, value); };
  return std::all_of(want.must.begin(), want.must.end(), takes) &&
         std::none_of(want.must_not.begin(), want.must_not.end(), takes);
}

bool is_sum_of_parts(const Want& want, const Demand& demand) {
  if (!want.must_not.empty() || want.values || !want.avoid.empty() || !demand.taken.empty()) return false;
  return std::all_of(demand.asks.begin(), demand.asks.end(), [](const Ask& ask) {
    switch (ask.rule->asks) {
      case Asks::Types:
      case Asks::Required:
      case Asks::Properties:
      case Asks::PatternProperties:
      case Asks::AdditionalProperties:
      case Asks::PrefixItems:
      case Asks::Items: return true;
      default: return false;
    }
  });
}

std::optional<Node> Maker::first_of(const Want& want, std::vector<Node> candidates) const {
  for (Node& one : candidates) {
    if (accepts(want, one)) return std::move(one);
  }
  return std::nullopt;
}

bool Maker::is_in_progress(const std::vector<PartId>& parts) const {
  const std::size_t allowed = shape_ == Shape::Fullest ? 1 : 0;
  for (const PartId part : parts) {
    std::size_t count = 0;
    for (const auto& outer : in_progress_) count += std::find(outer.begin(), outer.end(), part) != outer.end();
    if (count > allowed) return true;
  }
  return false;
}

// Small values of all kinds: where nothing that was made on purpose is good, one of them may be.
std::vector<Node> Maker::plain_values() {
  const Node text("text");
  return {Node::object(),
          Node(Node::Object{{"undocumented", text, {}}}),
          Node::array(),
          Node(Node::Array{text}),
          Node(Node::Array{text, Node(1)}),
          text,
          Node(""),
          Node(0),
          Node(1),
          Node(-1),
          Node(1.5),
          Node(true),
          Node(false),
          Node()};
}

std::optional<Node> Maker::make_decided(const Want& want, const Demand& demand, bool is_judged) {
  if (want.values || demand.find(Asks::Values)) return make_listed(want, demand);
  if (is_judged) {
    if (Made usual = first_of(want, usual_first(want, demand))) return usual;
  }
  if (is_judged && (demand.types & want.types & schema::kObjectType)) {
    if (Made named = make_named(want, demand)) return named;
  }
  Want named = want;
  name_by_base(named, demand);
  in_progress_.push_back(demand.parts);
  ++depth_;
  Made made;
  for (const std::uint32_t type : types_of(want, demand)) {
    made = make_of_type(type, named, demand, is_judged);
    if (made) break;
  }
  if (!made && is_judged) made = first_of(want, plain_values());
  --depth_;
  in_progress_.pop_back();
  return made || !is_judged ? made : make_refused(want, demand);
}

// Of const and enum, and of what else is to be one of a few.
std::optional<Node> Maker::make_listed(const Want& want, const Demand& demand) {
  std::vector<Node> values = want.values.value_or(std::vector<Node>());
  if (!want.values) {
    for (const Node* one : demand.find(Asks::Values)->values) values.push_back(*one);
  }
  std::stable_partition(values.begin(), values.end(), [](const Node& one) { return !one.is_null(); });
  if (is_random_ && !values.empty())
    std::rotate(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(below(values.size())), values.end());
  std::vector<Node> first = usual_first(want, demand);
  if (Made usual = first_of(want, std::move(first)); usual && !is_random_) return usual;
  Made made = first_of(want, std::move(values));
  if (!made) blame("none of its listed values will do");
  return made;
}

// What the schema shows. Of objects and lists it may be less than all, or more than the least.
std::vector<Node> Maker::usual_first(const Want& want, const Demand& demand) const {
  std::vector<Node> found = want.preferred;
  if (is_random_ || want.length || want.count) return found;
  const auto add = [&](const Node& value) {
    const bool is_whole = value.is_object() || value.is_array();
    const bool is_bare =
        shape_ == Shape::Typical && want.needed.empty() && want.forbidden.empty() && want.members.empty();
    if (!is_whole || is_bare) found.push_back(value);
  };
  for (const PartId part : demand.parts) {
    const Node& text = outline_.text(part);
    if (const Node* one = text.find("example")) add(*one);
    if (const Node* some = text.find("examples")) {
      for (const Node& one : some->items()) add(one);
    }
    if (const Node* one = text.find("default"); one && !one->is_null()) add(*one);
  }
  return found;
}

namespace {

struct TypeWord {
  std::uint32_t type;
  std::vector<Asks> asks;
};
// What a schema without `type` means by its keywords; in the order in which types are tried.
const std::array<TypeWord, 4>& type_words() {
  using enum Asks;
  static const std::array<TypeWord, 4> words = {
      TypeWord{schema::kObjectType,
               {Properties, Required, PatternProperties, AdditionalProperties, PropertyNames, DependentRequired,
                DependentSchemas, UnevaluatedProperties, MinProperties, MaxProperties}},
      TypeWord{schema::kArrayType, {Items, PrefixItems, Contains, UnevaluatedItems, MinItems, MaxItems, UniqueItems}},
      TypeWord{schema::kStringType, {Pattern, Format, MinLength, MaxLength, Content}},
      TypeWord{schema::kIntegerType | schema::kNumberType,
               {MultipleOf, Minimum, ExclusiveMinimum, Maximum, ExclusiveMaximum}}};
  return words;
}

}  // namespace

std::uint32_t spoken_types(const Demand& demand) {
  std::uint32_t types = 0;
  for (const TypeWord& word : type_words()) {
    if (std::any_of(word.asks.begin(), word.asks.end(), [&](Asks asks) { return demand.find(asks) != nullptr; }))
      types |= word.type;
  }
  return types;
}

std::vector<std::uint32_t> Maker::types_of(const Want& want, const Demand& demand) {
  const std::uint32_t allowed = demand.types & want.types;
  std::vector<std::uint32_t> order;
  const auto add = [&](std::uint32_t types) {
    const bool is_known = std::find(order.begin(), order.end(), types & allowed) != order.end();
    if ((types & allowed) != 0 && !is_known) order.push_back(types & allowed);
  };
  for (const TypeWord& word : type_words()) {
    if (std::any_of(word.asks.begin(), word.asks.end(), [&](Asks asks) { return demand.find(asks) != nullptr; }))
      add(word.type);
  }
  if (place_.empty()) add(schema::kObjectType);
  for (const std::uint32_t type :
       {schema::kStringType | 0u, schema::kIntegerType | schema::kNumberType, schema::kBooleanType | 0u,
        schema::kObjectType | 0u, schema::kArrayType | 0u, schema::kNullType | 0u}) {
    add(type);
  }
  if (is_random_ && order.size() > 1)
    std::rotate(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(below(order.size())), order.end());
  return order;
}

std::optional<Node> Maker::make_of_type(std::uint32_t type, const Want& want, const Demand& demand, bool is_judged) {
  if (type & (schema::kIntegerType | schema::kNumberType)) return make_number(want, demand);
  switch (type) {
    case schema::kObjectType: return make_object(want, demand, is_judged);
    case schema::kArrayType: return make_array(want, demand, is_judged);
    case schema::kStringType: return make_text(want, demand);
    case schema::kBooleanType: {
      const bool first = below(2) == 0;
      return first_of(want, {Node(first), Node(!first)});
    }
    default: return first_of(want, {Node()});
  }
}

// ---- discriminators of schemas that others build on

namespace {

// "Dog" of "#/components/schemas/Dog"; "" for a schema that has no name of its own.
std::string component_name(const Outline& outline, PartId part) {
  const std::string location = outline.location(part, "");
  const auto pointer = Pointer::parse_fragment(std::string_view(location).substr(location.find('#') + 1));
  if (!pointer || pointer->tokens().size() < 3) return "";
  const auto& tokens = pointer->tokens();  // the last is that of the keyword, ""
  const std::string& group = tokens[tokens.size() - 3];
  const bool is_group = group == "schemas" || group == "$defs" || group == "definitions";
  return is_group ? tokens[tokens.size() - 2] : "";
}

}  // namespace

// Holders of a discriminator that is no part of a oneOf.
std::vector<PartId> Maker::bases_of(const Demand& demand) const {
  std::vector<PartId> bases;
  for (const PartId part : demand.parts) {
    const Node& text = outline_.text(part);
    if (!outline_.discriminator(part).empty() && !text.has("oneOf") && !text.has("anyOf")) bases.push_back(part);
  }
  return bases;
}

// The member names the schema that is meant, the outermost of those that build on the base.
void Maker::name_by_base(Want& want, const Demand& demand) const {
  for (const PartId holder : bases_of(demand)) {
    std::vector<Node> values;
    const auto rows = outline_.named_by(holder);
    for (const PartId part : demand.parts) {
      for (const auto& row : rows) {
        if (row.part == part) values.emplace_back(row.value);
      }
      std::string name = rows.empty() ? component_name(outline_, part) : "";
      if (!name.empty()) values.emplace_back(std::move(name));
    }
    if (values.empty()) continue;
    want.members.push_back({std::string(outline_.discriminator(holder)), {.preferred = std::move(values)}});
  }
}

// Where only the base is asked for: one of those that its discriminator names.
std::optional<Node> Maker::make_named(const Want& want, const Demand& demand) {
  for (const PartId holder : bases_of(demand)) {
    const auto rows = outline_.named_by(holder);
    const auto is_there = [&](const Outline::Named& row) { return demand.has(row.part); };
    if (std::any_of(rows.begin(), rows.end(), is_there)) continue;
    for (const Outline::Named& row : rows) {
      Want next = want;
      next.must.push_back(row.part);
      next.needed.emplace_back(outline_.discriminator(holder));
      next.members.push_back({next.needed.back(), {.values = std::vector<Node>{Node(row.value)}}});
      if (Made made = make_within(next)) return made;
    }
  }
  return std::nullopt;
}

}  // namespace concord::generate
