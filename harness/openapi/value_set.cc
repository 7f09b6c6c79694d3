#include "value_set.h"

#include <algorithm>

namespace concord::openapi {
namespace {

// Equal for values that are equal. Collections are told apart by their size only: they are rare in enums.
std::size_t hash_of(const Node& value) {
  switch (value.kind()) {
    case document::Kind::String: return std::hash<std::string_view>{}(value.as_string());
    case document::Kind::Number: return std::hash<double>{}(value.to_double());
    default: return static_cast<std::size_t>(value.kind()) * 31 + value.size();
  }
}

}  // namespace

bool ValueSet::contains(const Node& value) const {
  const auto [begin, end] = values_.equal_range(hash_of(value));
  return std::any_of(begin, end, [&](const auto& known) { return document::equal(*known.second, value); });
}

bool ValueSet::insert(const Node& value) {
  if (contains(value)) return false;
  values_.emplace(hash_of(value), &value);
  return true;
}

MemberNames::MemberNames(const Node& object) {
  for (const document::Member& member : object.members()) names_.insert(member.key);
}

}  // namespace concord::openapi
