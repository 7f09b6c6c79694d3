// A schema as a set of allowed values: everything that must hold in one place, gathered.
//
// Two schemas that say the same in different words have the same shape: references are followed, allOf and unions of
// one are merged into their parent, a type array and a union with null are one set of types, const is an enum of one,
// unions of bare types or enums are types or an enum, exclusive bounds of integers are inclusive ones. Children are not
// looked into: they are lists of schema objects that must hold together (Parts), which become shapes when they are
// asked for. So recursion in a schema is no problem, and what is never asked for costs nothing.
#pragma once
#include <concord/document.h>
#include <concord/document/pointer.h>

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace concord::diff {

using document::Node;

// A schema object.
struct Part {
  const Node* node = nullptr;
  bool without_unions = false;  // its oneOf and anyOf are left out: one of their branches stands beside it
  bool is_or_null = false;      // null is allowed whatever it says
  bool is_plain() const { return !without_unions && !is_or_null; }
  friend auto operator<=>(const Part&, const Part&) = default;
};
using Parts = std::vector<Part>;  // all of them hold; none: everything is allowed
using ShapeId = std::uint32_t;

// Types as bits. A number is an integer or a fraction.
using Types = std::uint8_t;
inline constexpr Types null_type = 1, boolean_type = 2, integer_type = 4, fraction_type = 8, string_type = 16,
                       array_type = 32, object_type = 64, all_types = 127;
std::string types_text(Types types);  // "string or null", "anything", "nothing"

enum class Limit : std::uint8_t {
  Minimum,
  Maximum,
  MinLength,
  MaxLength,
  MinItems,
  MaxItems,
  MinProperties,
  MaxProperties,
  MinContains,
  MaxContains
};
inline constexpr std::size_t limit_count = 10;
inline constexpr std::array<std::string_view, limit_count> limit_keywords{
    "minimum",  "maximum",       "minLength",     "maxLength",   "minItems",
    "maxItems", "minProperties", "maxProperties", "minContains", "maxContains"};
inline bool is_lower_limit(Limit limit) { return static_cast<std::uint8_t>(limit) % 2 == 0; }

struct LimitValue {
  const Node* number = nullptr;  // none: no limit
  bool is_exclusive = false;
  const Node* site = nullptr;
};

struct EnumValue {
  std::string text;  // JSON, one text for one value
  const Node* site = nullptr;
  friend bool operator<(const EnumValue& a, const EnumValue& b) { return a.text < b.text; }
};

struct Property {
  std::string_view name;
  Parts parts;
};

struct Union {
  bool is_one_of = false;
  bool has_null = false;              // beside the branches
  std::vector<const Node*> branches;  // as written: references are not followed
  const Node* site = nullptr;
  const Node* discriminator = nullptr;
};

// What is allowed beyond what is named: nothing when closed, else what the parts say.
struct Rest {
  bool is_closed = false;
  Parts parts;
  const Node* site = nullptr;
};

// What must not hold.
struct Negation {
  std::string text;  // without prose; equal texts say the same
  const Node* schema = nullptr;
};

// if, then, else of one schema object. One without `if` says nothing, and so does one without the other two.
struct Condition {
  std::string text;  // of `if`, without prose
  const Node* test = nullptr;
  const Node* then = nullptr;       // or null
  const Node* otherwise = nullptr;  // or null
};

struct Shape {
  const Node* site = nullptr;  // where it is said; null for "everything"
  Types types = all_types;
  const Node* type_site = nullptr;
  std::optional<std::vector<EnumValue>> values;  // sorted, without those that the types exclude
  const Node* values_site = nullptr;
  std::array<LimitValue, limit_count> limits{};
  std::map<std::string, const Node*> multiples, formats, patterns, encodings, media_types;
  bool has_unique_items = false;
  std::vector<Property> properties;  // sorted by name
  std::map<std::string_view, const Node*> required;
  Rest additional;
  std::map<std::string_view, Parts> pattern_properties;
  std::map<std::string_view, Parts> dependent_schemas;
  std::map<std::string, const Node*> dependent_required;  // "a requires b"
  Parts property_names, contains, content_schema;
  std::vector<Parts> prefix_items;
  Rest items;
  std::vector<Union> unions;
  std::vector<Negation> negations;
  std::vector<Condition> conditions;
  bool is_read_only = false, is_write_only = false, is_deprecated = false;
  const Node* deprecated_site = nullptr;
  const Node* sunset = nullptr;
  const Node* stability = nullptr;
  const Node* default_value = nullptr;
  const Node* discriminator = nullptr;                   // that is not of a union
  std::map<std::string, const Node*> extensible_values;  // x-extensible-enum

  const Property* find(std::string_view name) const;
};

// The shapes of one document, made when they are asked for. Not thread-safe.
class Shapes {
 public:
  explicit Shapes(const Node& document);  // must outlive this

  ShapeId of(const Node* schema);  // null: everything is allowed
  ShapeId of(const Parts& parts);
  // The schema where the property `name` has one of `values`.
  Parts with_values(const Node* schema, const std::string& name, const std::set<EnumValue>& values);
  const Shape& operator[](ShapeId id);
  static constexpr ShapeId anything = 0;
  // The parts of a shape, of which of() made it.
  const Parts& parts(ShapeId id) const { return entries_[id].parts; }

  // Where references lead in the end; the schema itself when it is none, null when they lead nowhere or in a circle.
  const Node* target(const Node* schema) const;
  // The name of a component, "" for a schema that is none.
  std::string_view component(const Node* schema) const;

  // Equal for shapes that are equal down to `depth` levels.
  std::uint64_t hash(ShapeId id, int depth);
  // Whether no value can be allowed by both, as far as types, enums and required members with enums tell.
  bool are_disjoint(ShapeId a, ShapeId b);
  // Whether null is allowed.
  bool is_nullable(ShapeId id, int depth = 0);

 private:
  friend class Lowering;
  struct Entry {
    Parts parts;
    std::optional<Shape> shape;
  };
  const Node* follow(const Node& reference) const;
  const Node& own(Node value) { return owned_.emplace_back(std::move(value)); }

  const Node& document_;
  std::deque<Entry> entries_;
  std::deque<Node> owned_;  // numbers that no document has
  std::unordered_map<const Node*, ShapeId> single_;
  std::map<Parts, ShapeId> several_;
  std::unordered_map<const Node*, std::string_view> components_;
  std::unordered_map<std::string_view, const Node*> by_name_;
  std::map<std::pair<ShapeId, int>, std::uint64_t> hashes_;
};

// JSON with sorted members, in which equal values have one text.
std::string canonical_text(const Node& value);

}  // namespace concord::diff
