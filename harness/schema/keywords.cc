#include "keywords.h"

#include <array>
#include <unordered_map>

namespace concord::schema {
namespace {

constexpr std::uint8_t bits(std::initializer_list<Dialect> dialects) {
  std::uint8_t out = 0;
  for (Dialect dialect : dialects) out = static_cast<std::uint8_t>(out | dialect_bit(dialect));
  return out;
}

using enum Dialect;
constexpr std::uint8_t kAll = 0x7F;
constexpr std::uint8_t kOpenApi = bits({OpenApi31, OpenApi30});
constexpr std::uint8_t k2020 = bits({Draft2020_12, OpenApi31});
constexpr std::uint8_t k2019Up = k2020 | bits({Draft2019_09});
constexpr std::uint8_t k2019 = bits({Draft2019_09});
constexpr std::uint8_t k7Up = k2019Up | bits({Draft7});
constexpr std::uint8_t k6Up = k7Up | bits({Draft6});
constexpr std::uint8_t k4Up = k6Up | bits({Draft4});
constexpr std::uint8_t k7And6 = bits({Draft7, Draft6});
constexpr std::uint8_t kOldBounds = bits({Draft4, OpenApi30});
constexpr std::uint8_t k30 = bits({OpenApi30});

using K = Keyword;
using V = Vocabulary;
using S = Shape;

constexpr auto kRows = std::to_array<KeywordRow>({
    {"$id", K::Id, V::Core, S::UriReference, k6Up},
    {"id", K::Id, V::Core, S::UriReference, bits({Draft4})},
    {"$schema", K::Schema, V::Core, S::String, k4Up},
    {"$anchor", K::Anchor, V::Core, S::AnchorName, k2019Up},
    {"$dynamicAnchor", K::DynamicAnchor, V::Core, S::AnchorName, k2020},
    {"$recursiveAnchor", K::RecursiveAnchor, V::Core, S::Boolean, k2019},
    {"$ref", K::Ref, V::Core, S::UriReference, kAll},
    {"$dynamicRef", K::DynamicRef, V::Core, S::UriReference, k2020},
    {"$recursiveRef", K::RecursiveRef, V::Core, S::UriReference, k2019},
    {"$vocabulary", K::Vocabulary, V::Core, S::Object, k2019Up},
    {"$comment", K::Annotation, V::Core, S::String, k7Up},
    {"$defs", K::Defs, V::Core, S::SchemaMap, k2019Up},
    {"definitions", K::Defs, V::Core, S::SchemaMap, k4Up},
    {"allOf", K::AllOf, V::Applicator, S::Schemas, kAll},
    {"anyOf", K::AnyOf, V::Applicator, S::Schemas, kAll},
    {"oneOf", K::OneOf, V::Applicator, S::Schemas, kAll},
    {"not", K::Not, V::Applicator, S::Schema, kAll},
    {"if", K::If, V::Applicator, S::Schema, k7Up},
    {"then", K::Then, V::Applicator, S::Schema, k7Up},
    {"else", K::Else, V::Applicator, S::Schema, k7Up},
    {"dependentSchemas", K::DependentSchemas, V::Applicator, S::SchemaMap, k2019Up},
    {"dependencies", K::Dependencies, V::Applicator, S::DependencyMap, k4Up},
    {"properties", K::Properties, V::Applicator, S::SchemaMap, kAll},
    {"patternProperties", K::PatternProperties, V::Applicator, S::PatternMap, k4Up},
    {"additionalProperties", K::AdditionalProperties, V::Applicator, S::Schema, kAll},
    {"propertyNames", K::PropertyNames, V::Applicator, S::Schema, k6Up},
    {"prefixItems", K::PrefixItems, V::Applicator, S::Schemas, k2020},
    {"items", K::Items, V::Applicator, S::Schema, k2020 | k30},
    {"items", K::Items, V::Applicator, S::SchemaOrSchemas, k2019 | k7And6 | bits({Draft4})},
    {"additionalItems", K::AdditionalItems, V::Applicator, S::Schema, k2019 | k7And6 | bits({Draft4})},
    {"contains", K::Contains, V::Applicator, S::Schema, k6Up},
    {"unevaluatedProperties", K::UnevaluatedProperties, V::Unevaluated, S::Schema, k2019Up},
    {"unevaluatedItems", K::UnevaluatedItems, V::Unevaluated, S::Schema, k2019Up},
    {"type", K::Type, V::Validation, S::TypeNames, kAll},
    {"enum", K::Enum, V::Validation, S::Array, kAll},
    {"const", K::Const, V::Validation, S::Any, k6Up},
    {"multipleOf", K::MultipleOf, V::Validation, S::PositiveNumber, kAll},
    {"maximum", K::Maximum, V::Validation, S::Number, kAll},
    {"exclusiveMaximum", K::ExclusiveMaximum, V::Validation, S::Number, k6Up},
    {"exclusiveMaximum", K::ExclusiveMaximum, V::Validation, S::Boolean, kOldBounds},
    {"minimum", K::Minimum, V::Validation, S::Number, kAll},
    {"exclusiveMinimum", K::ExclusiveMinimum, V::Validation, S::Number, k6Up},
    {"exclusiveMinimum", K::ExclusiveMinimum, V::Validation, S::Boolean, kOldBounds},
    {"maxLength", K::MaxLength, V::Validation, S::Count, kAll},
    {"minLength", K::MinLength, V::Validation, S::Count, kAll},
    {"pattern", K::Pattern, V::Validation, S::Regex, kAll},
    {"maxItems", K::MaxItems, V::Validation, S::Count, kAll},
    {"minItems", K::MinItems, V::Validation, S::Count, kAll},
    {"uniqueItems", K::UniqueItems, V::Validation, S::Boolean, kAll},
    {"maxContains", K::MaxContains, V::Validation, S::Count, k2019Up},
    {"minContains", K::MinContains, V::Validation, S::Count, k2019Up},
    {"maxProperties", K::MaxProperties, V::Validation, S::Count, kAll},
    {"minProperties", K::MinProperties, V::Validation, S::Count, kAll},
    {"required", K::Required, V::Validation, S::Strings, kAll},
    {"dependentRequired", K::DependentRequired, V::Validation, S::StringsMap, k2019Up},
    {"format", K::Format, V::Format, S::String, kAll},
    {"contentEncoding", K::ContentEncoding, V::Content, S::String, k7Up},
    {"contentMediaType", K::ContentMediaType, V::Content, S::String, k7Up},
    {"contentSchema", K::ContentSchema, V::Content, S::Schema, k2019Up},
    {"readOnly", K::ReadOnly, V::MetaData, S::Boolean, k7Up | k30},
    {"writeOnly", K::WriteOnly, V::MetaData, S::Boolean, k7Up | k30},
    {"title", K::Annotation, V::MetaData, S::String, kAll},
    {"description", K::Annotation, V::MetaData, S::String, kAll},
    {"default", K::Annotation, V::MetaData, S::Any, kAll},
    {"deprecated", K::Annotation, V::MetaData, S::Boolean, k2019Up | k30},
    {"examples", K::Annotation, V::MetaData, S::Any, k6Up},
    {"discriminator", K::Discriminator, V::MetaData, S::Object, kOpenApi},
    {"example", K::Annotation, V::MetaData, S::Any, kOpenApi},
    {"xml", K::Annotation, V::MetaData, S::Object, kOpenApi},
    {"externalDocs", K::Annotation, V::MetaData, S::Object, kOpenApi},
    {"nullable", K::Nullable, V::Validation, S::Boolean, k30},
});

using Table = std::unordered_map<std::string_view, const KeywordRow*>;

Table table_of(Dialect dialect) {
  Table table;
  for (const KeywordRow& row : kRows) {
    if (row.dialects & dialect_bit(dialect)) table.emplace(row.name, &row);
  }
  return table;
}

const std::array<Table, 7>& tables() {
  static const std::array<Table, 7> all = {
      table_of(Draft2020_12), table_of(Draft2019_09), table_of(Draft7), table_of(Draft6),
                                           table_of(Draft4),       table_of(OpenApi31),    table_of(OpenApi30)};
  return all;
}

}  // namespace

const KeywordRow* find_keyword(std::string_view name, Dialect dialect) {
  const Table& table = tables()[static_cast<std::size_t>(dialect)];
  const auto found = table.find(name);
  return found == table.end() ? nullptr : found->second;
}

std::span<const KeywordRow> keyword_rows() { return kRows; }

std::string_view keyword_name(Keyword keyword) {
  for (const KeywordRow& row : kRows) {
    if (row.keyword == keyword) return row.name;
  }
  return "false";
}

bool holds_subschemas(Shape shape) {
  switch (shape) {
    case Shape::Schema:
    case Shape::Schemas:
    case Shape::SchemaMap:
    case Shape::SchemaOrSchemas:
    case Shape::PatternMap:
    case Shape::DependencyMap: return true;
    default: return false;
  }
}

}  // namespace concord::schema
