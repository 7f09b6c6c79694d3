// Where schemas stand within schemas and within OpenAPI documents. Names of properties, examples, defaults, enums and
// extensions are no schemas, whatever they look like: only these walks know the difference.
#pragma once
#include <concord/openapi.h>
#include <concord/openapi/version.h>

#include <functional>

namespace concord::openapi {

enum class SubschemaForm : std::uint8_t { None, One, List, Map };
// What the value of `keyword` holds in a schema of that version; without one, in a schema of any.
SubschemaForm subschema_form(std::string_view keyword);
SubschemaForm subschema_form(std::string_view keyword, SpecVersion version);

// The direct subschemas of `schema`.
void for_each_subschema(Node& schema, const std::function<void(Node&)>& visit);
void for_each_subschema(const Node& schema, const Pointer& at,
                        const std::function<void(const Node&, const Pointer&)>& visit);

// `schema` and all schemas within it (not through $ref), outermost first.
void for_each_schema(Node& schema, const std::function<void(Node&)>& visit);
void for_each_schema(const Node& schema, const Pointer& at,
                     const std::function<void(const Node&, const Pointer&)>& visit);

// The schemas that stand directly in a contract: components, then those of parameters, bodies, answers and headers.
void for_each_root_schema(const Node& contract, const std::function<void(const Node&, const Pointer&)>& visit);
void for_each_root_schema(Node& contract, const std::function<void(Node&)>& visit);

// The values of `schema` that name other schemas: `$ref`, and the rows of the mapping of its discriminator. Not of
// those within it.
void for_each_reference(Node& schema, const std::function<void(Node&)>& visit);
void for_each_reference(const Node& schema, const std::function<void(const Node&)>& visit);

// A copy without what does not decide whether two schemas say the same: sources and prose.
Node facts_only(Node schema);

// "#/components/schemas/Name" gives "Name"; "" for any other reference.
std::string component_name(std::string_view reference);
std::string component_reference(std::string_view name);

}  // namespace concord::openapi
