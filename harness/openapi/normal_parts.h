// What the readers of a document's parts share.
#pragma once
#include "normal_schema.h"

#include <initializer_list>
#include <string>
#include <vector>

namespace concord::openapi {

bool is_true(const Node* node);

// The value where the specification allows no `$ref`, yet people write one: reported, then followed. Null when it leads
// nowhere or when there is no value. `what` names the place.
const Node* followed(const Node* value, std::string_view what, SchemaNormaliser& schemas);

// The media types under which content that is said for `stated` is kept. What is none is reported at `place`, and read
// as what was meant; else as "*/*", a range of whose content nothing is known: a mistake of the document blames no
// answer.
std::vector<std::string> readable_media_types(const std::string& stated, base::Span place, SchemaNormaliser& schemas);
inline constexpr std::string_view any_media_type = "*/*";

// Copies the members of `from` that are there.
void keep(Node& out, const Node& from, std::initializer_list<std::string_view> keys);

// `servers` of a document, a path or an operation: url and variables, without prose. An array, maybe empty.
Node normal_servers(const Node* stated, SchemaNormaliser& schemas);

// Whether a body or a parameter says "required: true", with the place of that word.
Node demand_of(const Node& stated);

// Marks where `out` is said. Nothing for what no page says.
void set_source(Node& out, base::Span place);

// A member that is known to be new: what Node::set does, without searching thousands of others.
Node& append(Node& object, std::string_view key, Node value);

}  // namespace concord::openapi
