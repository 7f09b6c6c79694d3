// All places of an action are changed in one walk, inner ones first: each may be one of 100,000 members of its object,
// which is looked through once.
#include "overlay_places.h"

#include <algorithm>
#include <array>
#include <span>
#include <unordered_map>

namespace concord::contract {
namespace {

using document::Member;

// Objects whose members are named by the document: a decision is noted on what holds them.
constexpr auto maps =
    std::to_array<std::string_view>({"properties", "patternProperties", "$defs", "dependentSchemas", "schemas",
                                     "securitySchemes", "examples", "content", "headers", "responses", "paths"});

bool is_map(std::span<const std::string> at) {
  if (at.empty()) return false;
  const bool is_named_so = at.size() > 1 && at[at.size() - 2] == "properties";
  return !is_named_so && std::find(maps.begin(), maps.end(), at.back()) != maps.end();
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

// The children of a node by token. Does not follow what happens to them.
class Children {
 public:
  Children(Node& holder, std::size_t wanted) : holder_(holder) {
    constexpr std::size_t few = 8;
    if (!holder.is_object() || wanted <= few) return;
    for (Member& member : holder.members()) by_key_.emplace(member.key, &member.value);
  }

  Node* find(const std::string& token) const {
    if (holder_.is_array()) return document::resolve(holder_, Pointer({token}));
    if (by_key_.empty()) return holder_.find(token);
    const auto found = by_key_.find(token);
    return found == by_key_.end() ? nullptr : found->second;
  }

 private:
  Node& holder_;
  std::unordered_map<std::string_view, Node*> by_key_;
};

// `gone` in the order of their addresses.
void erase(Node& holder, const std::vector<const Node*>& gone) {
  const auto stays = [&](const Node& child) { return !std::binary_search(gone.begin(), gone.end(), &child); };
  if (holder.is_array()) {
    Node::Array kept;
    for (Node& item : holder.items()) {
      if (stays(item)) kept.push_back(std::move(item));
    }
    holder.items() = std::move(kept);
  } else {
    Node::Object kept;
    for (Member& member : holder.members()) {
      if (stays(member.value)) kept.push_back(std::move(member));
    }
    holder.members() = std::move(kept);
  }
}

class Walk {
 public:
  explicit Walk(const Change& change) : change_(change) {}

  using Places = std::span<const Pointer>;  // sorted; all begin with the same `depth` tokens

  // Whether a decision is still to be noted, on an object around this one.
  bool descend(Node& node, Places places, std::size_t depth) {
    const bool is_here = places.front().tokens().size() == depth;
    const std::span<const std::string> at(places.front().tokens().data(), depth);
    bool is_to_note = within(node, is_here ? places.subspan(1) : places, depth);
    if (is_here) {
      merge_update(node, *change_.update);
      is_to_note = true;
    }
    if (!is_to_note || !node.is_object() || is_map(at)) return is_to_note;
    note_decision(node, change_.id);
    return false;
  }

 private:
  static std::size_t count_tokens(Places places, std::size_t depth) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
      if (i == 0 || places[i].tokens()[depth] != places[i - 1].tokens()[depth]) ++count;
    }
    return count;
  }

  bool within(Node& node, Places places, std::size_t depth) {
    if (places.empty()) return false;
    const Children children(node, count_tokens(places, depth));
    std::vector<const Node*> gone;
    bool is_to_note = false;
    while (!places.empty()) {
      const std::string& token = places.front().tokens()[depth];
      std::size_t end = 1;
      while (end < places.size() && places[end].tokens()[depth] == token) ++end;
      if (Node* child = children.find(token)) {
        const bool is_removed = change_.update == nullptr && places.front().tokens().size() == depth + 1;
        if (is_removed) gone.push_back(child);
        is_to_note = (is_removed || descend(*child, places.first(end), depth + 1)) || is_to_note;
      }
      places = places.subspan(end);
    }
    std::sort(gone.begin(), gone.end());
    if (!gone.empty()) erase(node, gone);
    return is_to_note;
  }

  const Change& change_;
};

}  // namespace

void apply_change(Node& root, std::vector<Pointer> places, const Change& change) {
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
  if (!places.empty()) Walk(change).descend(root, places, 0);
}

}  // namespace concord::contract
