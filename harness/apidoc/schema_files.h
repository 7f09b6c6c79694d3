// A contract → one self-contained JSON Schema file a message.
#pragma once
#include <concord/apidoc.h>

#include <map>

namespace concord::apidoc {

// By path relative to the provider's folder: "create-session/request.schema.json".
std::map<std::string, std::string> schema_files(const Contract& contract);

}  // namespace concord::apidoc
