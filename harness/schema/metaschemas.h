// The metaschemas that `$schema` and `$ref` may name without a registry, as compact data: constraints only.
#pragma once
#include <concord/document.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace concord::schema {

// By absolute URI without fragment; null when unknown. Thread-safe.
std::shared_ptr<const document::Node> find_metaschema(std::string_view uri);
std::vector<std::string> metaschema_uris();

}  // namespace concord::schema
