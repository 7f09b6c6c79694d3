// OpenAPI Overlay 1.0.0 (spec.openapis.org/overlay/v1.0.0). An update merges objects, appends to arrays, replaces the
// rest.
#include "place.h"

#include <concord/apidoc/derive.h>
#include <concord/base/text.h>
#include <concord/document/jsonpath.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace concord::apidoc {
namespace {

using document::Member;

const std::vector<std::string> action_keys{"target", "description", "update", "remove", "x-reason", "x-concord-id"};
const std::vector<std::string> overlay_keys{"overlay", "info", "extends", "actions"};

// Objects whose members are named by the document: a decision is noted on what holds them.
constexpr auto maps =
    std::to_array<std::string_view>({"properties", "patternProperties", "$defs", "dependentSchemas", "schemas",
                                     "securitySchemes", "examples", "content", "headers", "responses", "paths"});


struct Action {
  std::string id;
  std::optional<document::JsonPath> target;
  base::Span target_span;
  std::string target_text;
  const Node* update = nullptr;
  bool is_removal = false;
};

class OverlayReader {
 public:
  explicit OverlayReader(Diagnostics& mistakes) : mistakes_(mistakes) {}

  std::vector<Action> read(const Node& overlay) {
    if (!overlay.is_object()) {
      mistake("overlay.form", "an overlay must be an object, got " + std::string(kind_name(overlay.kind())),
              overlay.span());
      return {};
    }
    check_keys(overlay, overlay_keys, "overlay");
    check_head(overlay);
    std::vector<Action> actions;
    const Node* stated = overlay.find("actions");
    if (stated == nullptr || !stated->is_array() || stated->size() == 0) {
      mistake("overlay.form", "\"actions\" must be a list of at least one action",
              stated == nullptr ? overlay.span() : stated->span());
      return actions;
    }
    for (const Node& one : stated->items()) actions.push_back(read_action(one, actions.size() + 1));
    return actions;
  }

 private:
  void mistake(std::string kind, std::string message, base::Span span, std::string hint = {}) {
    mistakes_.push_back(base::error(std::move(kind), std::move(message), span, std::move(hint)));
  }

  void check_keys(const Node& object, const std::vector<std::string>& known, const std::string& what) {
    for (const Member& member : object.members()) {
      const bool is_known = std::find(known.begin(), known.end(), member.key) != known.end();
      if (is_known || (member.key.starts_with("x-") && !member.key.starts_with("x-concord-"))) continue;
      mistake("overlay.unknown-key", "unknown key " + base::in_quotes(member.key) + " of an " + what, place_of(member),
              base::did_you_mean(member.key, known));
    }
  }

  void check_head(const Node& overlay) {
    const Node* version = overlay.find("overlay");
    if (version == nullptr || !version->string_or_empty().starts_with("1.0.")) {
      mistake("overlay.version", "\"overlay\" must be \"1.0.0\"",
              version == nullptr ? overlay.span() : version->span());
    }
    const Node* info = overlay.find("info");
    for (const std::string_view key : {"title", "version"}) {
      if (info == nullptr || info->find(key) == nullptr) {
        mistake("overlay.info", "\"info\" must have a " + base::in_quotes(key), info == nullptr ? overlay.span() : info->span());
      }
    }
  }

  Action read_action(const Node& stated, std::size_t number) {
    Action action;
    if (!stated.is_object()) {
      mistake("overlay.form", "an action must be an object, got " + std::string(kind_name(stated.kind())),
              stated.span());
      return action;
    }
    check_keys(stated, action_keys, "action");
    read_id(action, stated, number);
    check_reason(stated);
    read_target(action, stated);
    action.update = stated.find("update");
    const Node* removal = stated.find("remove");
    action.is_removal = removal != nullptr && removal->is_boolean() && removal->as_boolean();
    if (action.is_removal == (action.update != nullptr)) {
      mistake("overlay.form", "an action must have either \"update\" or \"remove: true\"", stated.span());
    }
    return action;
  }

  // Overlays that were written before `x-reason` have the reason as their description.
  void check_reason(const Node& stated) {
    for (const std::string_view key : {"x-reason", "description"}) {
      const Node* reason = stated.find(key);
      if (reason != nullptr && !base::trim(reason->string_or_empty()).empty()) return;
    }
    mistake("overlay.reason", "an action must have an \"x-reason\"", stated.span());
  }

  // The name that the contract notes on what was changed; without one, the action's number.
  void read_id(Action& action, const Node& stated, std::size_t number) {
    const Node* id = stated.find("x-concord-id");
    action.id = id == nullptr ? "action-" + std::to_string(number) : std::string(id->string_or_empty());
    if (action.id.empty()) mistake("overlay.id", "\"x-concord-id\" must be a text", id->span());
  }

  void read_target(Action& action, const Node& stated) {
    const Node* target = stated.find("target");
    if (target == nullptr || !target->is_string()) {
      mistake("overlay.target", "an action must have a \"target\": a JSONPath", stated.span());
      return;
    }
    action.target_span = target->span();
    action.target_text = target->as_string();
    auto path = document::JsonPath::compile(target->as_string(), target->span());
    if (path) {
      action.target = std::move(*path);
    } else {
      base::append(mistakes_, path.diagnostics());
    }
  }

  Diagnostics& mistakes_;
};

bool is_map(const Pointer& at) {
  const auto& tokens = at.tokens();
  if (tokens.empty()) return false;
  const bool is_named_so = tokens.size() > 1 && tokens[tokens.size() - 2] == "properties";
  return !is_named_so && std::find(maps.begin(), maps.end(), tokens.back()) != maps.end();
}

// The nearest object around `at`, itself included, that can carry a note.
Node* noted_object(Node& root, Pointer at) {
  for (;; at = at.parent()) {
    Node* object = document::resolve(root, at);
    if (object != nullptr && object->is_object() && !is_map(at)) return object;
    if (at.is_root()) return object;
  }
}

void note_decision(Node& object, const std::string& id) {
  Node* decisions = object.find("x-concord-decisions");
  if (decisions == nullptr || !decisions->is_array()) decisions = &object.set("x-concord-decisions", Node::array());
  const bool is_noted = std::any_of(decisions->items().begin(), decisions->items().end(),
                                    [&](const Node& one) { return one.string_or_empty() == id; });
  if (!is_noted) decisions->push_back(Node(id));
}

// `update` comes from a parsed file, whose depth is bounded.
void merge_update(Node& target, const Node& update) {
  if (target.is_array()) {
    if (!update.is_array()) return target.push_back(update);
    for (const Node& item : update.items()) target.push_back(item);
  } else if (target.is_object() && update.is_object()) {
    for (const Member& member : update.members()) {
      if (Node* known = target.find(member.key)) {
        merge_update(*known, member.value);
      } else {
        target.set(member.key, member.value);
      }
    }
  } else {
    target = update;
  }
}

void remove_at(Node& root, const Pointer& at) {
  Node* parent = document::resolve(root, at.parent());
  if (parent == nullptr || at.is_root()) return;
  if (parent->is_object()) {
    parent->remove(at.tokens().back());
  } else if (parent->is_array()) {
    parent->items().erase(parent->items().begin() + std::stoll(at.tokens().back()));
  }
}

void apply(Node& root, const Action& action, Diagnostics& mistakes) {
  std::vector<Pointer> places;
  for (auto& match : action.target->select(root)) places.push_back(std::move(match.location));
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
  if (places.empty()) {
    mistakes.push_back(base::error("overlay.no-match",
                                   "action " + action.id + " matches nothing: " + action.target_text,
                                   action.target_span, "the document may have changed: decide again"));
    return;
  }
  if (action.is_removal && places.front().is_root()) {
    mistakes.push_back(
        base::error("overlay.form", "action " + action.id + " would remove the whole document", action.target_span));
    return;
  }
  for (auto place = places.rbegin(); place != places.rend(); ++place) {  // inner and later ones first
    if (action.is_removal) {
      remove_at(root, *place);
      if (Node* holder = noted_object(root, place->parent())) note_decision(*holder, action.id);
    } else if (Node* target = document::resolve(root, *place)) {
      merge_update(*target, *action.update);
      if (Node* holder = noted_object(root, *place)) note_decision(*holder, action.id);
    }
  }
}

}  // namespace

Diagnostics apply_overlay(Node& openapi, const Node& overlay) {
  Diagnostics mistakes;
  const std::vector<Action> actions = OverlayReader(mistakes).read(overlay);
  if (!mistakes.empty()) return mistakes;
  for (const Action& action : actions) apply(openapi, action, mistakes);
  return mistakes;
}

}  // namespace concord::apidoc
