#include "sites.h"

#include <algorithm>

namespace concord::generate {

namespace {

constexpr std::size_t kMostSites = 5'000;

class Walker {
 public:
  explicit Walker(const Outline& outline) : outline_(outline) {}

  std::vector<Site> walk(const Node& value, const Pointer& at, const std::vector<PartId>& reached) {
    add(value, at, reached, false);
    for (std::size_t i = 0; i < sites_.size(); ++i) add_children(i);  // grows
    return std::move(sites_);
  }

 private:
  void add(const Node& value, Pointer at, std::vector<PartId> reached, bool is_optional) {
    if (sites_.size() >= kMostSites) return;
    Demand demand = demand_of(outline_, reached, [&](const Ask& ask) { return taken_by(value, ask); });
    sites_.push_back({std::move(at), &value, std::move(reached), std::move(demand), is_optional});
  }

  std::vector<std::size_t> taken_by(const Node& value, const Ask& ask) const {
    const Rule& rule = *ask.rule;
    std::vector<std::size_t> taken;
    if (rule.asks == Asks::If) return {outline_.accepts(rule.parts[0], value) ? 0u : 1u};
    if (rule.asks == Asks::DependentSchemas) {
      for (std::size_t i = 0; i < rule.members.size(); ++i) {
        if (value.has(rule.members[i].name)) taken.push_back(i);
      }
      return taken;
    }
    for (std::size_t i = 0; i < rule.parts.size(); ++i) {
      if (outline_.accepts(rule.parts[i], value)) taken.push_back(i);
    }
    return taken;
  }

  void add_children(std::size_t index) {
    const Node& value = *sites_[index].value;
    const Demand demand = sites_[index].demand;
    const Pointer at = sites_[index].at;
    for (std::size_t i = 0; i < value.items().size(); ++i)
      add(value.items()[i], at / i, parts_of_item(demand, i), false);
    for (const document::Member& member : value.members()) {
      add(member.value, at / member.key, parts_of_member(outline_, demand, member.key),
          !is_required(demand, member.key));
    }
  }

  static bool is_required(const Demand& demand, const std::string& name) {
    return std::any_of(demand.asks.begin(), demand.asks.end(), [&](const Ask& ask) {
      const auto& names = ask.rule->names;
      return ask.rule->asks == Asks::Required && std::find(names.begin(), names.end(), name) != names.end();
    });
  }

  const Outline& outline_;
  std::vector<Site> sites_;
};

bool is_index(const std::string& token) {
  return !token.empty() && std::all_of(token.begin(), token.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::vector<Site> sites_of(const Outline& outline, const Node& value) {
  return sites_within(outline, value, {}, {outline.entry()});
}

std::vector<Site> sites_within(const Outline& outline, const Node& value, const Pointer& at,
                               const std::vector<PartId>& reached) {
  return Walker(outline).walk(value, at, reached);
}

std::string place_of(const Site& site) {
  Pointer place;
  for (const std::string& token : site.at.tokens()) place = place / (is_index(token) ? std::string("*") : token);
  return place.text();
}

}  // namespace concord::generate
