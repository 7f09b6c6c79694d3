#include "observed_places.h"

#include <concord/result.h>
#include <concord/schema/branches.h>

#include <algorithm>
#include <type_traits>
#include <utility>

namespace concord::check {

using document::Node;
using document::Pointer;

namespace {

std::string token_of(const WayStep& step) { return step.is_item ? std::to_string(step.index) : std::string(step.key); }

Pointer pointer_of(std::span<const WayStep> way) {
  std::vector<std::string> tokens;
  tokens.reserve(way.size());
  for (const WayStep& step : way) tokens.push_back(token_of(step));
  return Pointer(std::move(tokens));
}

bool is_at(const Pointer& pointer, std::span<const WayStep> way) {
  const auto is_same = [](const std::string& token, const WayStep& step) {
    return step.is_item ? token == std::to_string(step.index) : token == step.key;
  };
  return std::equal(pointer.tokens().begin(), pointer.tokens().end(), way.begin(), way.end(), is_same);
}

}  // namespace

ObservedPlaces::ObservedPlaces(const schema::Schema* schema) {
  if (schema) schema_ = *schema;
  has_branches_ = schema && schema::has_branches(*schema);
  entries_.push_back({});
}

void ObservedPlaces::enter(Index place, std::span<const WayStep> way) {
  Entry& entry = entries_[place];
  if (!schema_ || (entry.is_known && (!entry.is_shifting || is_at(entry.asked, way)))) return;
  const Pointer location = pointer_of(way);
  ask(entry, location);
  if (entry.is_shifting) entry.asked = location;
  entry.is_known = true;
}

void ObservedPlaces::ask(Entry& entry, const Pointer& location) {
  std::vector<const Node*> schemas = schema_->subschemas_at(location);
  std::erase(schemas, nullptr);
  if (schemas == entry.schemas) return;
  entry.schemas = std::move(schemas);
  entry.place.lists.clear();
  entry.is_map = false;
  for (const Node* schema : entry.schemas) {
    if (const Node* list = schema->find("enum")) entry.place.lists.push_back(list);
    const Node* others = schema->find("additionalProperties");
    entry.is_map = entry.is_map || (others && others->is_object());
  }
  entry.in_order.clear();
  entry.members.clear();  // what had a name may be the key of a map now
}

ObservedPlaces::Index ObservedPlaces::member(Index of, const std::string& key, std::size_t position, bool may_add) {
  Entry& entry = entries_[of];
  if (position < entry.in_order.size() && entry.in_order[position]->first == key)
    return entry.in_order[position]->second;
  const auto known = entry.members.find(key);
  if (known != entry.members.end()) {
    if (position < entry.in_order.size()) entry.in_order[position] = &*known;
    else if (position == entry.in_order.size()) entry.in_order.push_back(&*known);
    return known->second;
  }
  const std::string token = document::escape_token(key);
  if (token == "*" || is_map_key(entries_[of], key)) return item(of, may_add);
  if (!may_add) return none;
  const Index made = add(of, token, false);
  entries_[of].members.emplace(key, made);
  return made;
}

ObservedPlaces::Index ObservedPlaces::item(Index of, bool may_add) {
  if (entries_[of].any == none && may_add) {
    const Index made = add(of, "*", true);
    entries_[of].any = made;
  }
  return entries_[of].any;
}

// A key that the schema does not name where it lets others be, or one that looks like an id.
bool ObservedPlaces::is_map_key(const Entry& entry, const std::string& key) {
  const auto names = [&key](const Node* schema) {
    const Node* properties = schema->find("properties");
    return properties && properties->find(key);
  };
  if (std::any_of(entry.schemas.begin(), entry.schemas.end(), names)) return false;
  return entry.is_map || result::folded_pointer("/" + document::escape_token(key)) == "/*";
}

ObservedPlaces::Index ObservedPlaces::add(Index parent, const std::string& token, bool is_any) {
  static_assert(std::is_nothrow_move_constructible_v<Entry>, "in_order stays right where entries are moved");
  const Entry& above = entries_[parent];
  Entry entry;
  entry.place.pointer = above.place.pointer + "/" + token;
  entry.place.parent = parent;
  entry.place.is_any = is_any;
  entry.is_shifting = is_any || above.is_shifting;
  entries_.push_back(std::move(entry));
  return static_cast<Index>(entries_.size() - 1);
}

}  // namespace concord::check
