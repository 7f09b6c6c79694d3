// The keywords of every dialect as one table: what their values must look like and where subschemas are in them.
#pragma once
#include <concord/schema.h>

#include <cstdint>
#include <span>
#include <string_view>

namespace concord::schema {

enum class Keyword : std::uint8_t {
  Unknown,
  Id,
  Schema,
  Anchor,
  DynamicAnchor,
  RecursiveAnchor,
  Ref,
  DynamicRef,
  RecursiveRef,
  Vocabulary,
  Annotation,
  Defs,
  AllOf,
  AnyOf,
  OneOf,
  Not,
  If,
  Then,
  Else,
  DependentSchemas,
  Dependencies,
  Properties,
  PatternProperties,
  AdditionalProperties,
  PropertyNames,
  PrefixItems,
  Items,
  AdditionalItems,
  Contains,
  UnevaluatedProperties,
  UnevaluatedItems,
  Type,
  Enum,
  Const,
  MultipleOf,
  Maximum,
  ExclusiveMaximum,
  Minimum,
  ExclusiveMinimum,
  MaxLength,
  MinLength,
  Pattern,
  MaxItems,
  MinItems,
  UniqueItems,
  MaxContains,
  MinContains,
  MaxProperties,
  MinProperties,
  Required,
  DependentRequired,
  Format,
  ContentEncoding,
  ContentMediaType,
  ContentSchema,
  ReadOnly,
  WriteOnly,
  Discriminator,
  Nullable,
};

// Groups that a metaschema's $vocabulary switches on and off.
enum class Vocabulary : std::uint8_t { Core, Applicator, Unevaluated, Validation, MetaData, Format, Content };

// What the value of a keyword must be.
enum class Shape : std::uint8_t {
  Any,
  Boolean,
  String,
  Number,
  PositiveNumber,
  Count,
  Strings,
  UniqueStrings,
  TypeNames,
  Array,
  Object,
  Schema,
  Schemas,
  SchemaMap,
  SchemaOrSchemas,
  PatternMap,
  StringsMap,
  DependencyMap,
  UriReference,
  AnchorName,
  Regex,
  BooleanOrNumber,
};

struct KeywordRow {
  std::string_view name;
  Keyword keyword;
  Vocabulary vocabulary;
  Shape shape;
  std::uint8_t dialects;  // bits of dialect_bit()
};

constexpr std::uint8_t dialect_bit(Dialect dialect) {
  return static_cast<std::uint8_t>(1u << static_cast<unsigned>(dialect));
}

// Whether what stands beside a `$ref` says nothing: so until draft 2019-09.
constexpr bool ignores_siblings_of_ref(Dialect dialect) {
  return dialect == Dialect::Draft7 || dialect == Dialect::Draft6 || dialect == Dialect::Draft4 ||
         dialect == Dialect::OpenApi30;
}

// The row of `name` in `dialect`, or null when the dialect does not know it.
const KeywordRow* find_keyword(std::string_view name, Dialect dialect);
std::span<const KeywordRow> keyword_rows();
std::string_view keyword_name(Keyword keyword);

// True when values of this shape hold subschemas.
bool holds_subschemas(Shape shape);

}  // namespace concord::schema
