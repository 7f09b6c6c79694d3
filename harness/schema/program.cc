#include "program.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace concord::schema {
namespace {

std::uint64_t hash_name(std::string_view name) {
  std::uint64_t first = 0, last = 0;
  std::memcpy(&first, name.data(), std::min<std::size_t>(name.size(), 8));
  if (name.size() > 8) std::memcpy(&last, name.data() + name.size() - 8, 8);
  std::uint64_t hash = (first ^ (last * 0x9E3779B97F4A7C15ULL) ^ name.size()) * 0xff51afd7ed558ccdULL;
  return hash ^ (hash >> 32);
}

}  // namespace

Type type_of(const Node& value) {
  constexpr std::array<Type, 9> kTypesByIndex = {Type::Null, Type::Boolean, Type::Integer, Type::Integer, Type::Real,
                                                 Type::Real, Type::String,  Type::Array,   Type::Object};
  return kTypesByIndex[value.value().index()];
}

// -0 and -0.0 are held alike; neither is refused.
bool is_integer_by(std::uint32_t bits, const Node& number) {
  if (!number.is_integer()) return false;
  if (!(bits & kWrittenBit) || type_of(number) == Type::Integer) return true;
  if (const auto* decimal = std::get_if<document::Decimal>(&number.value()))
    return decimal->lexeme.find_first_of(".eE") == std::string::npos;
  return number.to_double() == 0 && std::signbit(number.to_double());
}

bool can_fail(const Step& step, Type type) {
  const bool is_number = type == Type::Integer || type == Type::Real;
  switch (step.op) {
    case Op::Type: {
      constexpr std::array<std::uint32_t, kTypes> kAccepted = {
          kNullBit, kBooleanBit, kIntegerBit | kNumberBit, kNumberBit, kStringBit, kArrayBit, kObjectBit};
      return (step.a & kAccepted[static_cast<std::size_t>(type)]) == 0;
    }
    case Op::MultipleOf:
    case Op::Maximum:
    case Op::ExclusiveMaximum:
    case Op::Minimum:
    case Op::ExclusiveMinimum: return is_number;
    case Op::MaxLength:
    case Op::MinLength:
    case Op::Pattern:
    case Op::Content: return type == Type::String;
    case Op::Format: {
      const FormatRow& row = format_rows()[step.a];
      return (row.conforms_text && type == Type::String) || (row.conforms_number && is_number);
    }
    case Op::MaxItems:
    case Op::MinItems:
    case Op::UniqueItems:
    case Op::Contains:
    case Op::PrefixItems:
    case Op::Items:
    case Op::UnevaluatedItems: return type == Type::Array;
    case Op::MaxProperties:
    case Op::MinProperties:
    case Op::Required:
    case Op::Properties:
    case Op::PatternProperties:
    case Op::AdditionalProperties:
    case Op::PropertyNames:
    case Op::DependentRequired:
    case Op::DependentSchemas:
    case Op::UnevaluatedProperties: return type == Type::Object;
    default: return true;
  }
}

void MemberTable::index() {
  constexpr std::size_t kFew = 4;
  if (names.size() <= kFew) return;
  std::size_t size = 8;
  while (size < names.size() * 2) size *= 2;
  slots.assign(size, 0);
  for (std::uint32_t i = 0; i < names.size(); ++i) {
    std::size_t slot = hash_name(names[i].name) & (size - 1);
    while (slots[slot] != 0) slot = (slot + 1) & (size - 1);
    slots[slot] = i + 1;
  }
}

std::uint32_t MemberTable::find(std::string_view name, std::uint32_t guess) const {
  if (guess < names.size() && names[guess].name == name) return guess;
  if (slots.empty()) {
    for (std::uint32_t i = 0; i < names.size(); ++i) {
      if (names[i].name == name) return i;
    }
    return kNone;
  }
  const std::size_t mask = slots.size() - 1;
  for (std::size_t slot = hash_name(name) & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
    if (names[slots[slot] - 1].name == name) return slots[slot] - 1;
  }
  return kNone;
}

}  // namespace concord::schema
