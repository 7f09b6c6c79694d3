#include <concord/document/nlohmann.h>

#include <nlohmann/json.hpp>

namespace concord::document {

namespace {

using Json = nlohmann::json;

Node converted(const Json& value, std::size_t depth);

Node from_object(const Json& value, std::size_t depth) {
  Node::Object members;
  members.reserve(value.size());
  for (const auto& [key, member] : value.items()) members.push_back({key, converted(member, depth), {}});
  return members;
}

Node from_array(const Json& value, std::size_t depth) {
  Node::Array items;
  items.reserve(value.size());
  for (const Json& item : value) items.push_back(converted(item, depth));
  return items;
}

Node converted(const Json& value, std::size_t depth) {
  switch (value.type()) {
    case Json::value_t::boolean: return value.get<bool>();
    case Json::value_t::number_integer: return value.get<std::int64_t>();
    case Json::value_t::number_unsigned: return value.get<std::uint64_t>();
    case Json::value_t::number_float: return value.get<double>();
    case Json::value_t::string: return value.get_ref<const std::string&>();
    case Json::value_t::array: return depth == 0 ? Node() : from_array(value, depth - 1);
    case Json::value_t::object: return depth == 0 ? Node() : from_object(value, depth - 1);
    default: return {};
  }
}

template <class Value>
Value number(const Node& node) {
  if (const auto* integer = std::get_if<std::int64_t>(&node.value())) return *integer;
  if (const auto* large = std::get_if<std::uint64_t>(&node.value())) return *large;
  return node.to_double();
}

template <class Value>
Value converted(const Node& node, std::size_t depth) {
  if (depth == 0) return nullptr;
  switch (node.kind()) {
    case Kind::Null: return nullptr;
    case Kind::Boolean: return node.as_boolean();
    case Kind::Number: return number<Value>(node);
    case Kind::String: return node.as_string();
    case Kind::Array: {
      Value array = Value::array();
      for (const Node& item : node.items()) array.push_back(converted<Value>(item, depth - 1));
      return array;
    }
    case Kind::Object: break;
  }
  Value object = Value::object();
  for (const Member& member : node.members()) object[member.key] = converted<Value>(member.value, depth - 1);
  return object;
}

}  // namespace

Node from_nlohmann(const nlohmann::json& value) { return converted(value, ParseLimits{}.depth); }

nlohmann::json to_nlohmann(const Node& node) { return converted<Json>(node, ParseLimits{}.depth + 1); }

nlohmann::ordered_json to_ordered_nlohmann(const Node& node) {
  return converted<nlohmann::ordered_json>(node, ParseLimits{}.depth + 1);
}

}  // namespace concord::document
