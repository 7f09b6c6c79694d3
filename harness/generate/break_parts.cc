// How keywords about members, items and alternatives are broken.
#include "break_plans.h"
#include "phrases.h"

#include <concord/pattern/matching_text.h>

#include <algorithm>
#include <set>

namespace concord::generate {

std::vector<Breach> breaches_at(const Workshop& workshop, const std::shared_ptr<const Node>& base, const Site& site,
                                base::Random& random, std::size_t& room) {
  return BreakPlans(workshop, base, site, random, room).take();
}

std::vector<Breach> BreakPlans::take() {
  for (const Ask& ask : site_.demand.asks) plan(ask);
  std::set<const Rule*> seen;
  for (const Taken& one : site_.demand.taken) {
    const Ask ask{one.holder, one.rule};
    if (!seen.insert(one.rule).second) continue;
    if (one.rule->asks == Asks::If) {
      plan_condition(ask, one.alternative);
      continue;
    }
    plan_none(ask);
    if (one.rule->asks == Asks::OneOf) plan_two(ask);
  }
  std::vector<Breach> out;
  for (auto& one : breaches_) {
    if (!one->attempts.empty()) out.push_back(std::move(*one));
  }
  return out;
}

namespace {

// The types of values that a keyword speaks of.
std::uint32_t spoken_of(Asks asks) {
  using enum Asks;
  switch (asks) {
    case Required:
    case MinProperties:
    case PropertyNames:
    case AdditionalProperties:
    case UnevaluatedProperties: return schema::kObjectType;
    case MinItems:
    case Contains:
    case UniqueItems:
    case Items:
    case UnevaluatedItems: return schema::kArrayType;
    default: return 0;
  }
}

}  // namespace

// Of a keyword about lists or objects, where another value stands that is as good.
void BreakPlans::plan_elsewhere(const Ask& ask) {
  Breach& breach = begin(ask, "as another type");
  breach.is_whole = true;
  const bool is_list = spoken_of(ask.rule->asks) == schema::kArrayType;
  const Node text("text");
  if (is_list) attempt(breach, Node::array(), "an empty list");
  else attempt(breach, Node::object(), "an empty object");
  if (is_list) attempt(breach, Node(Node::Array{text, text}), "a list of texts");
  else attempt(breach, Node(Node::Object{{"undocumented", text, {}}}), "an object with /undocumented");
}

void BreakPlans::plan(const Ask& ask) {
  const std::uint32_t spoken = spoken_of(ask.rule->asks);
  if (spoken != 0 && (site_.demand.types & spoken) && type_of(*site_.value) != spoken) {
    const bool is_about_parts = !ask.rule->parts.empty() && ask.rule->asks != Asks::Contains;
    return is_about_parts && !is_false(ask.rule->parts.front()) ? void() : plan_elsewhere(ask);
  }
  const bool is_number = site_.value->is_number(), is_array = site_.value->is_array();
  const bool is_object = site_.value->is_object();
  switch (ask.rule->asks) {
    case Asks::Types: return plan_type(ask);
    case Asks::Values: return plan_values(ask);
    case Asks::Maximum:
    case Asks::ExclusiveMaximum:
    case Asks::Minimum:
    case Asks::ExclusiveMinimum: return is_number ? plan_bound(ask) : void();
    case Asks::MultipleOf: return is_number ? plan_multiple(ask) : void();
    case Asks::MinLength:
    case Asks::MaxLength: return plan_length(ask);
    case Asks::Pattern: return plan_pattern(ask);
    case Asks::Format: return plan_format(ask);
    case Asks::Content: return plan_content(ask);
    case Asks::MinItems:
    case Asks::MaxItems: return is_array ? plan_items_count(ask) : void();
    case Asks::UniqueItems: return is_array ? plan_unique(ask) : void();
    case Asks::Contains: return is_array ? plan_contains(ask) : void();
    case Asks::Items:
    case Asks::UnevaluatedItems: return is_array ? plan_no_more_items(ask) : void();
    case Asks::PrefixItems: return is_array ? plan_forbidden_items(ask) : void();
    case Asks::Required: return is_object ? plan_required(ask) : void();
    case Asks::AdditionalProperties:
    case Asks::UnevaluatedProperties: return is_object ? plan_additional(ask) : void();
    case Asks::Properties:
    case Asks::PatternProperties:
    case Asks::DependentSchemas: return is_object ? plan_forbidden_members(ask) : void();
    case Asks::PropertyNames: return is_object ? plan_names(ask) : void();
    case Asks::MinProperties:
    case Asks::MaxProperties: return is_object ? plan_members_count(ask) : void();
    case Asks::DependentRequired: return is_object ? plan_dependent(ask) : void();
    case Asks::Not: return plan_not(ask);
    default: return;
  }
}

Breach& BreakPlans::begin(const Ask& ask, std::string detail) {
  breaches_.push_back(std::make_unique<Breach>(
      Breach{base_, site_.at, ask, std::string(ask.rule->keyword), std::move(detail), false, {}}));
  return *breaches_.back();
}

bool BreakPlans::has_room(Breach& breach, const Node& replacement) const {
  const std::size_t bytes = bytes_of(replacement);
  breach.is_cut = breach.is_cut || bytes > room_;
  if (!breach.is_cut) room_ -= bytes;
  return !breach.is_cut;
}

void BreakPlans::attempt(Breach& breach, Node replacement, std::string said) const {
  if (!has_room(breach, replacement)) return;
  breach.attempts.push_back({replacement, site_.at, *site_.value, replacement, at_place(site_.at, said)});
}

void BreakPlans::attempt_within(Breach& breach, Node replacement, const Pointer& at, std::string what) const {
  if (!has_room(breach, replacement)) return;
  const std::string& token = at.tokens().back();
  const auto stands = [&](const Node& whole) -> std::optional<Node> {
    const Node* found = document::resolve(whole, Pointer({token}));
    return found ? std::optional(*found) : std::nullopt;
  };
  auto after = stands(replacement);
  breach.attempts.push_back({std::move(replacement), at, stands(*site_.value), std::move(after), std::move(what)});
}

bool BreakPlans::is_false(PartId part) const {
  return demand_of(workshop_.outline(), {part}, [](const Ask&) { return std::vector<std::size_t>(); }).is_never;
}

// ---- lists

// One more that differs from the others, as far as that can be.
std::optional<Node> BreakPlans::more_item(const Node& list) {
  Want want{.must = parts_of_item(site_.demand, list.size())};
  for (const Node& item : list.items()) want.avoid.push_back(&item);
  const Pointer at = site_.at / list.size();
  if (auto made = workshop_.part(want, at, random_)) return made;
  want.avoid.clear();
  if (auto made = workshop_.part(want, at, random_)) return made;
  return list.size() > 0 ? std::optional(list.items().back()) : std::nullopt;
}

void BreakPlans::plan_items_count(const Ask& ask) {
  constexpr std::uint32_t kMost = 1'000;
  const bool is_low = ask.rule->asks == Asks::MinItems;
  if (ask.rule->count > kMost || (is_low && ask.rule->count == 0)) return;
  const std::size_t count = is_low ? ask.rule->count - 1 : ask.rule->count + 1;
  Node list = *site_.value;
  while (list.size() > count) list.items().pop_back();
  while (list.size() < count) {
    auto item = more_item(list);
    if (!item) return;
    list.push_back(std::move(*item));
  }
  attempt(begin(ask, is_low ? "below" : "above"), std::move(list),
          std::to_string(count) + (count == 1 ? " item" : " items") + (is_low ? ", below " : ", above ") +
              std::string(ask.rule->keyword) + ' ' + std::to_string(ask.rule->count));
}

void BreakPlans::plan_unique(const Ask& ask) {
  Node list = *site_.value;
  if (list.size() == 0) {
    auto item = more_item(list);
    if (!item) return;
    list.push_back(std::move(*item));
  }
  Breach& breach = begin(ask, "");
  Node longer = list;
  longer.push_back(list.items().front());
  attempt(breach, std::move(longer), "the same item twice");
  if (list.size() < 2) return;
  list.items().back() = list.items().front();
  attempt(breach, std::move(list), "the same item twice");
}

void BreakPlans::plan_contains(const Ask& ask) {
  const PartId wanted = ask.rule->parts.front();
  if (ask.rule->count > 0) {
    Breach& breach = begin(ask, "too few");
    const bool is_told = workshop_.outline().text(ask.holder).has("minContains");
    breach.keyword = is_told ? "minContains" : "contains";
    Node list = *site_.value;
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (!workshop_.outline().accepts(wanted, list.items()[i])) continue;
      Want want{.must = parts_of_item(site_.demand, i), .must_not = {wanted}};
      for (const char* other : {"text", "other"}) want.preferred.emplace_back(other);
      want.preferred.insert(want.preferred.end(), {Node(7), Node(true), Node::object()});
      if (auto made = workshop_.part(want, site_.at / i, random_)) list.items()[i] = std::move(*made);
    }
    attempt(breach, std::move(list), "without what " + breach.keyword + " asks for");
    attempt(breach, Node::array(), "empty");
  }
  if (ask.rule->most == schema::kNoMost || ask.rule->most > 100) return;
  Breach& breach = begin(ask, "too many");
  breach.keyword = "maxContains";
  Node list = *site_.value;
  while (list.size() <= 1'000) {
    const auto& items = list.items();
    const auto count = std::count_if(items.begin(), items.end(),
                                     [&](const Node& item) { return workshop_.outline().accepts(wanted, item); });
    if (static_cast<std::size_t>(count) > ask.rule->most) break;
    Want want{.must = parts_of_item(site_.demand, list.size())};
    want.must.push_back(wanted);
    auto made = workshop_.part(want, site_.at / list.size(), random_);
    if (!made) return;
    list.push_back(std::move(*made));
  }
  attempt(breach, std::move(list), "more than maxContains " + std::to_string(ask.rule->most));
}

// `items: false` behind prefixItems, and the like.
void BreakPlans::plan_no_more_items(const Ask& ask) {
  if (!is_false(ask.rule->parts.front())) return;
  Node list = *site_.value;
  for (std::size_t i = list.size(); i < ask.rule->count; ++i) {
    auto item = more_item(list);
    if (!item) return;
    list.push_back(std::move(*item));
  }
  const Pointer at = site_.at / list.size();
  list.push_back("text");
  attempt_within(begin(ask, ""), std::move(list), at, "one item more, at " + at.text());
}

// ---- objects

void BreakPlans::plan_required(const Ask& ask) {
  for (const std::string_view name : ask.rule->names) {
    Node object = *site_.value;
    if (!object.remove(name)) continue;
    const Pointer at = site_.at / name;
    attempt_within(begin(ask, std::string(name)), std::move(object), at, "without " + at.text());
  }
}

std::string BreakPlans::unknown_name() const {
  for (const char* name : {"undocumented", "undocumented2", "x", "UNDOCUMENTED", "9", "-"}) {
    const auto parts = parts_of_member(workshop_.outline(), site_.demand, name);
    const bool is_refused = std::any_of(parts.begin(), parts.end(), [&](PartId part) { return is_false(part); });
    if (!site_.value->has(name) && is_refused) return name;
  }
  return "undocumented";
}

void BreakPlans::plan_additional(const Ask& ask) {
  if (!is_false(ask.rule->parts.front())) return;
  const std::string name = unknown_name();
  Node object = *site_.value;
  object.set(name, "text");
  const Pointer at = site_.at / name;
  attempt_within(begin(ask, ""), std::move(object), at, "with " + at.text() + ", which is not documented");
}

// Members that cannot be there, as in `properties: {a: false}` or `{a: {not: {}}}`, or that bring along what cannot be.
void BreakPlans::plan_forbidden_members(const Ask& ask) {
  for (const schema::RuleMember& member : ask.rule->members) {
    std::string name(member.name);
    if (member.regex) {
      const auto maker = pattern::MatchingText::of(member.name);
      name = maker ? maker->plain({0, 40}) : "";
      if (member.regex->search(name) != pattern::Regex::Match::Yes) continue;
    }
    if (site_.value->has(name)) continue;
    const Pointer at = site_.at / name;
    const bool is_dependent = ask.rule->asks == Asks::DependentSchemas;
    auto made = workshop_.part({.must = parts_of_member(workshop_.outline(), site_.demand, name)}, at, random_);
    if (made && !is_dependent) continue;
    Node object = *site_.value;
    object.set(name, made ? std::move(*made) : Node("text"));
    Breach& breach = begin(ask, name);
    breach.is_whole = true;
    attempt_within(breach, object, at, "with " + at.text() + (is_dependent ? " alone" : ", which may not be there"));
    for (const document::Member& other : site_.value->members()) {
      Node less = object;
      if (is_dependent && less.remove(other.key))
        attempt_within(breach, std::move(less), at, "with " + at.text() + " alone");
    }
  }
}

void BreakPlans::plan_forbidden_items(const Ask& ask) {
  for (std::size_t i = site_.value->size(); i < ask.rule->parts.size(); ++i) {
    if (!is_false(ask.rule->parts[i]) || i != site_.value->size()) continue;
    Node list = *site_.value;
    const Pointer at = site_.at / i;
    list.push_back("text");
    Breach& breach = begin(ask, std::to_string(i));
    breach.is_whole = true;
    attempt_within(breach, std::move(list), at, "one item more, at " + at.text());
  }
}

void BreakPlans::plan_names(const Ask& ask) {
  Breach& breach = begin(ask, "");
  breach.is_whole = true;
  const PartId part = ask.rule->parts.front();
  for (const char* name :
       {"not a name!", "x", "a much longer name than anybody would want to read here", "X", "0", ""}) {
    if (workshop_.outline().accepts(part, Node(name)) || site_.value->has(name)) continue;
    const Pointer at = site_.at / std::string_view(name);
    auto value = workshop_.part({.must = parts_of_member(workshop_.outline(), site_.demand, name)}, at, random_);
    Node object = *site_.value;
    object.set(name, value ? std::move(*value) : Node("text"));
    attempt_within(breach, std::move(object), at, "with " + at.text() + ", whose name is refused");
  }
}

void BreakPlans::plan_members_count(const Ask& ask) {
  constexpr std::uint32_t kMost = 200;
  const bool is_low = ask.rule->asks == Asks::MinProperties;
  if (ask.rule->count > kMost || (is_low && ask.rule->count == 0)) return;
  const std::size_t count = is_low ? ask.rule->count - 1 : ask.rule->count + 1;
  const std::string said = std::to_string(count) + (count == 1 ? " member" : " members") +
                           (is_low ? ", below " : ", above ") + std::string(ask.rule->keyword) + ' ' +
                           std::to_string(ask.rule->count);
  Breach& breach = begin(ask, is_low ? "below" : "above");
  Node object = *site_.value;
  while (object.size() > count) object.members().pop_back();
  for (std::size_t i = 1; object.size() < count; ++i)
    object.set(i == 1 ? std::string("undocumented") : "undocumented" + std::to_string(i), "text");
  attempt(breach, std::move(object), said);
  if (is_low) return;
  Want want{.must = {}, .types = schema::kObjectType, .count = count};
  for (const PartId part : site_.demand.parts) {
    if (part != ask.holder) want.must.push_back(part);
  }
  if (auto made = workshop_.part(want, site_.at, random_)) attempt(breach, std::move(*made), said);
}

void BreakPlans::plan_dependent(const Ask& ask) {
  for (const schema::RuleMember& member : ask.rule->members) {
    for (const std::string_view name : member.names) {
      Node object = *site_.value;
      if (!object.has(member.name)) {
        const auto parts = parts_of_member(workshop_.outline(), site_.demand, member.name);
        auto made = workshop_.part({.must = parts}, site_.at / member.name, random_);
        if (!made) continue;
        object.set(member.name, std::move(*made));
      }
      object.remove(name);
      const Pointer at = site_.at / name;
      attempt_within(begin(ask, std::string(name)), std::move(object), at,
                     "without " + at.text() + ", which " + std::string(member.name) + " asks for");
    }
  }
}

// ---- alternatives

void BreakPlans::plan_none(const Ask& ask) {
  Breach& breach = begin(ask, "none");
  breach.is_whole = true;
  const std::string said = "as none of its alternatives";
  const auto add = [&](Node value) {
    const auto takes = [&](PartId part) { return workshop_.outline().accepts(part, value); };
    if (std::none_of(ask.rule->parts.begin(), ask.rule->parts.end(), takes)) attempt(breach, std::move(value), said);
  };
  const std::string_view property = workshop_.outline().discriminator(ask.holder);
  if (site_.value->is_object() && !property.empty() && site_.value->has(property)) {
    Node value = *site_.value;
    value.set(property, "none-of-them");
    add(std::move(value));
  }
  for (const Node& value : {Node::object(), Node::array(), Node("text"), Node(12.5), Node(true), Node()}) add(value);
}

// The way that was not taken, when nothing can be valid there.
void BreakPlans::plan_condition(const Ask& ask, std::size_t taken) {
  const std::size_t other = taken == 0 ? 1 : 0;
  const PartId next = ask.rule->parts[other == 0 ? 1 : 2];
  if (next == schema::kNoPart || !is_false(next)) return;
  Breach& breach = begin(ask, "");
  breach.is_whole = true;
  Want want = taking({}, {ask.holder, ask.rule, 1});
  if (other == 0) want = {.must = {ask.rule->parts[0]}};
  for (const std::uint32_t types : {type_of(*site_.value), kEveryType}) {
    want.types = types;
    auto made = workshop_.part(want, site_.at, random_);
    if (made) attempt(breach, std::move(*made), other == 0 ? "where if holds" : "where if does not hold");
  }
}

void BreakPlans::plan_two(const Ask& ask) {
  const std::vector<PartId>& parts = ask.rule->parts;
  constexpr std::size_t kMostPairs = 6;
  std::size_t tried = 0;
  Breach& breach = begin(ask, "two");
  breach.is_whole = true;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    for (std::size_t j = i + 1; j < parts.size() && tried < kMostPairs; ++j, ++tried) {
      auto made = workshop_.part({.must = {parts[i], parts[j]}}, site_.at, random_);
      if (!made) continue;
      const auto name = [&](std::size_t k) { return workshop_.outline().name_of(ask.holder, ask.rule->keyword, k); };
      attempt(breach, std::move(*made), "as " + name(i) + " and " + name(j) + " at once");
    }
  }
}

void BreakPlans::plan_not(const Ask& ask) {
  Breach& breach = begin(ask, "");
  const PartId part = ask.rule->parts.front();
  Want want{.must = {part}};
  for (const PartId other : site_.demand.parts) {
    const auto& rules = workshop_.outline().rules(other);
    const bool is_leaf = std::none_of(rules.begin(), rules.end(), [](const Rule& rule) {
      return rule.asks == Asks::Not || rule.asks == Asks::Reference || rule.asks == Asks::AllOf;
    });
    if (is_leaf) want.must.push_back(other);
  }
  for (const Want& one : {want, Want{.must = {part}, .types = type_of(*site_.value)}, Want{.must = {part}}}) {
    auto made = workshop_.part(one, site_.at, random_);
    if (!made) continue;
    Node merged = *made;
    if (made->is_object() && site_.value->is_object()) {
      merged = *site_.value;
      for (const document::Member& member : made->members()) merged.set(member.key, member.value);
    }
    attempt(breach, std::move(merged), "as not forbids it");
    attempt(breach, std::move(*made), "as not forbids it");
  }
}

}  // namespace concord::generate
