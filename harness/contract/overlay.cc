// OpenAPI Overlay 1.0.0 (spec.openapis.org/overlay/v1.0.0). An update merges objects, appends to arrays, replaces the
// rest.
#include <concord/contract/overlay.h>

#include "overlay_places.h"

#include <concord/base/text.h>
#include <concord/document/jsonpath.h>
#include <concord/openapi/node_size.h>
#include <concord/openapi/place.h>

#include <algorithm>

namespace concord::contract {
namespace {

using document::Member;

const std::vector<std::string> action_keys{"target", "description", "update", "remove", "x-reason", "x-concord-id"};
const std::vector<std::string> overlay_keys{"overlay", "info", "extends", "actions"};

// Enough for any decision about a large contract; actions on `$..*`, each of which doubles the document, end here.
constexpr std::size_t most_places = 250'000;   // of an action
constexpr std::size_t most_added = 1'000'000;  // values, by all actions
constexpr std::size_t deepest = document::ParseLimits{}.depth;

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
      mistake("overlay.unknown-key", "unknown key " + base::in_quotes(member.key) + " of an " + what,
              openapi::place_of(member), base::did_you_mean(member.key, known));
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
        mistake("overlay.info", "\"info\" must have a " + base::in_quotes(key),
                info == nullptr ? overlay.span() : info->span());
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

class OverlayRun {
 public:
  OverlayRun(Node& root, Diagnostics& mistakes) : root_(root), mistakes_(mistakes) {}

  void apply(const Action& action) {
    std::vector<Pointer> places;
    for (auto& match : action.target->select(root_, most_places + 1)) places.push_back(std::move(match.location));
    if (places.empty()) {
      return mistake("overlay.no-match", action, " matches nothing: " + action.target_text,
                     "the document may have changed: decide again");
    }
    if (action.is_removal && std::any_of(places.begin(), places.end(), [](const Pointer& at) { return at.is_root(); }))
      return mistake("overlay.form", action, " would remove the whole document");
    is_full_ = !is_within_bounds(action, places);
    if (!is_full_) apply_change(root_, std::move(places), {action.id, action.update});
  }

  bool is_full() const { return is_full_; }  // a bound is reached: what follows would only reach it again

 private:
  void mistake(std::string kind, const Action& action, const std::string& message, std::string hint = {}) {
    mistakes_.push_back(
        base::error(std::move(kind), "action " + action.id + message, action.target_span, std::move(hint)));
  }

  bool is_within_bounds(const Action& action, const std::vector<Pointer>& places) {
    if (places.size() > most_places) {
      mistake("overlay.size", action, " matches more than " + std::to_string(most_places) + " places");
      return false;
    }
    if (action.is_removal) return true;
    std::size_t depth = 0;
    for (const Pointer& place : places) depth = std::max(depth, place.tokens().size());
    added_ += places.size() * openapi::count_nodes(*action.update);
    if (added_ > most_added)
      mistake("overlay.size", action, " and those before it add more than " + std::to_string(most_added) + " values");
    else if (depth + openapi::depth_of(*action.update) > deepest)
      mistake("overlay.depth", action, " nests the document deeper than " + std::to_string(deepest) + " levels");
    else return true;
    return false;
  }

  Node& root_;
  Diagnostics& mistakes_;
  std::size_t added_ = 0;
  bool is_full_ = false;
};

}  // namespace

Diagnostics apply_overlay(Node& openapi, const Node& overlay) {
  Diagnostics mistakes;
  const std::vector<Action> actions = OverlayReader(mistakes).read(overlay);
  if (!mistakes.empty()) return mistakes;
  OverlayRun run(openapi, mistakes);
  for (const Action& action : actions) {
    if (!run.is_full()) run.apply(action);
  }
  return mistakes;
}

}  // namespace concord::contract
