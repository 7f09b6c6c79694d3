// A contract → one JSON Schema file a message, each whole in itself unless that would be too much.
#pragma once
#include <concord/derive.h>

#include <map>

namespace concord::derive {

// By path relative to the provider's folder: "create-session/request.schema.json".
std::map<std::string, std::string> schema_files(const contract::Contract& contract);

}  // namespace concord::derive
