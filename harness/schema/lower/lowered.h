// A Program made ready for verdicts. Schemas that apply to the same value for certain, through $ref, allOf and several
// tables of members, are one unit; a unit is a list of instructions for each type of value, the cheap ones first. What
// a type alone decides costs no call: it is two masks in front of the unit. unevaluatedProperties and unevaluatedItems
// are rules of the table, or a first index, wherever nothing conditional is beside them.
//
// Every instruction knows the keyword it stands for, which only the collecting of failures looks at.
#pragma once
#include "program.h"

#include <concord/document/compact.h>

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace concord::schema {

using document::KeyRecord;

// The keyword that is broken when an instruction fails: a step of Program::steps.
struct Cause {
  SchemaId schema = kNone;
  std::uint32_t step = 0;
  bool operator==(const Cause&) const = default;
  auto operator<=>(const Cause&) const = default;
};

// What a value has to pass: the unit, or nothing (pass) or never (fail) for the types whose bits are set. Where that
// leaves one type, which is usual, `code` is where its instructions begin; `is_leaf` when that is one leaf.
struct Check {
  std::uint32_t unit = 0;
  std::uint32_t code = 0;
  std::uint8_t pass = 0;
  std::uint8_t fail = 0;
  std::uint8_t type = kTypes;  // kTypes when there is no such type
  bool is_leaf = false;
};
constexpr std::uint8_t type_mask(Type type) { return static_cast<std::uint8_t>(1u << static_cast<unsigned>(type)); }
constexpr std::uint8_t kAllTypes = 0x7F;

enum class Do : std::uint8_t {
  End,
  // Leaves.
  Fail,
  Unjudged,      // neither passed nor failed
  IntegerRange,  // low, high; flags say which of them there are
  RealRange,     // low_real, high_real; a, b: the same as values; flags
  Bound,         // a: value; c: Op; for numbers of any size
  Whole,         // a: bits of `type`
  MultipleOf,    // a: value; low: the divisor when it is an int64, else 0
  Length,        // a: at least, b: at most; code points
  Texts,         // texts a to b
  TextSet,       // a: text set
  Integers,      // integers a to b
  Values,        // Program::values a to b
  IsTrue,
  IsFalse,
  Pattern,       // a: regex
  FormatText,    // conforms
  FormatNumber,  // a: row of formats
  Content,       // a: bits of ContentRule
  Count,         // a: at least, b: at most; items or members
  Unique,
  DependentNames,  // a: dependent
  // Applicators.
  Members,         // a: table
  Few,             // a: table of few names, open to others: each is looked for
  Names,           // a: check
  DependentCheck,  // a: dependent
  Prefix,          // checks a to b
  Items,           // a: check, b: first index
  Contains,        // a: check, b: at least, c: at most; flag: marks its matches
  Call,            // a: check
  Any,             // alternatives a
  One,             // alternatives a
  Not,             // a: check
  If,              // checks a, then b, else c; kNone when absent
  Unevaluated,     // a: check; only in units that track
};
// So many names are found by comparing with each.
constexpr std::size_t kFewNames = 3;
constexpr Do kFirstApplicator = Do::Members;

constexpr std::uint8_t kHasLow = 1, kHasHigh = 2, kLowExclusive = 4, kHighExclusive = 8, kMarksMatches = 16,
                       kNeverFails = 32;  // there for its marks only

struct Instruction {
  Do op = Do::End;
  std::uint8_t flags = 0;
  std::uint32_t a = 0, b = 0, c = 0;
  union {
    std::int64_t low = 0;
    double low_real;
    bool (*conforms)(std::string_view text);
  };
  union {
    std::int64_t high = 0;
    double high_real;
  };
};

struct LoweredUnit {
  std::array<std::uint32_t, kTypes> code{};  // where the instructions begin; 0 is an empty list
  std::uint8_t tracks = 0;                   // types that have marks of their own
};

struct NameTable {
  struct Name {
    KeyRecord key;
    Check check;
    bool is_required = false;
    bool is_evaluated = false;
  };
  struct PatternRule {
    std::uint32_t regex;
    Check check;
    std::uint64_t group;  // its bit
    Cause cause;
  };
  // For names that match no pattern of these groups.
  struct Rest {
    std::uint64_t groups;
    Check check;
  };
  struct Required {
    std::uint32_t name;
    Cause cause;
  };
  std::vector<Name> names;           // and behind them one that no key equals
  std::vector<std::uint32_t> slots;  // open addressing, a power of two; index into names + 1
  std::vector<PatternRule> patterns;
  std::vector<Rest> rests;
  std::vector<Required> causes;
  std::uint32_t required = 0;  // how many names are
  bool is_closed = false;      // without patterns, and nothing passes the rests

  void index();  // when all names are there
  std::size_t size() const { return names.size() - 1; }
  std::span<const Name> all() const { return {names.data(), size()}; }
  // The name, or null. `guess`, a name or their end, is tried first: APIs write members in one order.
  const Name* find(const KeyRecord& key, const Name* guess) const { return guess->key == key ? guess : search(key); }

 private:
  const Name* search(const KeyRecord& key) const;
};

// Strings, found by hash.
struct TextSet {
  std::vector<KeyRecord> texts;
  std::vector<std::uint32_t> slots;

  void index();
  std::uint32_t find(const KeyRecord& text) const;  // kNone when absent
};

// anyOf and oneOf. `live` are those that the type does not refuse. When every one of these wants a member to be one of
// some strings, its value says which of them can match.
struct Alternatives {
  struct Span {
    std::uint32_t begin = 0, end = 0;  // in Lowered::checks
  };
  Span all, live;
  bool is_switch = false;
  KeyRecord member;
  TextSet values;
  std::vector<Span> by_value;  // parallel to values.texts
  Span when_absent;
};

struct LoweredDependent {
  KeyRecord name;
  Check check;
  std::vector<KeyRecord> names;
};

struct Lowered {
  std::vector<Instruction> code;
  std::vector<std::array<Cause, 2>> causes;  // parallel to code; the second is that of `high` or `b`
  std::vector<LoweredUnit> units;
  std::vector<Check> checks;
  std::vector<NameTable> tables;
  std::vector<KeyRecord> texts;
  std::vector<TextSet> text_sets;
  std::vector<std::int64_t> integers;
  std::vector<Alternatives> alternatives;
  std::vector<LoweredDependent> dependents;
  std::vector<Check> by_schema;  // units of one schema, where there are such: 0 for those that are only part of others
};

// The program must stay where it is: texts are views into it.
// `entries` are the schemas that instances are judged by.
std::shared_ptr<const Lowered> lower(const Compilation& program, std::span<const SchemaId> entries);

}  // namespace concord::schema
