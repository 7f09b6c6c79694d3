// What OpenAPI's `discriminator` says of instances. No keyword judges by it.
#pragma once
#include <concord/schema.h>

namespace concord::schema {

// Whether the schema, or one that was compiled together with it, may have a discriminator. Costs nothing.
bool may_have_discriminators(const Schema& schema);

struct NamedByDiscriminator {
  const Node* property = nullptr;   // its name, a string; null when the schema has no discriminator
  std::vector<std::string> values;  // that name an alternative, sorted, each once; empty when they are not known
  // The alternative that `value` names, as the last word of its reference: "Cat" of "#/components/schemas/Cat"; ""
  // when it names none.
  std::string named;
};
// What a schema object says of a value of its discriminating member: by its mapping, the last words of the references
// in its oneOf and anyOf, and the constants that its alternatives have there (OpenAPI 3.1.1, Discriminator Object).
// `root` is the document in which `schema` stands.
NamedByDiscriminator named_by_discriminator(const Node& root, const Node& schema, std::string_view value);
// "Card" of "#/components/schemas/Card", "a/b" of "#/$defs/a~1b", "Card" of "Card".
std::string last_word_of(std::string_view reference);

}  // namespace concord::schema
