// Schemas that lead back to themselves without a step into the value, by $ref and by keywords that judge the value they
// stand at (`A: {allOf: [{$ref: B}]}`, `B: {$ref: A}`): what they say has no end.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

namespace concord::openapi {

// Whether the schemas below the keyword judge the same value as the schema around it.
bool is_in_place(std::string_view keyword);

// A step from a schema to another one that judges the same value.
struct InPlaceStep {
  std::uint32_t to = 0;
  bool is_reference = false;  // a $ref, of which a schema has one at most; else a keyword
  bool is_demanded = true;    // what is there holds for every value: by $ref and allOf, not by oneOf, not, then …
};

// A $ref without which the others have an end.
struct EndlessReference {
  std::uint32_t from = 0;  // the schema that has it
  std::uint32_t to = 0;    // where it leads
  // The schemas that references lead to on the way from `to` to `from`; `to` first, at most 8.
  std::vector<std::uint32_t> way;
  // Whether it can be left out by itself: false where an alternative would become one that accepts everything.
  bool is_demanded = true;
};

// `steps` has those of each schema, by its number. References that are demanded are named before others. Takes time
// linear in the steps where nothing is endless.
std::vector<EndlessReference> endless_references(const std::vector<std::vector<InPlaceStep>>& steps);

}  // namespace concord::openapi
