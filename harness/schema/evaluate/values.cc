#include "values.h"

#include "instance.h"

#include <algorithm>
#include <cstring>
#include <functional>
#include <vector>

namespace concord::schema {
namespace {

std::uint64_t mix(std::uint64_t value) {
  value ^= value >> 33;
  value *= 0xff51afd7ed558ccdULL;
  value ^= value >> 33;
  value *= 0xc4ceb9fe1a85ec53ULL;
  return value ^ (value >> 33);
}

std::uint64_t hash_text(std::string_view text) { return std::hash<std::string_view>()(text); }

std::uint64_t hash_real(double real) {
  // Neighbours beyond 2^53 share a hash; they are told apart when compared.
  return real == 0 ? 0 : std::hash<double>()(real);
}

std::uint64_t hash_number(const Node& number) {
  if (!std::holds_alternative<document::Decimal>(number.value())) return hash_real(number.to_double());
  const ExactNumber parts = exact(number);
  return hash_text(parts.digits) ^ mix(static_cast<std::uint64_t>(parts.exponent) * 2 + (parts.is_negative ? 1 : 0));
}

template <class V>
std::uint64_t hash_value(const V& value);

template <class V>
std::uint64_t hash_array(const V& array) {
  std::uint64_t hash = 17;
  for (const V& item : items_of(array)) hash = mix(hash * 31 + hash_value(item));
  return hash;
}

std::uint64_t hash_key(const document::Member& member) { return hash_text(member.key); }
std::uint64_t hash_key(const CompactMember& member) { return hash_text(member.key.view()); }

template <class V>
std::uint64_t hash_object(const V& object) {
  std::uint64_t sum = 0;  // members have no order
  for (const auto& member : members_of(object)) sum += mix(hash_key(member) * 31 + hash_value(member.value));
  return sum;
}

// Equal values have equal hashes: 1 and 1.0 are of one kind.
template <class V>
std::uint64_t hash_value(const V& value) {
  switch (instance_type(value)) {
    case Type::Null: return mix(1);
    case Type::Boolean: return mix(boolean_of(value) ? 101 : 102);
    case Type::Integer:
    case Type::Real: return mix(hash_number(number_of(value)) + 2);
    case Type::String: return mix(hash_text(text_of(value)) + 3);
    case Type::Array: return mix(hash_array(value) + 4);
    case Type::Object: return mix(hash_object(value) + 5);
  }
  return 0;
}

template <class V>
std::optional<EqualItems> find_among_few(std::span<const V> items) {
  for (std::size_t second = 1; second < items.size(); ++second) {
    for (std::size_t first = 0; first < second; ++first) {
      if (equal_values(items[first], items[second])) return EqualItems{first, second};
    }
  }
  return std::nullopt;
}

struct Hashed {
  std::uint64_t hash;
  std::size_t index;
  bool operator<(const Hashed& other) const { return hash != other.hash ? hash < other.hash : index < other.index; }
};

template <class V>
std::optional<EqualItems> find_among_many(std::span<const V> items) {
  std::vector<Hashed> hashed;
  hashed.reserve(items.size());
  for (std::size_t i = 0; i < items.size(); ++i) hashed.push_back({hash_value(items[i]), i});
  std::sort(hashed.begin(), hashed.end());
  std::optional<EqualItems> found;  // the pair whose second item comes first
  for (std::size_t begin = 0; begin < hashed.size();) {
    std::size_t end = begin + 1;
    for (; end < hashed.size() && hashed[end].hash == hashed[begin].hash; ++end) {
      for (std::size_t k = begin; k < end; ++k) {
        const EqualItems pair{hashed[k].index, hashed[end].index};
        if (found && found->second <= pair.second) break;
        if (equal_values(items[pair.first], items[pair.second])) found = pair;
      }
    }
    begin = end;
  }
  return found;
}

template <class V>
std::optional<EqualItems> find_equal(std::span<const V> items) {
  constexpr std::size_t kFew = 8;
  return items.size() <= kFew ? find_among_few(items) : find_among_many(items);
}

bool is_number(Type type) { return type == Type::Integer || type == Type::Real; }

template <class A, class B>
bool equal_numbers(const A& a, const B& b) {
  const auto left = int64_of(a), right = int64_of(b);
  if (left && right) return *left == *right;
  return document::compare_numbers(number_of(a), number_of(b)) == 0;
}

template <class V>
using KeyedValues = std::vector<std::pair<std::string_view, const V*>>;

template <class V>
KeyedValues<V> sorted_by_key(const V& object) {
  KeyedValues<V> sorted;
  for (const auto& member : members_of(object)) {
    if constexpr (std::is_same_v<V, Node>)
      sorted.emplace_back(member.key, &member.value);
    else
      sorted.emplace_back(member.key.view(), &member.value);
  }
  std::sort(sorted.begin(), sorted.end(), [](const auto& x, const auto& y) { return x.first < y.first; });
  return sorted;
}

template <class A, class B>
bool equal_objects(const A& a, const B& b) {
  const auto left = sorted_by_key(a);
  const auto right = sorted_by_key(b);
  return std::equal(left.begin(), left.end(), right.begin(), right.end(), [](const auto& x, const auto& y) {
    return x.first == y.first && equal_values(*x.second, *y.second);
  });
}

template <class A, class B>
bool equal(const A& a, const B& b) {
  const Type type = instance_type(a), other = instance_type(b);
  if (is_number(type)) return is_number(other) && equal_numbers(a, b);
  if (type != other) return false;
  switch (type) {
    case Type::Null: return true;
    case Type::Boolean: return boolean_of(a) == boolean_of(b);
    case Type::String: return text_of(a) == text_of(b);
    case Type::Array: {
      const auto left = items_of(a);
      const auto right = items_of(b);
      return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                        [](const A& x, const B& y) { return equal_values(x, y); });
    }
    default: return members_of(a).size() == members_of(b).size() && equal_objects(a, b);
  }
}

}  // namespace

bool equal_values(const CompactValue& a, const Node& b) { return equal(a, b); }
bool equal_values(const CompactValue& a, const CompactValue& b) { return equal(a, b); }

std::optional<EqualItems> find_equal_items(std::span<const Node> items) { return find_equal(items); }
std::optional<EqualItems> find_equal_items(std::span<const CompactValue> items) { return find_equal(items); }

std::size_t code_points(std::string_view utf8) {
  std::size_t continuations = 0, i = 0;
  for (; i + 8 <= utf8.size(); i += 8) {
    std::uint64_t word;
    std::memcpy(&word, utf8.data() + i, 8);
    const std::uint64_t ends = (word >> 7) & ~(word >> 6) & 0x0101010101010101ULL;
    continuations += static_cast<std::size_t>((ends * 0x0101010101010101ULL) >> 56);
  }
  for (; i < utf8.size(); ++i) continuations += (static_cast<unsigned char>(utf8[i]) & 0xC0) == 0x80 ? 1 : 0;
  return utf8.size() - continuations;
}

}  // namespace concord::schema
