// The normal form of a contract as a Node → the model that other modules read.
#pragma once
#include <concord/contract.h>

#include <functional>

namespace concord::contract {

// Derived schema files: given "<operation>/request.schema.json" returns the schema in it, or an empty reference.
using FindSchemaFile = std::function<SchemaRef(const std::string& path)>;

Contract contract_model(std::shared_ptr<const Node> root, std::string provider, std::string file,
                        const FindSchemaFile& find_file = {});

// Beside the folders of the operations when the schemas share their components.
inline constexpr std::string_view components_file = "components.schema.json";

}  // namespace concord::contract
