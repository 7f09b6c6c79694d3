#include "maker.h"

#include <algorithm>
#include <deque>

namespace concord::generate {

namespace {

constexpr std::size_t kMostItems = 1'000;
constexpr std::size_t kMostOptionalValues = 2'000;

struct ItemRules {
  std::size_t least = 0, most = kMostItems;
  std::size_t prefix = 0;
  bool is_unique = false;
  std::vector<const Rule*> contains = {};
};

ItemRules item_rules(const Want& want, const Demand& demand) {
  ItemRules rules;
  for (const Ask& ask : demand.asks) {
    const Rule& rule = *ask.rule;
    switch (rule.asks) {
      case Asks::MinItems: rules.least = std::max<std::size_t>(rules.least, rule.count); break;
      case Asks::MaxItems: rules.most = std::min<std::size_t>(rules.most, rule.count); break;
      case Asks::PrefixItems: rules.prefix = std::max(rules.prefix, rule.parts.size()); break;
      case Asks::UniqueItems: rules.is_unique = true; break;
      case Asks::Contains: rules.contains.push_back(&rule); break;
      default: break;
    }
  }
  if (want.count) rules.least = std::max(rules.least, *want.count), rules.most = std::min(rules.most, *want.count);
  return rules;
}

std::size_t contained(const ItemRules& rules, bool is_together) {
  std::size_t count = 0;
  for (const Rule* rule : rules.contains)
    count = is_together ? std::max<std::size_t>(count, rule->count) : count + rule->count;
  return count;
}

}  // namespace

std::size_t Maker::count_of_items(const Demand& demand, std::size_t least, std::size_t most) {
  if (least > most) return least;
  std::size_t wanted = shape_ == Shape::Smallest ? 0 : shape_ == Shape::Typical ? 1 : 2;
  if (is_random_) wanted = below(4);
  if (shape_ != Shape::Smallest) {
    for (const Ask& ask : demand.asks) {
      if (ask.rule->asks == Asks::PrefixItems) wanted = std::max(wanted, ask.rule->parts.size());
    }
  }
  const Demand item = gather({.must = parts_of_item(demand, least)});
  const bool ends = item.is_never || is_in_progress(item.parts) || values_ > kMostOptionalValues ||
                    depth_ > (shape_ == Shape::Fullest ? 9u : 6u);
  return std::clamp(ends && wanted > least && !demand.find(Asks::PrefixItems) ? least : wanted, least, most);
}

// The items that `contains` asks for come first: one for all such rules where that can be, else one after the other.
std::optional<Node> Maker::make_array(const Want& want, const Demand& demand, bool is_judged) {
  const ItemRules rules = item_rules(want, demand);
  for (const bool is_together : {true, false}) {
    if (!is_together && rules.contains.size() < 2) break;
    const std::size_t least = std::max(rules.least, contained(rules, is_together));
    if (least > rules.most)
      return blame(least > kMostItems ? "it must have more items than are made"
                                      : "no list is as long as it is asked to be"),
             std::nullopt;
    Made made = make_items(demand, {least, count_of_items(demand, least, rules.most)}, is_together);
    if (made && (!is_judged || is_sum_of_parts(want, demand) || accepts(want, *made))) return made;
  }
  blame("its items are not accepted together");
  return std::nullopt;
}

namespace {

// The rules of `contains` that the item of that number is for.
std::vector<const Rule*> contains_at(const Demand& demand, std::size_t index, bool is_together) {
  std::vector<const Rule*> found;
  std::size_t begin = 0;
  for (const Ask& ask : demand.asks) {
    if (ask.rule->asks != Asks::Contains) continue;
    if (index >= begin && index < begin + ask.rule->count) found.push_back(ask.rule);
    if (!is_together) begin += ask.rule->count;
  }
  return found;
}

}  // namespace

std::optional<Node> Maker::make_items(const Demand& demand, ItemCount count, bool is_together) {
  std::deque<Node> items;
  const bool is_unique = demand.find(Asks::UniqueItems) != nullptr;
  for (std::size_t i = 0; i < count.wanted; ++i) {
    Want item{.must = parts_of_item(demand, i)};
    const auto for_these = contains_at(demand, i, is_together);
    for (const Ask& ask : demand.asks) {
      if (ask.rule->asks != Asks::Contains) continue;
      const bool is_one = std::find(for_these.begin(), for_these.end(), ask.rule) != for_these.end();
      if (is_one) item.must.push_back(ask.rule->parts.front());
      else if (ask.rule->most != schema::kNoMost) item.must_not.push_back(ask.rule->parts.front());
    }
    if (is_unique) {
      for (const Node& other : items) item.avoid.push_back(&other);
    }
    Made made = within(std::to_string(i), [&] { return make_item(item); });
    if (made) items.push_back(std::move(*made));
    else if (i < count.least) return std::nullopt;
    else break;
  }
  return Node(Node::Array(items.begin(), items.end()));
}

// Of objects the usual one is always the same: where others are to be avoided, any.
std::optional<Node> Maker::make_item(const Want& want) {
  if (Made made = make_within(want)) return made;
  if (want.avoid.empty() || is_random_) return std::nullopt;
  is_random_ = true;
  Made made;
  for (int i = 0; i < 10 && !made; ++i) made = make_within(want);
  is_random_ = false;
  return made;
}

}  // namespace concord::generate
