#include "maker.h"

#include <algorithm>
#include <set>

namespace concord::generate {

namespace {

constexpr std::size_t kMostMembers = 2'000;  // of one value with all that is in it; then only what must be there
constexpr std::size_t kMostNamed = 1'000;    // of one object
constexpr std::size_t kDeepOptional = 6, kDeepestOptional = 9;

bool has(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

struct CountRange {
  std::size_t least = 0, most = kMostNamed;
};
CountRange count_range(const Want& want, const Demand& demand) {
  CountRange range;
  for (const Ask& ask : demand.asks) {
    if (ask.rule->asks == Asks::MinProperties) range.least = std::max<std::size_t>(range.least, ask.rule->count);
    if (ask.rule->asks == Asks::MaxProperties) range.most = std::min<std::size_t>(range.most, ask.rule->count);
  }
  if (want.count) range = {std::max(range.least, *want.count), std::min(range.most, *want.count)};
  return range;
}

}  // namespace

struct Maker::Draft {
  std::vector<std::string> names;  // in the order of the schema
  std::vector<std::string> needed;
  CountRange count;
  Node object = Node::object();
  bool is_needed(std::string_view name) const { return has(needed, name); }
};

// What must be there, and what that asks for in turn.
void Maker::add_needed(const Want& want, const Demand& demand, Draft& draft) const {
  const auto add = [&](std::string_view name) {
    if (!draft.is_needed(name) && draft.needed.size() < kMostNamed) draft.needed.emplace_back(name);
  };
  for (const Ask& ask : demand.asks) {
    if (ask.rule->asks == Asks::Required) std::for_each(ask.rule->names.begin(), ask.rule->names.end(), add);
  }
  for (const std::string& name : want.needed) add(name);
  for (std::size_t before = 0; before != draft.needed.size();) {
    before = draft.needed.size();
    for (const Ask& ask : demand.asks) {
      if (ask.rule->asks != Asks::DependentRequired) continue;
      for (const schema::RuleMember& member : ask.rule->members) {
        if (draft.is_needed(member.name)) std::for_each(member.names.begin(), member.names.end(), add);
      }
    }
  }
}

bool Maker::may_be_named(const Demand& demand, std::string_view name) const {
  return std::all_of(demand.asks.begin(), demand.asks.end(), [&](const Ask& ask) {
    return ask.rule->asks != Asks::PropertyNames || outline_.accepts(ask.rule->parts.front(), Node(name));
  });
}

bool Maker::is_left_out(const Want& want, const Demand& demand, std::string_view name,
                        const std::vector<PartId>& parts) {
  if (has(want.forbidden, name) || !may_be_named(demand, name)) return true;
  if (is_random_ ? below(3) == 0 : shape_ == Shape::Smallest) return true;
  const std::size_t deepest = shape_ == Shape::Fullest ? kDeepestOptional : kDeepOptional;
  if (depth_ > deepest || values_ > kMostMembers || steps_ > 20'000) return true;
  const Demand own = gather({.must = parts});
  if (own.is_never || own.types == 0 || is_in_progress(own.parts)) return true;
  return settings_.direction == schema::Direction::Request && says(outline_, parts, "readOnly");
}

// Members that no keyword names, as many as are wanted.
std::vector<std::string> Maker::fresh_names(const Demand& demand, const Draft& draft, std::size_t count) {
  std::vector<std::string> found;
  const auto add = [&](std::string name) {
    const bool is_new = !has(draft.names, name) && !has(found, name) && found.size() < count;
    if (is_new && may_be_named(demand, name) && !gather({.must = parts_of_member(outline_, demand, name)}).is_never)
      found.push_back(std::move(name));
  };
  for (const Ask& ask : demand.asks) {
    if (ask.rule->asks == Asks::PropertyNames) {
      for (std::size_t i = 0; i < std::min<std::size_t>(count, 50); ++i) {
        std::vector<Node> known;
        for (const std::string& name : found) known.emplace_back(name);
        Want want{.must = {ask.rule->parts.front()}, .types = schema::kStringType};
        for (const Node& one : known) want.avoid.push_back(&one);
        if (const Made name = make_within(want)) add(name->as_string());
      }
    }
    if (ask.rule->asks != Asks::PatternProperties) continue;
    for (const schema::RuleMember& member : ask.rule->members) {
      const auto maker = pattern::MatchingText::of(member.name);
      if (maker) add(maker->plain({1, 40}));
      for (std::size_t i = 0; maker && i < 2 * std::min<std::size_t>(count, 50); ++i) add(maker->any(random_, {1, 40}));
    }
  }
  const std::size_t most = count + draft.names.size();  // some may be there already
  for (std::size_t i = 0; i < most && found.size() < count; ++i) add(i == 0 ? "key" : "key" + std::to_string(i + 1));
  return found;
}

// Of an object that is a map: a few entries.
void Maker::add_entries(const Want& want, const Demand& demand, Draft& draft) {
  bool is_map = false;
  for (const Ask& ask : demand.asks) {
    if (ask.rule->asks == Asks::Properties && !ask.rule->members.empty()) return;
    if (ask.rule->asks == Asks::PatternProperties) is_map = true;
    if (ask.rule->asks == Asks::AdditionalProperties)
      is_map = is_map || outline_.text(ask.rule->parts.front()).size() > 0;
  }
  if (!is_map || shape_ == Shape::Smallest) return;
  const std::size_t count = shape_ == Shape::Fullest ? 2 : 1;
  for (std::string& name : fresh_names(demand, draft, count)) {
    if (!is_left_out(want, demand, name, parts_of_member(outline_, demand, name)))
      draft.names.push_back(std::move(name));
  }
}

void Maker::choose_names(const Want& want, const Demand& demand, Draft& draft) {
  draft.count = count_range(want, demand);
  add_needed(want, demand, draft);
  std::size_t optional = draft.count.most > draft.needed.size() ? draft.count.most - draft.needed.size() : 0;
  std::vector<std::string> left_out;
  for (const Ask& ask : demand.asks) {
    if (ask.rule->asks != Asks::Properties) continue;
    for (const schema::RuleMember& member : ask.rule->members) {
      if (has(draft.names, member.name) || draft.names.size() >= kMostNamed) continue;
      const bool is_needed = draft.is_needed(member.name);
      const auto parts = is_needed ? std::vector<PartId>() : parts_of_member(outline_, demand, member.name);
      if (!is_needed && (optional == 0 || is_left_out(want, demand, member.name, parts))) {
        if (!has(want.forbidden, member.name)) left_out.emplace_back(member.name);
        continue;
      }
      optional -= is_needed ? 0 : 1;
      draft.names.emplace_back(member.name);
    }
  }
  for (const std::string& name : draft.needed) {
    if (!has(draft.names, name)) draft.names.push_back(name);
  }
  add_entries(want, demand, draft);
  for (const std::string& name : left_out) {
    if (draft.names.size() >= draft.count.least) break;
    if (!may_be_named(demand, name) || gather({.must = parts_of_member(outline_, demand, name)}).is_never) continue;
    draft.names.push_back(name);
  }
  if (draft.names.size() >= draft.count.least) return;
  for (std::string& name : fresh_names(demand, draft, draft.count.least - draft.names.size()))
    draft.names.push_back(std::move(name));
}

std::optional<Node> Maker::make_member(const Want& want, const Demand& demand, const std::string& name) {
  Want own{.must = parts_of_member(outline_, demand, name)};
  for (const MemberWant& member : want.members) {
    if (member.name != name) continue;
    const Want& more = member.want;
    own.must.insert(own.must.end(), more.must.begin(), more.must.end());
    own.must_not.insert(own.must_not.end(), more.must_not.begin(), more.must_not.end());
    own.preferred.insert(own.preferred.end(), more.preferred.begin(), more.preferred.end());
    own.needed.insert(own.needed.end(), more.needed.begin(), more.needed.end());
    own.forbidden.insert(own.forbidden.end(), more.forbidden.begin(), more.forbidden.end());
    own.members.insert(own.members.end(), more.members.begin(), more.members.end());
    own.types &= more.types;
    own.refusals = want.refusals;
    if (more.values) own.values = more.values;
  }
  return within(name, [&] { return make_within(own); });
}

// Fills the members in; false when one that must be there could not be made.
bool Maker::fill(const Want& want, const Demand& demand, Draft& draft) {
  for (const std::string& name : draft.names) {
    Made value = make_member(want, demand, name);
    if (value) draft.object.members().push_back({name, std::move(*value), {}});
    else if (draft.is_needed(name)) return false;
  }
  return draft.object.size() >= draft.count.least;
}

// dependentSchemas: with what the members that are there bring along; else without those that need not be there.
std::optional<Node> Maker::make_with_dependents(const Want& want, const Demand& demand, const Draft& draft,
                                                bool& has_any) {
  Want with = want, without = want;
  for (const Ask& ask : demand.asks) {
    if (ask.rule->asks != Asks::DependentSchemas) continue;
    for (const schema::RuleMember& member : ask.rule->members) {
      if (!has(draft.names, member.name) || demand.has(member.part)) continue;
      with.needed.emplace_back(member.name);
      if (!draft.is_needed(member.name)) without.forbidden.emplace_back(member.name);
    }
  }
  has_any = with.needed.size() > want.needed.size();
  if (!has_any) return std::nullopt;
  if (Made made = make_within(with)) return made;
  return without.forbidden.size() > want.forbidden.size() ? make_within(without) : std::nullopt;
}

std::optional<Node> Maker::make_object(const Want& want, const Demand& demand, bool is_judged) {
  const CountRange count = count_range(want, demand);
  constexpr const char* too_many = "it must have more members than are made";
  if (count.least > kMostNamed) return blame(too_many), std::nullopt;
  Draft draft;
  choose_names(want, demand, draft);
  if (draft.needed.size() == kMostNamed) return blame(too_many), std::nullopt;
  bool has_dependents = false;
  Made with = make_with_dependents(want, demand, draft, has_dependents);
  if (with || has_dependents) return with;
  if (!fill(want, demand, draft)) return std::nullopt;
  if (!is_judged || is_sum_of_parts(want, demand) || accepts(want, draft.object)) return std::move(draft.object);
  if (Made made = grown(want, draft)) return made;
  blame("its members are not accepted together");
  return std::nullopt;
}

// From what must be there, with one more member as long as it is accepted.
std::optional<Node> Maker::grown(const Want& want, const Draft& draft) {
  const auto only = [&](auto&& is_in) {
    Node object = Node::object();
    for (const document::Member& member : draft.object.members()) {
      if (is_in(member.key)) object.members().push_back(member);
    }
    return object;
  };
  std::set<std::string, std::less<>> names(draft.needed.begin(), draft.needed.end());
  const auto with_names = [&] { return only([&](const std::string& name) { return names.contains(name); }); };
  bool is_good = accepts(want, with_names());
  if (draft.object.size() > 200 && !is_good) return std::nullopt;
  for (const document::Member& member : draft.object.members()) {
    if (draft.object.size() > 200 || names.contains(member.key)) continue;
    names.insert(member.key);
    const bool is_good_too = accepts(want, with_names());
    if (is_good && !is_good_too) names.erase(member.key);
    is_good = is_good || is_good_too;
  }
  return is_good ? std::optional(with_names()) : std::nullopt;
}

}  // namespace concord::generate
