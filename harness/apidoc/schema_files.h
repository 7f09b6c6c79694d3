// A contract → one JSON Schema file a message, each whole in itself unless that would be too much.
#pragma once
#include <concord/apidoc.h>

#include <map>

namespace concord::apidoc {

// Beside the folders of the operations when the schemas share their components.
inline constexpr std::string_view components_file = "components.schema.json";

// By path relative to the provider's folder: "create-session/request.schema.json".
std::map<std::string, std::string> schema_files(const Contract& contract);

}  // namespace concord::apidoc
