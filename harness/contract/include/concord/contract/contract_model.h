// The normal form of a contract as a Node → the model that other modules read.
#pragma once
#include <concord/contract.h>

#include <functional>

namespace concord::contract {

// Derived schema files: given "<operation>/request.schema.json" returns the schema in it, or an empty reference.
using FindSchemaFile = std::function<SchemaRef(const std::string& path)>;

Contract contract_model(std::shared_ptr<const Node> root, std::string provider, std::string file,
                        const FindSchemaFile& find_file = {});

// "request.schema.json", "response-200.schema.json"; from the second media type on with its name:
// "response-200-application-xml.schema.json".
std::string request_file(std::string_view media_type, bool is_first);
std::string response_file(std::string_view status, std::string_view media_type, bool is_first);

// Beside the folders of the operations when the schemas share their components.
inline constexpr std::string_view components_file = "components.schema.json";

// "Create Session" and "createSession" are "create-session". It becomes the name of a folder: of more than 120 bytes
// the beginning is kept, and a digest of all of it tells it from others.
std::string kebab(std::string_view text);

}  // namespace concord::contract
