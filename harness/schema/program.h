// Compiled schemas: plain data. Every pair of a schema and the dynamic scope it is met in (see compile.h) is a range of
// Steps in one contiguous vector: one a keyword, as written, but unevaluated* last. Where a keyword stands in the text
// is kept beside. From these steps the lowered form is made (lowered.h), which alone says what a keyword means;
// `explain` and the like follow the steps and ask it.
#pragma once
#include "format/formats.h"
#include "keywords.h"

#include <concord/schema.h>

#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace concord::schema {

using pattern::Regex;
using SchemaId = std::uint32_t;
constexpr SchemaId kNone = std::numeric_limits<SchemaId>::max();
constexpr std::uint32_t kNoLimit = std::numeric_limits<std::uint32_t>::max();

// Real is a number that is held with a fraction; it may still be zero: 1.0.
enum class Type : std::uint8_t { Null, Boolean, Integer, Real, String, Array, Object };
constexpr std::size_t kTypes = 7;
Type type_of(const Node& value);

// Bits of the keyword `type`.
constexpr std::uint32_t kNullBit = 1, kBooleanBit = 2, kIntegerBit = 4, kNumberBit = 8, kStringBit = 16, kArrayBit = 32,
                        kObjectBit = 64;
// Beside kIntegerBit: 1.0 is no integer, as in draft 4.
constexpr std::uint32_t kWrittenBit = 128;
// Whether the number may stand where these bits ask for an integer.
bool is_integer_by(std::uint32_t bits, const Node& number);

enum class Op : std::uint8_t {
  Fail,         // `false`
  Type,         // a: bits
  Enum,         // values a to b; also const
  MultipleOf,
  Maximum,
  ExclusiveMaximum,
  Minimum,
  ExclusiveMinimum,  // a: value
  MaxLength,
  MinLength,
  MaxItems,
  MinItems,
  MaxProperties,
  MinProperties,  // a: limit
  Pattern,        // a: regex
  Format,         // a: row of formats
  Content,        // a: bits of ContentRule
  UniqueItems,
  Contains,          // a: schema, b: at least, c: at most
  PrefixItems,       // edges a to b
  Items,             // a: schema, b: first index
  UnevaluatedItems,  // a: schema
  Required,
  Properties,
  PatternProperties,
  AdditionalProperties,   // a: member table; one at a time
  PropertyNames,          // a: schema
  DependentRequired,      // dependents a to b
  DependentSchemas,       // dependents a to b
  UnevaluatedProperties,  // a: schema
  Ref,                    // a: schema
  AllOf,
  AnyOf,
  OneOf,           // edges a to b
  Not,             // a: schema
  If,              // a, b: then, c: else; kNone when absent
  WrongDirection,  // a writeOnly member in a response
  Unjudged,        // nobody knows; not in schemas, but the lowered form needs it
};

struct Step {
  Op op = Op::Fail;
  bool marks_matches = false;  // Contains: 2020-12 counts its matches as evaluated
  std::uint16_t keyword = 0;   // index into the schema's members, for the location
  std::uint32_t a = 0, b = 0, c = 0;
};

// Whether the step says anything about values of this type; of Type, whether it can refuse them.
bool can_fail(const Step& step, Type type);

struct Range {
  std::uint32_t begin = 0, end = 0;
  bool is_empty() const { return begin == end; }
};

struct CompiledSchema {
  Range as_written;
  bool tracks_members = false;  // has unevaluatedProperties or unevaluatedItems
  bool is_false = false;
  bool is_true = false;
};

// The side table of CompiledSchema.
struct Origin {
  const Node* schema = nullptr;
  std::string uri;      // of the resource
  std::string pointer;  // within it
  Dialect dialect = Dialect::Draft2020_12;
};

// The rules about the members of one schema, found by one look-up a member.
struct MemberTable {
  struct Name {
    std::string_view name;
    SchemaId schema = kNone;
    bool is_required = false;
  };
  struct PatternRule {
    std::uint32_t regex;
    SchemaId schema;
    std::string_view text;
  };
  std::vector<Name> names;
  std::vector<std::uint32_t> slots;  // open addressing, a power of two; index into names + 1
  std::vector<PatternRule> patterns;
  SchemaId additional = kNone;
  std::uint32_t required = 0;  // how many names are

  void index();
  // The name's index, or kNone. `guess` is tried first: APIs write members in one order.
  std::uint32_t find(std::string_view name, std::uint32_t guess) const;
};

struct Dependent {
  std::string_view name;
  SchemaId schema = kNone;              // of dependentSchemas
  std::vector<std::string_view> names;  // of dependentRequired
  bool is_required_list = false;
};

// OpenAPI's `discriminator`: the value of a member names another schema that the object follows. No keyword judges by
// it.
struct Discriminated {
  SchemaId schema = kNone;  // that says so
  std::string_view property;
  std::uint32_t begin = 0, end = 0;  // dependents: the values of the member, and what each names
  bool is_open = false;              // too many to compile them all: whatever they describe is not known
};

enum ContentRule : std::uint32_t { kBase64 = 1, kJson = 2 };

struct Lowered;

// What one run of the compiler makes: all schemas that some lead to.
struct Compilation {
  std::vector<Step> steps;
  std::vector<CompiledSchema> schemas;
  std::vector<Origin> origins;  // parallel to schemas
  std::vector<SchemaId> edges;
  std::vector<const Node*> values;
  std::vector<Regex> regexes;
  std::vector<std::string> patterns;  // their texts
  std::vector<MemberTable> tables;
  std::vector<Dependent> dependents;
  std::vector<Discriminated> discriminated;  // in the order of the schemas
  bool has_discriminators = false;           // also such as name nothing that is here
  std::shared_ptr<const Lowered> lowered;  // see lowered.h
  std::size_t max_violations = 100;
  std::vector<std::shared_ptr<const Node>> documents;  // what the pointers above point into
};

// One of them, with what it leads to.
struct Schema::Program {
  std::shared_ptr<const Compilation> all;
  SchemaId entry = 0;
  const Node* root() const { return all->origins[entry].schema; }
};

}  // namespace concord::schema
