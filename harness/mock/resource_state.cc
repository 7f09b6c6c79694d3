// What is kept over a restart: {"format": "concord.mock-state/1", "things": [{"collection", "below", "id", "version",
// "value"}…], "deleted": […], "given": […]}, where the last two have names alone.
#include "resources.h"

namespace concord::mock {

namespace {

constexpr std::string_view state_format = "concord.mock-state/1";

std::string text_of(const Node& object, std::string_view key) {
  const Node* value = object.find(key);
  return value == nullptr ? std::string() : std::string(value->string_or_empty());
}

const Node& list_of(const Node& state, std::string_view key) {
  static const Node none = Node::array();
  const Node* list = state.find(key);
  return list == nullptr ? none : *list;
}

}  // namespace

Node Resources::state() const {
  std::map<std::size_t, std::string> collections;
  for (const Kept& one : kept_) collections[one.number] = one.resource.collection;
  const auto named = [&](const ThingName& name) {
    Node node = Node::object();
    node.set("collection", collections[name.resource]);
    node.set("below", name.below);
    node.set("id", name.id);
    return node;
  };
  Node things = Node::array(), deleted = Node::array(), given = Node::array();
  for (KeptThings::Saved& one : things_.saved()) {
    Node node = named(one.name);
    node.set("version", one.thing.version);
    node.set("value", std::move(one.thing.value));
    things.push_back(std::move(node));
  }
  for (const ThingName& name : things_.deleted()) deleted.push_back(named(name));
  for (const ThingName& name : given_) given.push_back(named(name));
  Node state = Node::object();
  state.set("format", std::string(state_format));
  state.set("things", std::move(things));
  state.set("deleted", std::move(deleted));
  state.set("given", std::move(given));
  return state;
}

bool Resources::is_state(const Node& node) { return node.is_object() && text_of(node, "format") == state_format; }

std::size_t Resources::restore(const Node& state) {
  std::map<std::string, std::size_t> numbers;
  for (const Kept& one : kept_) numbers.emplace(one.resource.collection, one.number);
  std::size_t left_out = 0;
  const auto name_of = [&](const Node& node) -> std::optional<ThingName> {
    const auto number = numbers.find(text_of(node, "collection"));
    if (number == numbers.end()) return ++left_out, std::nullopt;
    return ThingName{number->second, text_of(node, "below"), text_of(node, "id")};
  };
  for (const Node& one : list_of(state, "things").items()) {
    const auto name = name_of(one);
    const Node* value = one.find("value");
    const Node* version = one.find("version");
    if (!name || value == nullptr || !value->is_object()) continue;
    const auto number = version == nullptr ? std::nullopt : version->to_int64();
    things_.restore({*name, {*value, static_cast<std::uint64_t>(number.value_or(1))}});
  }
  for (const Node& one : list_of(state, "deleted").items()) {
    if (auto name = name_of(one)) things_.restore_deleted(std::move(*name));
  }
  for (const Node& one : list_of(state, "given").items()) {
    if (auto name = name_of(one)) given_.insert(std::move(*name));
  }
  return left_out;
}

}  // namespace concord::mock
