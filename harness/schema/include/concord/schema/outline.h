// What a compiled schema asks, keyword by keyword, as plain data: for those who make values instead of judging them.
// All dialects look alike here, references are followed, and what the direction of a message waives is not asked.
#pragma once
#include <concord/schema.h>

#include <cstdint>
#include <deque>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace concord::schema {

// A schema in the dynamic scope in which it is met: a number within one Outline.
using PartId = std::uint32_t;
constexpr PartId kNoPart = std::numeric_limits<PartId>::max();
constexpr std::uint32_t kNoMost = std::numeric_limits<std::uint32_t>::max();

enum class Asks : std::uint8_t {
  Nothing,   // `false`: no value will do; a writeOnly member in an answer
  Types,     // types
  Values,    // one of `values`: enum, const
  MultipleOf,
  Maximum,
  ExclusiveMaximum,
  Minimum,
  ExclusiveMinimum,  // values: one number
  MaxLength,
  MinLength,
  MaxItems,
  MinItems,
  MaxProperties,
  MinProperties,  // count
  Pattern,        // text, regex
  Format,         // text
  Content,        // base64 or JSON within a text
  UniqueItems,
  Contains,               // parts: one; count to most
  PrefixItems,            // parts: one an item
  Items,                  // parts: one; from the item `count` on
  UnevaluatedItems,       // parts: one
  Required,               // names
  Properties,             // members
  PatternProperties,      // members: `name` is the pattern
  AdditionalProperties,   // parts: one
  PropertyNames,          // parts: one
  DependentRequired,      // members: `names` are demanded beside it
  DependentSchemas,       // members
  UnevaluatedProperties,  // parts: one
  Reference,              // parts: one
  AllOf,
  AnyOf,
  OneOf,  // parts
  Not,    // parts: one
  If,     // parts: the condition, then, else; kNoPart when absent
};

// Bits of Rule::types.
enum TypeBit : std::uint32_t {
  kNullType = 1,
  kBooleanType = 2,
  kIntegerType = 4,
  kNumberType = 8,
  kStringType = 16,
  kArrayType = 32,
  kObjectType = 64,
};

struct RuleMember {
  std::string_view name;
  PartId part = kNoPart;
  const pattern::Regex* regex = nullptr;
  std::vector<std::string_view> names = {};
};

struct Rule {
  Asks asks = Asks::Nothing;
  std::string_view keyword;  // as the schema has it; "false"
  std::uint32_t types = 0;
  std::uint32_t count = 0, most = kNoMost;
  std::span<const Node* const> values = {};
  std::string_view text = {};
  const pattern::Regex* regex = nullptr;
  std::vector<PartId> parts = {};
  std::vector<RuleMember> members = {};
  std::vector<std::string_view> names = {};
};

// What it gives out lives as long as it does. Not to be used by two threads at once.
class Outline {
 public:
  explicit Outline(const Schema& schema);
  ~Outline();
  Outline(const Outline&) = delete;
  Outline& operator=(const Outline&) = delete;

  PartId entry() const;
  // In the order of the schema's text.
  const std::vector<Rule>& rules(PartId part) const;
  const Node& text(PartId part) const;  // an object, or a boolean
  // As of Violation::schema_location.
  std::string location(PartId part, std::string_view keyword) const;
  // Whether the value, by itself, is valid for that part of the schema for certain.
  bool accepts(PartId part, const Node& value) const;

  // What people call the alternative of that number of a oneOf or anyOf of `holder`: `Card`, `kind "card"`,
  // `alternative 2`.
  std::string name_of(PartId holder, std::string_view keyword, std::size_t alternative) const;
  // The member by which a discriminator there tells its alternatives apart, or "".
  std::string_view discriminator(PartId holder) const;
  // The values of that member that name the alternative; empty when it has no name.
  std::vector<std::string> values_of(PartId holder, std::string_view keyword, std::size_t alternative) const;
  // Of a discriminator that is no part of a oneOf: values of its member, and the schema that each names.
  struct Named {
    std::string_view value;
    PartId part = kNoPart;
  };
  std::vector<Named> named_by(PartId holder) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace concord::schema
