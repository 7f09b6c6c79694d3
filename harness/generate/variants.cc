// Plans first: each place of the usual value, then of the fullest, gives what may be there instead. Places whose schema
// comes for the first time go before those where it comes again, so that a bound cuts off what says least. Alternatives
// that were not taken are values of their own, whose new places are planned in turn.
#include "variants.h"

#include "formats.h"
#include "harvest.h"
#include "numbers.h"
#include "phrases.h"

#include <concord/base/patience.h>

#include <algorithm>
#include <deque>
#include <memory>
#include <set>

namespace concord::generate {

namespace {

// One value that is to be tried.
struct Plan {
  std::shared_ptr<const Node> base;
  Pointer at;                       // that is replaced
  std::optional<Node> replacement;  // or what is wanted there
  Want want = {};
  Valid told = {};                   // without its value
  std::vector<PartId> reached = {};  // of an alternative: its places are planned too
  std::optional<std::string> member = {};  // only this one is replaced, or taken away where there is no replacement
};

class Planner {
 public:
  explicit Planner(Workshop& workshop)
      : workshop_(workshop), outline_(workshop.outline()), random_(workshop.random()), harvest_(workshop) {}

  std::vector<Valid> run() {
    const auto smallest = shape(Shape::Smallest, "only what is required", "required");
    const auto usual = shape(Shape::Typical, "as is usual", "example");
    const auto fullest = shape(Shape::Fullest, "everything", "properties");
    for (const auto& base : {usual, fullest}) {
      if (base) plan_sites(base, sites_of(outline_, *base));
    }
    if (smallest) plan_additions(smallest);
    while (!first_.empty() || !again_.empty()) {
      auto& from = first_.empty() ? again_ : first_;
      const Plan plan = std::move(from.front());
      from.pop_front();
      if (const std::string why = harvest_.why_to_end(); !why.empty()) return tell_rest(why), std::move(found_);
      carry_out(plan);
    }
    if (base::Patience::is_over() && !found_.empty())
      workshop_.miss({}, "more valid values", "it takes too many steps");
    return std::move(found_);
  }

 private:
  std::shared_ptr<const Node> shape(Shape shape, std::string what, std::string keyword) {
    auto value = workshop_.value(shape, random_, false);
    if (!value) return nullptr;
    auto shared = std::make_shared<const Node>(std::move(*value));
    if (!shared->is_object() && shape == Shape::Smallest) what = "a usual value", keyword = "type";
    add({*shared, std::move(what), {}, std::move(keyword)});
    return shared;
  }

  bool add(Valid one) {
    if (!harvest_.add(one.value)) return false;
    found_.push_back(std::move(one));
    return true;
  }

  void tell_rest(const std::string& why) {
    const std::size_t count = first_.size() + again_.size() + 1;
    workshop_.miss({}, std::to_string(count) + " more valid values", why);
  }

  std::optional<Node> part_of(const Plan& plan, std::string& fault) {
    if (!plan.member && plan.replacement) return plan.replacement;
    if (!plan.member) return workshop_.part(plan.want, plan.at, random_, &fault);
    Node object = *document::resolve(*plan.base, plan.at);
    if (plan.replacement) object.set(*plan.member, *plan.replacement);
    else object.remove(*plan.member);
    return object;
  }

  void carry_out(const Plan& plan) {
    std::string fault;
    auto part = part_of(plan, fault);
    if (!part) return workshop_.miss(plan.told.at, plan.told.what, fault);
    auto value = std::make_shared<Node>(with_part(*plan.base, plan.at, *part));
    if (!workshop_.is_valid(*value)) return workshop_.miss(plan.told.at, plan.told.what, workshop_.refusal(*value));
    Valid told = plan.told;
    told.value = *value;
    if (!add(std::move(told)) || plan.reached.empty()) return;
    if (const Node* place = document::resolve(*value, plan.at))
      plan_sites(value, sites_within(outline_, *place, plan.at, plan.reached));
  }

  // ---- planning

  // False when something like it was planned; else whether the schema there is new too.
  void plan(const Site& site, const std::string& detail, Plan one) {
    if (!planned_.insert(place_of(site) + '\n' + detail).second) return;
    const PartId part = site.reached.empty() ? schema::kNoPart : site.reached.front();
    const bool is_new = schemas_.insert(std::to_string(part) + '\n' + detail).second;
    (is_new ? first_ : again_).push_back(std::move(one));
  }

  void plan_value(const std::shared_ptr<const Node>& base, const Site& site, Node value, std::string what,
                  std::string keyword) {
    if (document::equal(value, *site.value)) return;
    const std::string detail = keyword + document::write_json(value);
    plan(site, detail,
         {base, site.at, std::move(value), {}, {Node(), std::move(what), site.at, std::move(keyword)}, {}});
  }

  void plan_want(const std::shared_ptr<const Node>& base, const Site& site, Want want, std::string what,
                 std::string keyword) {
    want.must.insert(want.must.begin(), site.reached.begin(), site.reached.end());
    const std::string detail = keyword + what;
    plan(site, detail,
         {base, site.at, std::nullopt, std::move(want), {Node(), std::move(what), site.at, std::move(keyword)}, {}});
  }

  void plan_sites(const std::shared_ptr<const Node>& base, const std::vector<Site>& sites) {
    for (const Site& site : sites) {
      if (base::Patience::is_over()) return;
      plan_alternatives(base, site);
      plan_listed(base, site);
      plan_types(base, site);
      plan_numbers(base, site);
      plan_texts(base, site);
      plan_counts(base, site);
      plan_members(base, site);
    }
  }

  void plan_listed(const std::shared_ptr<const Node>& base, const Site& site) {
    for (const Ask& ask : site.demand.asks) {
      if (ask.rule->asks != Asks::Values) continue;
      for (const Node* value : ask.rule->values)
        plan_value(base, site, *value, at_place(site.at, shown(*value)), std::string(ask.rule->keyword));
    }
    for (const PartId part : site.demand.parts) {
      const Node& text = outline_.text(part);
      for (const std::string_view keyword : {"example", "default"}) {
        if (const Node* value = text.find(keyword)) plan_shown(base, site, *value, keyword);
      }
      const Node* some = text.find("examples");
      if (!some) continue;
      for (const Node& value : some->items()) plan_shown(base, site, value, "example");
    }
  }

  void plan_shown(const std::shared_ptr<const Node>& base, const Site& site, const Node& value,
                  std::string_view keyword) {
    if (!workshop_.outline().accepts(site.demand.parts.front(), value)) return;
    plan_value(base, site, value, at_place(site.at, shown(value) + ", as documented"), std::string(keyword));
  }

  void plan_types(const std::shared_ptr<const Node>& base, const Site& site) {
    if (site.demand.find(Asks::Values)) return;
    const std::uint32_t own = type_of(*site.value);
    if (own == schema::kBooleanType) {
      const bool other = !site.value->as_boolean();
      plan_value(base, site, other, at_place(site.at, other ? "true" : "false"), "type");
    }
    const Rule* types = site.demand.find(Asks::Types);
    const std::uint32_t stated = types ? types->types : spoken_types(site.demand);
    const std::string null = site.at.is_root() ? "null" : "null at " + site.at.text();
    if (stated & site.demand.types & schema::kNullType) plan_value(base, site, Node(), null, "type");
    const std::pair<std::uint32_t, const char*> kinds[] = {{schema::kStringType, "a text"},
                                                           {schema::kIntegerType | schema::kNumberType, "a number"},
                                                           {schema::kBooleanType, "a boolean"},
                                                           {schema::kObjectType, "an object"},
                                                           {schema::kArrayType, "a list"}};
    for (const auto& [type, name] : kinds) {
      if ((allowed_types(stated) & site.demand.types & type) == 0 || (own & type) != 0) continue;
      plan_want(base, site, {.types = type}, at_place(site.at, name), "type");
    }
  }

  void plan_numbers(const std::shared_ptr<const Node>& base, const Site& site) {
    if (!site.value->is_number() || site.demand.find(Asks::Values)) return;
    const NumberDemand number = number_demand(site.demand);
    for (const Ask& ask : site.demand.asks) {
      const Asks asks = ask.rule->asks;
      const bool is_low = asks == Asks::Minimum || asks == Asks::ExclusiveMinimum;
      if (!is_low && asks != Asks::Maximum && asks != Asks::ExclusiveMaximum) continue;
      const auto bound = is_low ? number.first() : number.last();
      if (!bound) continue;
      const Node value = bound->node();
      const std::string limit = std::string(ask.rule->keyword) + ' ' + ask.rule->values.front()->number_text();
      const bool is_exact = document::equal(value, *ask.rule->values.front());
      const std::string what = is_exact ? "at " + limit : value.number_text() + ", next to " + limit;
      plan_value(base, site, value, at_place(site.at, what), std::string(ask.rule->keyword));
    }
  }

  void plan_texts(const std::shared_ptr<const Node>& base, const Site& site) {
    if (!site.value->is_string() || site.demand.find(Asks::Values)) return;
    for (const Ask& ask : site.demand.asks) {
      const Rule& rule = *ask.rule;
      const std::string keyword(rule.keyword);
      if (rule.asks == Asks::MinLength || rule.asks == Asks::MaxLength) {
        if (rule.count == schema::kNoMost) continue;
        plan_want(base, site, {.length = pattern::LengthRange{rule.count, rule.count}},
                  at_place(site.at, "at " + keyword + ' ' + std::to_string(rule.count)), keyword);
      }
      if (rule.asks != Asks::Format) continue;
      for (std::string& text : texts_of_format(rule.text, {workshop_.options().now, random_})) {
        const Node value(std::move(text));
        if (schema::conforms_to_format(rule.text, *site.value) && is_fresh_format(rule.text) &&
            value.as_string().size() == 36)
          continue;  // another of the same form says nothing
        plan_value(base, site, value, at_place(site.at, shown(value)), keyword);
      }
    }
  }

  void plan_counts(const std::shared_ptr<const Node>& base, const Site& site) {
    for (const Ask& ask : site.demand.asks) {
      const Rule& rule = *ask.rule;
      const bool is_of_items = rule.asks == Asks::MinItems || rule.asks == Asks::MaxItems;
      const bool is_of_members = rule.asks == Asks::MinProperties || rule.asks == Asks::MaxProperties;
      const bool is_of_value = is_of_items ? site.value->is_array() : is_of_members && site.value->is_object();
      if (!is_of_value || rule.count == schema::kNoMost) continue;
      const std::string keyword(rule.keyword);
      plan_want(base, site, {.count = rule.count},
                at_place(site.at, "at " + keyword + ' ' + std::to_string(rule.count)), keyword);
    }
    if (site.value->is_array() && site.value->size() > 0 && !site.demand.find(Asks::MinItems) &&
        !site.demand.find(Asks::Contains)) {
      plan_value(base, site, Node::array(), at_place(site.at, "empty"), "items");
    }
  }

  // Without each that may be left out; with each that is not there.
  void plan_members(const std::shared_ptr<const Node>& base, const Site& site) {
    if (!site.value->is_object()) return;
    const Rule* least = site.demand.find(Asks::MinProperties);
    const bool is_least = least && site.value->size() <= least->count;
    for (const document::Member& member : site.value->members()) {
      if (is_least || is_required(site.demand, member.key)) continue;
      const Pointer at = site.at / member.key;
      plan(site, "without " + member.key,
           {base, site.at, {}, {}, {Node(), "without " + at.text(), at, "properties"}, {}, member.key});
    }
    plan_missing(base, site, "with ");
    plan_entry(base, site);
    plan_triggers(base, site);
  }

  // One that no keyword names, where a schema speaks of such and none is there.
  void plan_entry(const std::shared_ptr<const Node>& base, const Site& site) {
    for (const Ask& ask : site.demand.asks) {
      const Rule& rule = *ask.rule;
      const bool is_rest = rule.asks == Asks::AdditionalProperties || rule.asks == Asks::UnevaluatedProperties;
      if (is_rest && outline_.text(rule.parts.front()).size() > 0) plan_entry(base, site, "key", rule);
      if (rule.asks != Asks::PatternProperties) continue;
      for (const schema::RuleMember& member : rule.members) {
        const auto maker = pattern::MatchingText::of(member.name);
        if (maker) plan_entry(base, site, maker->plain({1, 40}), rule);
      }
    }
  }

  void plan_entry(const std::shared_ptr<const Node>& base, const Site& site, const std::string& name,
                  const Rule& rule) {
    const auto parts = parts_of_member(outline_, site.demand, name);
    const auto is_one = [&](PartId part) { return rule.parts.empty() || part == rule.parts.front(); };
    const bool is_there =
        std::any_of(site.value->members().begin(), site.value->members().end(), [&](const auto& other) {
          const auto own = parts_of_member(outline_, site.demand, other.key);
          return !rule.parts.empty() && std::any_of(own.begin(), own.end(), is_one);
        });
    if (is_there || site.value->has(name) || std::none_of(parts.begin(), parts.end(), is_one)) return;
    plan_member(base, site, name, parts, std::string(rule.keyword));
  }

  void plan_member(const std::shared_ptr<const Node>& base, const Site& site, const std::string& name,
                   const std::vector<PartId>& parts, std::string keyword) {
    const Pointer at = site.at / name;
    auto made = workshop_.part({.must = parts}, at, random_);
    if (!made) return;
    plan(site, "with " + name,
         {base, site.at, std::move(made), {}, {Node(), "with " + at.text(), at, std::move(keyword)}, {}, name});
  }

  // What dependentSchemas waits for, with what that asks for.
  void plan_triggers(const std::shared_ptr<const Node>& base, const Site& site) {
    for (const Ask& ask : site.demand.asks) {
      if (ask.rule->asks != Asks::DependentSchemas) continue;
      for (const schema::RuleMember& member : ask.rule->members) {
        if (site.value->has(member.name) || is_closed({member.part})) continue;
        plan_want(base, site, {.needed = {std::string(member.name)}}, "with " + (site.at / member.name).text(),
                  std::string(ask.rule->keyword));
      }
    }
  }

  void plan_missing(const std::shared_ptr<const Node>& base, const Site& site, const std::string& said) {
    if (site.at.tokens().size() > 6) return;
    for (const Ask& ask : site.demand.asks) {
      if (ask.rule->asks != Asks::Properties) continue;
      for (const schema::RuleMember& member : ask.rule->members) {
        const auto parts = parts_of_member(outline_, site.demand, member.name);
        const bool is_read_only =
            workshop_.options().direction == schema::Direction::Request && says(outline_, parts, "readOnly");
        if (site.value->has(member.name) || is_read_only || is_closed(parts)) continue;
        const Pointer at = site.at / member.name;
        std::string fault;
        auto made = workshop_.part({.must = parts}, at, random_, &fault);
        if (!made) {
          workshop_.miss(at, said + at.text(), fault);
          continue;
        }
        const std::string name(member.name);
        plan(site, said + name,
             {base, site.at, std::move(made), {}, {Node(), said + at.text(), at, "properties"}, {}, name});
      }
    }
  }

  bool is_closed(const std::vector<PartId>& parts) const {
    return demand_of(outline_, parts, [](const Ask&) { return std::vector<std::size_t>(); }).is_never;
  }

  void plan_additions(const std::shared_ptr<const Node>& smallest) {
    for (const Site& site : sites_of(outline_, *smallest)) {
      if (site.value->is_object()) plan_missing(smallest, site, "only what is required and ");
    }
  }

  static bool is_required(const Demand& demand, std::string_view name) {
    return std::any_of(demand.asks.begin(), demand.asks.end(), [&](const Ask& ask) {
      const auto& names = ask.rule->names;
      return ask.rule->asks == Asks::Required && std::find(names.begin(), names.end(), name) != names.end();
    });
  }

  // Those that were not taken.
  void plan_alternatives(const std::shared_ptr<const Node>& base, const Site& site) {
    std::set<const Rule*> seen;
    for (const Taken& one : site.demand.taken) {
      if (!seen.insert(one.rule).second) continue;
      const std::size_t count = one.rule->asks == Asks::If ? 2 : one.rule->parts.size();
      for (std::size_t i = 0; i < count; ++i) {
        const bool is_taken = std::any_of(site.demand.taken.begin(), site.demand.taken.end(), [&](const Taken& other) {
          return other.rule == one.rule && other.holder == one.holder && other.alternative == i;
        });
        if (!is_taken) plan_alternative(base, site, {one.holder, one.rule, i});
      }
    }
  }

  void plan_alternative(const std::shared_ptr<const Node>& base, const Site& site, Taken taken) {
    const std::string keyword(taken.rule->keyword);
    Want want = taking({}, taken);
    name_alternative(outline_, want, taken);
    want.must.insert(want.must.begin(), site.reached.begin(), site.reached.end());
    std::string what;
    if (taken.rule->asks == Asks::If) {
      what = at_place(site.at, taken.alternative == 0 ? "where if holds" : "where if does not hold");
    } else {
      const PartId part = taken.rule->parts[taken.alternative];
      const std::uint32_t types =
          demand_of(outline_, {part}, [](const Ask&) { return std::vector<std::size_t>(); }).types;
      const std::string name = outline_.name_of(taken.holder, keyword, taken.alternative);
      what = types == schema::kNullType ? (site.at.is_root() ? "null" : "null at " + site.at.text())
                                        : at_place(site.at, "as " + name);
    }
    const std::string detail = keyword + std::to_string(taken.alternative) + '@' + std::to_string(taken.holder);
    plan(site, detail,
         {base, site.at, std::nullopt, std::move(want), {Node(), std::move(what), site.at, keyword}, site.reached});
  }

  Workshop& workshop_;
  const Outline& outline_;
  base::Random random_;
  std::vector<Valid> found_;
  Harvest harvest_;  // of what was found
  std::set<std::string> planned_, schemas_;
  std::deque<Plan> first_, again_;
};

}  // namespace

std::vector<Valid> variants_of(Workshop& workshop) { return Planner(workshop).run(); }

}  // namespace concord::generate
