// Values that a schema must refuse, where what is usual happens to be accepted by it: as with two alternatives of a
// oneOf that only differ in a member that both may lack.
#include "maker.h"

namespace concord::generate {

namespace {

constexpr int kMostRefusals = 2;  // on purpose, one within the other

void need(Want& want, std::string_view name, Want own) {
  want.needed.emplace_back(name);
  want.members.push_back({std::string(name), std::move(own)});
}

}  // namespace

// Each way in which a value could break one keyword of `part`.
std::vector<Want> Maker::ways_to_refuse(const Want& want, PartId part) const {
  const Demand demand = gather({.must = {part}});
  std::vector<Want> ways;
  const auto add = [&](auto change) {
    Want next = want;
    ++next.refusals;
    change(next);
    ways.push_back(std::move(next));
  };
  for (const Ask& ask : demand.asks) {
    const Rule& rule = *ask.rule;
    if (rule.asks == Asks::Types) add([&](Want& next) { next.types &= ~allowed_types(rule.types); });
    if (rule.asks == Asks::Required) {
      for (const std::string_view name : rule.names) add([&](Want& next) { next.forbidden.emplace_back(name); });
    }
    if (rule.asks == Asks::Properties) {
      for (const schema::RuleMember& member : rule.members)
        add([&](Want& next) { need(next, member.name, {.must_not = {member.part}}); });
    }
    const bool is_rest = rule.asks == Asks::AdditionalProperties || rule.asks == Asks::UnevaluatedProperties;
    if (is_rest) add([&](Want& next) { need(next, "undocumented", {.must_not = rule.parts}); });
  }
  for (const Ask& choice : demand.undecided) {
    if (choice.rule->asks != Asks::AnyOf && choice.rule->asks != Asks::OneOf) continue;
    add([&](Want& next) {
      next.must_not.insert(next.must_not.end(), choice.rule->parts.begin(), choice.rule->parts.end());
    });
  }
  for (const PartId other : demand.must_not) add([&](Want& next) { next.must.push_back(other); });
  return ways;
}

std::optional<Node> Maker::make_refused(const Want& want, const Demand& demand) {
  if (want.refusals >= kMostRefusals) return std::nullopt;
  std::vector<PartId> refusing = want.must_not;
  refusing.insert(refusing.end(), demand.must_not.begin(), demand.must_not.end());
  for (const PartId part : refusing) {
    for (const Want& way : ways_to_refuse(want, part)) {
      if (Made made = make_within(way)) return made;
    }
  }
  return std::nullopt;
}

}  // namespace concord::generate
