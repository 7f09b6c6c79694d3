// A JSON document that is only read: made from a text in one pass into one arena, values of 16 bytes, no allocation in
// steady state. For those who judge much data and keep little; everybody else uses Node.
//
//     document::Compact compact;                  // its memory is used again by the next read
//     for (const std::string_view line : lines)
//       if (compact.read(line)) use(compact.root());
//       else complain(parse_answer_json(line).faults);
#pragma once
#include <concord/document.h>

#include <bit>
#include <cstring>
#include <memory>
#include <span>

namespace concord::document {

// A name in a form that is compared by three integers: its first 8 bytes, its last 8 (they overlap when it has fewer
// than 16; 0 when fewer than 8) and its length. Only longer names need their text. A view: the text must outlive it.
struct KeyRecord {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
  const char* text = nullptr;
  std::uint32_t size = 0;

  static KeyRecord of(std::string_view name);
  std::string_view view() const { return {text, size}; }
  // The same for the same name, in this process; anybody can make two names collide.
  std::uint64_t hash() const;
  friend bool operator==(const KeyRecord& a, const KeyRecord& b) {
    return a.first == b.first && a.last == b.last && a.size == b.size &&
           (a.size <= 16 || std::memcmp(a.text + 8, b.text + 8, a.size - 16) == 0);
  }
};

struct CompactMember;

// A value of a Compact, which owns everything that it points to.
class CompactValue {
 public:
  // Real: written with a fraction or an exponent, or beyond 64 bits.
  enum class Type : std::uint8_t { Null, Boolean, Integer, Real, String, Array, Object };

  Type type() const { return type_; }
  bool as_boolean() const { return payload_.integer != 0; }
  // Integers: int64 when it keeps them, else uint64.
  bool is_int64() const { return type_ == Type::Integer && !is_wide_; }
  std::int64_t as_int64() const { return payload_.integer; }
  std::uint64_t as_uint64() const { return payload_.natural; }
  // Reals: a double when it keeps the value, as Node does, else the lexeme.
  bool is_double() const { return type_ == Type::Real && !is_wide_; }
  double as_double() const { return payload_.real; }
  std::string_view lexeme() const { return {payload_.text, size_}; }

  std::string_view text() const { return {payload_.text, size_}; }  // of a string; UTF-8 without escapes
  KeyRecord text_record() const;                                    // the same, for comparing it with names
  // A name of the same document as a string value.
  static CompactValue of_name(const KeyRecord& name) {
    CompactValue value;
    value.type_ = Type::String;
    value.payload_.text = name.text;
    value.size_ = name.size;
    return value;
  }
  std::span<const CompactValue> items() const { return {payload_.items, size_}; }  // of an array
  std::span<const CompactMember> members() const;                                  // of an object, in the text's order
  std::uint32_t size() const { return size_; }  // bytes of a string, items, members; 0 of others

 private:
  friend class CompactReader;
  union Payload {
    std::int64_t integer;
    std::uint64_t natural;
    double real;
    const char* text;
    const CompactValue* items;
    const CompactMember* members;
  };
  Payload payload_{};
  std::uint32_t size_ = 0;
  Type type_ = Type::Null;
  bool is_wide_ = false;
};

struct CompactMember {
  KeyRecord key;
  CompactValue value;
};

inline std::span<const CompactMember> CompactValue::members() const { return {payload_.members, size_}; }

// A node of its own, without spans. Numbers are in the alternatives that parse_answer_json would choose. Iterative.
Node to_node(const CompactValue& value);

class Compact {
 public:
  Compact();
  Compact(Compact&&) noexcept;
  Compact& operator=(Compact&&) noexcept;
  ~Compact();

  // Replaces the document. True exactly when parse_answer_json finds no fault in the text with the same limits; when it
  // is false the root is null, and parse_answer_json has the words (its Node is also how to get positions). The text is
  // copied. What the last read made is invalid from now on.
  bool read(std::string_view text, const ParseLimits& limits = {});
  const CompactValue& root() const { return root_; }

 private:
  friend class CompactReader;
  struct Memory;
  std::unique_ptr<Memory> memory_;
  CompactValue root_;
};

// ---- inline, since evaluation of schemas lives on them

namespace compact_detail {

template <class Word>
Word load(const char* from) {
  Word word;
  std::memcpy(&word, from, sizeof word);
  if constexpr (std::endian::native == std::endian::big) {
    return sizeof word == 8 ? static_cast<Word>(__builtin_bswap64(word)) : static_cast<Word>(__builtin_bswap32(word));
  }
  return word;
}

// When 8 bytes may be read from `text`, though the name is shorter.
inline KeyRecord padded_record(const char* text, std::uint32_t size) {
  const auto first = load<std::uint64_t>(text);
  if (size < 8) return {first & ((std::uint64_t{1} << (8 * size)) - 1), 0, text, size};
  return {first, load<std::uint64_t>(text + size - 8), text, size};
}

}  // namespace compact_detail

inline KeyRecord KeyRecord::of(std::string_view name) {
  using compact_detail::load;
  const char* text = name.data();
  const std::size_t size = name.size();
  const auto length = static_cast<std::uint32_t>(size);
  if (size >= 8) return {load<std::uint64_t>(text), load<std::uint64_t>(text + size - 8), text, length};
  if (size >= 4) {
    const std::uint64_t end = load<std::uint32_t>(text + size - 4);
    return {load<std::uint32_t>(text) | (end << (8 * (size - 4))), 0, text, length};
  }
  std::uint64_t first = 0;
  for (std::size_t i = 0; i < size; ++i) first |= std::uint64_t{static_cast<unsigned char>(text[i])} << (8 * i);
  return {first, 0, text, length};
}

inline std::uint64_t KeyRecord::hash() const {
  constexpr std::uint64_t kMix = 0x9E3779B97F4A7C15ULL;
  std::uint64_t mixed = (first ^ std::rotl(last, 29) ^ size) * kMix;
  for (std::uint32_t at = 8; at + 16 < size; at += 8) {
    mixed = (std::rotl(mixed, 23) ^ compact_detail::load<std::uint64_t>(text + at)) * kMix;
  }
  return mixed ^ (mixed >> 32);
}

// The Compact keeps room behind every text.
inline KeyRecord CompactValue::text_record() const { return compact_detail::padded_record(payload_.text, size_); }

}  // namespace concord::document
