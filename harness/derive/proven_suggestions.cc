#include "proven_suggestions.h"

#include <concord/contract/overlay.h>
#include <concord/schema/compile_each.h>

#include <algorithm>
#include <memory>

namespace concord::derive {
namespace {

using document::Member;

// A value that shows a rule at work, and the member on which a condition looks.
struct Probe {
  Node value;
  Pointer condition;
};

Node text_of_length(std::int64_t length) {
  constexpr std::int64_t longest = 100'000;
  return Node(std::string(static_cast<std::size_t>(std::clamp<std::int64_t>(length, 0, longest)), 'a'));
}

// {"kind": "card"} for a condition that wants just that; members may be nested.
void add_wanted(const Node& condition, Node& value, Pointer& at) {
  const Node* properties = condition.find("properties");
  if (properties == nullptr || properties->size() == 0) return;
  const Member& first = properties->members().front();
  at = at / first.key;
  if (const Node* wanted = first.value.find("const")) {
    value.set(first.key, *wanted);
    return;
  }
  Node inner = Node::object();
  add_wanted(first.value, inner, at);
  value.set(first.key, std::move(inner));
}

Probe condition_probe(const Node& rule) {
  Probe probe{Node::object(), {}};
  if (const Node* condition = rule.find("if")) add_wanted(*condition, probe.value, probe.condition);
  return probe;
}

std::vector<Probe> probes_of(const Node& update) {
  std::vector<Probe> out;
  const auto add = [&](Node value) { out.push_back({std::move(value), {}}); };
  for (const Member& member : update.members()) {
    const std::int64_t number = member.value.to_int64().value_or(0);
    if (member.key == "maxLength") add(text_of_length(number + 1));
    else if (member.key == "minLength") add(text_of_length(number - 1));
    else if (member.key == "minimum") add(Node(number - 1));
    else if (member.key == "maximum") add(Node(number + 1));
    else if (member.key == "allOf" && member.value.size() != 0) out.push_back(condition_probe(member.value.items()[0]));
    else for (const char* text : {"", "?", "concord probe"}) add(Node(text));
  }
  return out;
}

using Violations = std::vector<schema::Violation>;

std::size_t count(const Violations& all, std::string_view keyword) {
  return static_cast<std::size_t>(
      std::count_if(all.begin(), all.end(), [&](const schema::Violation& one) { return one.keyword == keyword; }));
}

// The member on which the condition looks is described, and may have the value.
bool can_be(const schema::Schema& schema, const Violations& before, const Probe& probe) {
  const std::string at = probe.condition.text();
  const auto is_at = [&](const Pointer& place) {
    return place.text().starts_with(at) || at.starts_with(place.text() + "/");
  };
  if (std::any_of(before.begin(), before.end(), [&](const schema::Violation& one) {
        return !one.instance.is_root() && is_at(one.instance) && one.keyword != "required";
      }))
    return false;
  const auto unknown = schema.undocumented(probe.value);
  return std::none_of(unknown.begin(), unknown.end(),
                      [&](const schema::Undocumented& one) { return is_at(one.instance); });
}

bool changes(const schema::Schema& before, const schema::Schema& after, const Node& update) {
  if (const Node* preset = update.find("default")) return before.accepts(*preset);
  for (const Probe& probe : probes_of(update)) {
    const Violations was = before.explain(probe.value).violations, is = after.explain(probe.value).violations;
    const bool is_condition = update.has("allOf");
    if (is_condition && !can_be(before, was, probe)) continue;
    if (is_condition && count(is, "required") > count(was, "required")) return true;
    const bool is_refused = std::any_of(update.members().begin(), update.members().end(), [&](const Member& one) {
      return count(is, one.key) > count(was, one.key);
    });
    if (is_refused) return true;
  }
  return false;
}

Node overlay_of(const std::vector<Proposal>& all) {
  Node actions = Node::array();
  for (const Proposal& one : all) {
    Node action = Node::object();
    action.set("target", one.suggestion.target);
    action.set("x-reason", "to see what it does");
    action.set("update", one.suggestion.update);
    actions.push_back(std::move(action));
  }
  Node out = Node::object();
  out.set("overlay", "1.0.0");
  Node info = Node::object();
  info.set("title", "suggestions");
  info.set("version", "1");
  out.set("info", std::move(info));
  out.set("actions", std::move(actions));
  return out;
}

using Compiled = std::vector<std::optional<schema::Schema>>;

Compiled compile_all(const std::shared_ptr<const Node>& root, const std::vector<Pointer>& places) {
  Compiled out(places.size());
  schema::Options options;
  options.default_dialect = schema::Dialect::OpenApi31;
  schema::compile_each(root, places, options, [&](std::size_t number, const Result<schema::Schema>& compiled) {
    if (compiled) out[number] = *compiled;
  });
  return out;
}

}  // namespace

std::vector<Proposal> proven(std::vector<Proposal> all, const Node& contract) {
  if (all.empty()) return all;
  auto changed = std::make_shared<Node>(contract);
  contract::apply_overlay(*changed, overlay_of(all));  // what cannot be applied changes nothing, and is left out below
  std::vector<Pointer> places;
  for (const Proposal& one : all) places.push_back(one.at);
  const std::shared_ptr<const Node> lent(std::shared_ptr<const Node>(), &contract);
  const Compiled before = compile_all(lent, places), after = compile_all(changed, places);
  std::vector<Proposal> kept;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (before[i] && after[i] && changes(*before[i], *after[i], all[i].suggestion.update))
      kept.push_back(std::move(all[i]));
  }
  return kept;
}

}  // namespace concord::derive
