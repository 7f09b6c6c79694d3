// The alternatives of anyOf and oneOf: what people call them, which of them a discriminator names, and how near a value
// comes to one by the members that it requires.
#pragma once
#include "program.h"

#include <string>
#include <vector>

namespace concord::schema {

// The name that its $ref ends with, its title, or the constant that tells it from others: `"Card"`, `kind "card"`. That
// of the discriminator's member comes first. Otherwise its number: `alternative 2`. `schema` holds the keyword.
std::string variant_name(const Compilation& program, const Node& schema, const Step& step, std::size_t variant);

// The names of all alternatives, or of those numbers: `"Card"`, `"Bank"`, at most 12 of them, with how many more there
// are. Between the last two of those that are given stands "and".
std::string variant_names(const Compilation& program, const Node& schema, const Step& step);
std::string variant_names(const Compilation& program, const Node& schema, const Step& step,
                          const std::vector<std::size_t>& variants);

// OpenAPI: the value of discriminator.propertyName names a schema, or a row of `mapping` does. The number of the
// alternative, or how many there are when none is named.
std::size_t named_variant(const Compilation& program, const Node& schema, const Step& step, const Node& value);

// The other way: the values of that member that name the alternative. Empty when it has no name.
std::vector<std::string> variant_values(const Compilation& program, const Node& schema, const Step& step,
                                        std::size_t variant);

// Grows with the members that the alternative requires and an object has, those misspelt among them, less those that it
// lacks; of two that are equal there, with the former.
int required_score(const Compilation& program, SchemaId variant, const Node& value);

}  // namespace concord::schema
