#include "values.h"

#include <algorithm>
#include <cstring>
#include <functional>
#include <vector>

namespace concord::schema {
namespace {

using document::Kind;
using document::Node;

std::uint64_t mix(std::uint64_t value) {
  value ^= value >> 33;
  value *= 0xff51afd7ed558ccdULL;
  value ^= value >> 33;
  value *= 0xc4ceb9fe1a85ec53ULL;
  return value ^ (value >> 33);
}

std::uint64_t hash_text(std::string_view text) { return std::hash<std::string_view>()(text); }

std::uint64_t hash_number(const Node& number) {
  if (!std::holds_alternative<document::Decimal>(number.value())) {
    // Neighbours beyond 2^53 share a hash; they are told apart when compared.
    const double real = number.to_double();
    return real == 0 ? 0 : std::hash<double>()(real);
  }
  const ExactNumber parts = exact(number);
  return hash_text(parts.digits) ^ mix(static_cast<std::uint64_t>(parts.exponent) * 2 + (parts.is_negative ? 1 : 0));
}

std::uint64_t hash_array(const Node& array) {
  std::uint64_t hash = 17;
  for (const Node& item : array.items()) hash = mix(hash * 31 + hash_value(item));
  return hash;
}

std::uint64_t hash_object(const Node& object) {
  std::uint64_t sum = 0;  // members have no order
  for (const auto& member : object.members()) sum += mix(hash_text(member.key) * 31 + hash_value(member.value));
  return sum;
}

std::optional<EqualItems> find_among_few(const Node::Array& items) {
  for (std::size_t second = 1; second < items.size(); ++second) {
    for (std::size_t first = 0; first < second; ++first) {
      if (document::equal(items[first], items[second])) return EqualItems{first, second};
    }
  }
  return std::nullopt;
}

}  // namespace

std::uint64_t hash_value(const Node& value) {
  const auto kind = static_cast<std::uint64_t>(value.kind());
  switch (value.kind()) {
    case Kind::Null: return mix(kind + 1);
    case Kind::Boolean: return mix(value.as_boolean() ? 101 : 102);
    case Kind::Number: return mix(hash_number(value) + kind);
    case Kind::String: return mix(hash_text(value.as_string()) + kind);
    case Kind::Array: return mix(hash_array(value) + kind);
    case Kind::Object: return mix(hash_object(value) + kind);
  }
  return 0;
}

std::optional<EqualItems> find_equal_items(const Node::Array& items) {
  constexpr std::size_t kFew = 8;
  if (items.size() <= kFew) return find_among_few(items);
  struct Hashed {
    std::uint64_t hash;
    std::size_t index;
    bool operator<(const Hashed& other) const { return hash != other.hash ? hash < other.hash : index < other.index; }
  };
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
        if (document::equal(items[pair.first], items[pair.second])) found = pair;
      }
    }
    begin = end;
  }
  return found;
}

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

bool has_at_least(std::string_view text, std::uint32_t limit) {
  if (text.size() < limit) return false;
  return (text.size() + 3) / 4 >= limit || code_points(text) >= limit;
}

bool has_at_most(std::string_view text, std::uint32_t limit) {
  if (text.size() <= limit) return true;
  return (text.size() + 3) / 4 <= limit && code_points(text) <= limit;
}

}  // namespace concord::schema
