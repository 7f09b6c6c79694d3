#include "example_schema.h"

#include <algorithm>

namespace concord::page {
namespace {

std::string_view type_of(const Node& value) {
  return value.is_integer() ? "integer" : document::kind_name(value.kind());
}

Node types_of(const std::vector<const Node*>& values) {
  std::vector<std::string> types;
  for (const Node* value : values) {
    const std::string type(type_of(*value));
    if (std::find(types.begin(), types.end(), type) == types.end()) types.push_back(type);
  }
  const bool has_number = std::find(types.begin(), types.end(), "number") != types.end();
  if (has_number) std::erase(types, "integer");
  if (types.size() == 1) return Node(types.front());
  Node list = Node::array();
  for (const std::string& type : types) list.push_back(Node(type));
  return list;
}

// The values by member name, in the order in which the names appear.
using Members = std::vector<std::pair<const document::Member*, std::vector<const Node*>>>;

Members members_of(const std::vector<const Node*>& values) {
  Members members;
  for (const Node* value : values) {
    for (const document::Member& member : value->members()) {
      auto known =
          std::find_if(members.begin(), members.end(), [&](const auto& one) { return one.first->key == member.key; });
      if (known == members.end()) known = members.insert(members.end(), {&member, {}});
      known->second.push_back(&member.value);
    }
  }
  return members;
}

}  // namespace

Node schema_from_examples(const std::vector<const Node*>& values) {
  Node schema = Node::object().with_span(values.front()->span());
  Node basis = Node::object();
  // A lone null says only that there is sometimes nothing.
  const bool is_only_null =
      std::all_of(values.begin(), values.end(), [](const Node* value) { return value->is_null(); });
  if (!is_only_null) {
    schema.set("type", types_of(values));
    basis.set("type", "example");
  }
  if (const Members members = members_of(values); !members.empty()) {
    Node properties = Node::object().with_span(values.front()->span());
    for (const auto& [member, seen] : members) {
      properties.set(member->key, schema_from_examples(seen));
      properties.members().back().key_span = member->key_span;
    }
    schema.set("properties", std::move(properties));
    basis.set("properties", "example");
  }
  std::vector<const Node*> items;
  for (const Node* value : values) {
    for (const Node& item : value->items()) items.push_back(&item);
  }
  if (!items.empty()) {
    schema.set("items", schema_from_examples(items));
    basis.set("items", "example");
  }
  if (basis.size() != 0) schema.set("x-concord-basis", std::move(basis));
  return schema;
}

}  // namespace concord::page
