// One way to look at an instance, whether it is a tree of Nodes or a Compact: what the Evaluator is a template over.
#pragma once
#include "program.h"

#include <concord/document/compact.h>

#include <array>
#include <span>

namespace concord::schema {

using document::CompactMember;
using document::CompactValue;
using document::KeyRecord;

static_assert(static_cast<int>(CompactValue::Type::Real) == static_cast<int>(Type::Real) &&
              static_cast<int>(CompactValue::Type::Object) == static_cast<int>(Type::Object));

inline Type instance_type(const CompactValue& value) { return static_cast<Type>(value.type()); }
inline Type instance_type(const Node& value) {
  constexpr std::array<Type, 9> kTypesByIndex = {Type::Null, Type::Boolean, Type::Integer, Type::Integer, Type::Real,
                                                 Type::Real, Type::String,  Type::Array,   Type::Object};
  return kTypesByIndex[value.value().index()];
}

// Each only of a value of its type.
inline bool boolean_of(const CompactValue& value) { return value.as_boolean(); }
inline bool boolean_of(const Node& value) { return *std::get_if<bool>(&value.value()); }
inline std::string_view text_of(const CompactValue& value) { return value.text(); }
inline std::string_view text_of(const Node& value) { return *std::get_if<std::string>(&value.value()); }
inline KeyRecord record_of(const CompactValue& value) { return value.text_record(); }
inline KeyRecord record_of(const Node& value) { return KeyRecord::of(text_of(value)); }
inline std::span<const CompactValue> items_of(const CompactValue& value) { return value.items(); }
inline std::span<const Node> items_of(const Node& value) { return *std::get_if<Node::Array>(&value.value()); }
inline std::span<const CompactMember> members_of(const CompactValue& value) { return value.members(); }
inline std::span<const document::Member> members_of(const Node& value) {
  return *std::get_if<Node::Object>(&value.value());
}
inline const KeyRecord& key_of(const CompactMember& member) { return member.key; }
inline KeyRecord key_of(const document::Member& member) { return KeyRecord::of(member.key); }

// Where the name is, or how many members there are.
inline std::size_t index_of(std::span<const CompactMember> members, const KeyRecord& name) {
  std::size_t i = 0;
  while (i < members.size() && !(members[i].key == name)) ++i;
  return i;
}
inline std::size_t index_of(std::span<const document::Member> members, const KeyRecord& name) {
  std::size_t i = 0;
  while (i < members.size() && (members[i].key.size() != name.size || !(KeyRecord::of(members[i].key) == name))) ++i;
  return i;
}

// Numbers: the integer or double that holds the value, or null when something else does.
inline std::optional<std::int64_t> int64_of(const CompactValue& value) {
  return value.is_int64() ? std::optional(value.as_int64()) : std::nullopt;
}
inline std::optional<std::int64_t> int64_of(const Node& value) {
  const auto* integer = std::get_if<std::int64_t>(&value.value());
  return integer ? std::optional(*integer) : std::nullopt;
}
inline std::optional<double> double_of(const CompactValue& value) {
  return value.is_double() ? std::optional(value.as_double()) : std::nullopt;
}
inline std::optional<double> double_of(const Node& value) {
  const auto* real = std::get_if<double>(&value.value());
  return real ? std::optional(*real) : std::nullopt;
}
// For what is seldom asked, such as the arithmetic of huge numbers. Of a Compact, a copy.
inline Node number_of(const CompactValue& value) { return to_node(value); }
inline const Node& number_of(const Node& value) { return value; }

// The name of a member as a value of its own. It lives as long as the result.
inline CompactValue name_value(const CompactMember& member) { return CompactValue::of_name(member.key); }
inline Node name_value(const document::Member& member) { return Node(member.key); }

// Items or members; 0 of others.
inline std::size_t parts_of(const CompactValue& value) {
  return value.type() >= CompactValue::Type::Array ? value.size() : 0;
}
inline std::size_t parts_of(const Node& value) { return value.size(); }

// JSON equality, as document::equal.
bool equal_values(const CompactValue& a, const Node& b);
bool equal_values(const CompactValue& a, const CompactValue& b);
inline bool equal_values(const Node& a, const Node& b) { return document::equal(a, b); }

}  // namespace concord::schema
