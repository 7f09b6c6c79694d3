#include <concord/document.h>

#include <algorithm>
#include <array>
#include <limits>

namespace concord::document {
namespace {

constexpr std::size_t few_members = 16;

using SortedMembers = std::vector<const Member*>;

SortedMembers sorted(const Node::Object& members) {
  SortedMembers result;
  result.reserve(members.size());
  for (const Member& member : members) result.push_back(&member);
  std::sort(result.begin(), result.end(), [](const Member* a, const Member* b) { return a->key < b->key; });
  return result;
}

bool equal_members(const Member& a, const Member& b) { return a.key == b.key && equal(a.value, b.value); }

bool equal_objects(const Node& a, const Node& b) {
  const auto has_same_key = [](const Member& x, const Member& y) { return x.key == y.key; };
  const Node::Object &left_members = a.members(), &right_members = b.members();
  if (std::equal(left_members.begin(), left_members.end(), right_members.begin(), has_same_key))  // as mostly
    return std::equal(left_members.begin(), left_members.end(), right_members.begin(), equal_members);
  if (a.size() > few_members) {
    const SortedMembers left = sorted(a.members());
    const SortedMembers right = sorted(b.members());
    return std::equal(left.begin(), left.end(), right.begin(),
                      [](const Member* x, const Member* y) { return equal_members(*x, *y); });
  }
  return std::all_of(a.members().begin(), a.members().end(), [&](const Member& member) {
    const Node* other = b.find(member.key);
    return other && equal(member.value, *other);
  });
}

}  // namespace

std::string_view kind_name(Kind kind) {
  constexpr std::array<std::string_view, 6> names = {"null", "boolean", "number", "string", "array", "object"};
  return names.at(static_cast<std::size_t>(kind));
}

std::string kind_with_article(Kind kind) {
  if (kind == Kind::Null) return "null";
  const bool is_vowel = kind == Kind::Array || kind == Kind::Object;
  return (is_vowel ? "an " : "a ") + std::string(kind_name(kind));
}

Node::Node(bool value) : value_(value) {}
Node::Node(std::int64_t value) : value_(value) {}
// What int64_t keeps is always kept in it, so that one number has one alternative.
Node::Node(std::uint64_t value) {
  if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
    value_ = value;
  } else {
    value_ = static_cast<std::int64_t>(value);
  }
}
Node::Node(double value) : value_(value) {}
Node::Node(Decimal value) : value_(std::move(value)) {}
Node::Node(std::string value) : value_(std::move(value)) {}
Node::Node(Array value) : value_(std::move(value)) {}
Node::Node(Object value) : value_(std::move(value)) {}
Node Node::object() { return Node(Object{}); }

const Node::Array& Node::no_items() {
  static const Array none;
  return none;
}

const Node::Object& Node::no_members() {
  static const Object none;
  return none;
}

Node& Node::set(std::string_view key, Node value) {
  if (is_null()) value_ = Object{};
  if (Node* old = find(key)) {
    *old = std::move(value);
    return *old;
  }
  return members().emplace_back(Member{std::string(key), std::move(value), {}}).value;
}

bool Node::remove(std::string_view key) {
  const Member* member = find_member(key);
  if (!member) return false;
  Object& all = members();
  all.erase(all.begin() + (member - all.data()));
  return true;
}

bool equal(const Node& a, const Node& b) {
  if (a.kind() != b.kind()) return false;
  switch (a.kind()) {
    case Kind::Null: return true;
    case Kind::Boolean: return a.as_boolean() == b.as_boolean();
    case Kind::Number: return compare_numbers(a, b) == 0;
    case Kind::String: return a.as_string() == b.as_string();
    case Kind::Array: return std::equal(a.items().begin(), a.items().end(), b.items().begin(), b.items().end(), equal);
    case Kind::Object: return a.size() == b.size() && equal_objects(a, b);
  }
  return false;
}

}  // namespace concord::document
