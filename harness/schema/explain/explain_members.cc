// What Explainer says about members and items.
#include "explain.h"

#include <concord/base/counted.h>
#include <concord/base/text.h>

#include <algorithm>

namespace concord::schema {
namespace {

InstanceLink member_link(const Where& where, std::string_view key) { return {where.instance, key, 0, false}; }
InstanceLink item_link(const Where& where, std::size_t index) { return {where.instance, {}, index, true}; }
KeywordLink keyword_link(const Where& where, std::string_view keyword) {
  return {where.keyword, keyword, {}, 0, KeywordLink::Step::Keyword};
}
KeywordLink keyword_link(const Where& where, std::string_view keyword, std::string_view token) {
  return {where.keyword, keyword, token, 0, KeywordLink::Step::Token};
}

}  // namespace

void Explainer::properties(const Visit& visit, const Step& step) {
  const MemberTable& table = program_.tables[step.a];
  std::uint32_t guess = 0;
  for (std::size_t i = 0; i < visit.value.size(); ++i) {
    const auto& member = visit.value.members()[i];
    const std::uint32_t index = table.find(member.key, guess);
    if (index == kNone) continue;
    guess = index + 1;
    if (table.names[index].schema == kNone) continue;
    if (visit.marks) visit.marks->set(i);
    const InstanceLink place = member_link(visit.where, member.key);
    const KeywordLink here = keyword_link(visit.where, keyword(visit, step), member.key);
    schema({table.names[index].schema, member.value, {&place, &here}, nullptr, visit.out});
  }
}

void Explainer::pattern_properties(const Visit& visit, const Step& step) {
  for (const auto& rule : program_.tables[step.a].patterns) {
    for (std::size_t i = 0; i < visit.value.size(); ++i) {
      const auto& member = visit.value.members()[i];
      const auto match = search(budget_, program_.regexes[rule.regex], member.key);
      if (match == Regex::Match::No) continue;
      if (visit.marks) visit.marks->set(i);
      const InstanceLink place = member_link(visit.where, member.key);
      const KeywordLink here = keyword_link(visit.where, keyword(visit, step), rule.text);
      if (match == Regex::Match::GaveUp) {
        const std::string text = base::ellipsize(rule.text, 120);
        add_at(visit, step, &place, member.value,
               {"the name " + in_quotes(member.key) + " cannot be judged: matching it against " + text +
                    " takes too many steps",
                "a match of " + text, in_quotes(member.key), "rewrite the pattern without nested repetitions"},
               true);
        continue;
      }
      schema({rule.schema, member.value, {&place, &here}, nullptr, visit.out});
    }
  }
}

void Explainer::additional_properties(const Visit& visit, const Step& step) {
  const MemberTable& table = program_.tables[step.a];
  for (std::size_t i = 0; i < visit.value.size(); ++i) {
    const auto& member = visit.value.members()[i];
    const std::uint32_t index = table.find(member.key, 0);
    if (index != kNone && table.names[index].schema != kNone) continue;
    const bool has_pattern =
        std::any_of(table.patterns.begin(), table.patterns.end(), [&](const MemberTable::PatternRule& rule) {
          return search(budget_, program_.regexes[rule.regex], member.key) != Regex::Match::No;
        });
    if (has_pattern) continue;
    if (visit.marks) visit.marks->set(i);
    extra_member(visit, step, table.additional, member.value, member_link(visit.where, member.key));
  }
}

// A member or item that only additionalProperties, items or unevaluated* speak about.
void Explainer::extra_member(const Visit& visit, const Step& step, SchemaId extra, const Node& part,
                             const InstanceLink& place) {
  if (!program_.schemas[extra].is_false) {
    const KeywordLink here = keyword_link(visit.where, keyword(visit, step));
    return schema({extra, part, {&place, &here}, nullptr, visit.out});
  }
  if (place.is_index) {
    const std::size_t most = place.index;
    return add_at(visit, step, &place, part,
                  {"item " + std::to_string(place.index) + " is not allowed", "at most " + base::counted(most, "item"),
                   shown_with_type(part), ""});
  }
  add_at(visit, step, &place, part, unknown_member(place.key, visit));
}

// What is only counted needs no guess.
Sentence Explainer::missing_member(std::string_view name, const Visit& visit) {
  if (!visit.out.has_room()) return describe_missing(name, visit.value, {});
  return describe_missing(name, visit.value, near_names(last_names_, program_, visit.id, visit.value).strays());
}

Sentence Explainer::unknown_member(std::string_view name, const Visit& visit) {
  const NearNames& names = near_names(last_names_, program_, visit.id, visit.value);
  const auto absent = visit.out.has_room() ? names.absent() : std::span<const std::string>();
  return describe_unknown_member(name, names.known(), absent);
}

void Explainer::required(const Visit& visit, const Step& step) {
  const MemberSet there(visit.value);
  for (const auto& name : program_.tables[step.a].names) {
    if (!name.is_required || there.has(name.name)) continue;
    add(visit, step, missing_member(name.name, visit));
  }
}

void Explainer::property_names(const Visit& visit, const Step& step) {
  for (const auto& member : visit.value.members()) {
    const Node name(member.key);
    const InstanceLink place = member_link(visit.where, member.key);
    const KeywordLink here = keyword_link(visit.where, keyword(visit, step));
    Findings found(visit.out.limit());
    schema({step.a, name, {&place, &here}, nullptr, found});
    for (Finding& each : found.list()) {
      each.violation.message = "the name " + each.violation.message;
      each.value = &visit.value;
    }
    visit.out.add(std::move(found));
  }
}

void Explainer::dependent_required(const Visit& visit, const Step& step) {
  for (std::uint32_t i = step.a; i < step.b; ++i) {
    const Dependent& rule = program_.dependents[i];
    if (!visit.value.has(rule.name)) continue;
    for (const std::string_view name : rule.names) {
      if (visit.value.has(name)) continue;
      Sentence sentence = missing_member(name, visit);
      sentence.message += ", which " + in_quotes(rule.name) + " requires";
      add(visit, step, std::move(sentence));
    }
  }
}

void Explainer::dependent_schemas(const Visit& visit, const Step& step) {
  for (std::uint32_t i = step.a; i < step.b; ++i) {
    const Dependent& rule = program_.dependents[i];
    if (!visit.value.has(rule.name)) continue;
    const KeywordLink here = keyword_link(visit.where, keyword(visit, step), rule.name);
    schema({rule.schema, visit.value, {visit.where.instance, &here}, visit.marks, visit.out});
  }
}

void Explainer::prefix_items(const Visit& visit, const Step& step) {
  const std::size_t count = std::min<std::size_t>(visit.value.size(), step.b - step.a);
  for (std::size_t i = 0; i < count; ++i) {
    if (visit.marks) visit.marks->set(i);
    const InstanceLink place = item_link(visit.where, i);
    const KeywordLink here{visit.where.keyword, keyword(visit, step), {}, i, KeywordLink::Step::Index};
    schema({program_.edges[step.a + i], visit.value.items()[i], {&place, &here}, nullptr, visit.out});
  }
}

void Explainer::items(const Visit& visit, const Step& step) {
  for (std::size_t i = step.b; i < visit.value.size(); ++i) {
    if (visit.marks) visit.marks->set(i);
    extra_member(visit, step, step.a, visit.value.items()[i], item_link(visit.where, i));
  }
}

void Explainer::contains(const Visit& visit, const Step& step) {
  const std::uint32_t before = budget_.unknowns;
  std::size_t found = 0;
  for (std::size_t i = 0; i < visit.value.size(); ++i) {
    if (!evaluator_.evaluate(step.a, visit.value.items()[i], nullptr)) continue;
    ++found;
    if (visit.marks && step.marks_matches) visit.marks->set(i);
  }
  if (found <= step.c && !(found >= step.b && step.c == kNoLimit) && is_unknown(visit, step, before)) return;
  if ((found >= step.b && found <= step.c) || budget_.gave_up) return;
  const Node& schema = *program_.origins[visit.id].schema;
  const std::string_view bound = found > step.c              ? "maxContains"
                                 : schema.has("minContains") ? "minContains"
                                                             : "contains";
  Step named = step;
  for (std::size_t i = 0; i < schema.size(); ++i) {
    if (schema.members()[i].key == bound) named.keyword = static_cast<std::uint16_t>(i);
  }
  Finding broken = finding(visit, named, describe_contains(found, step));
  broken.step = &step;
  visit.out.add(std::move(broken), visit.where.instance);
}

void Explainer::unevaluated(const Visit& visit, const Step& step) {
  for (std::size_t i = 0; i < visit.value.size(); ++i) {
    if (visit.marks->has(i)) continue;
    if (visit.value.is_object()) {
      const auto& member = visit.value.members()[i];
      extra_member(visit, step, step.a, member.value, member_link(visit.where, member.key));
    } else {
      extra_member(visit, step, step.a, visit.value.items()[i], item_link(visit.where, i));
    }
  }
  visit.marks->set_all();
}

}  // namespace concord::schema
