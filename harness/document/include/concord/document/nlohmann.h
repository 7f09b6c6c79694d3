// The bridge to nlohmann::json, for programs that use modules `document` and `schema` as libraries of their own.
#pragma once
#include <concord/document.h>

#include <nlohmann/json_fwd.hpp>

namespace concord::document {

// Members in nlohmann's order. A binary value becomes null. No spans. Nesting past `ParseLimits::depth` becomes null.
Node from_nlohmann(const nlohmann::json& value);
// Numbers that neither int64, uint64 nor double keeps become the nearest double. The same bound on depth.
nlohmann::json to_nlohmann(const Node& node);
// The same with members in the order of the node.
nlohmann::ordered_json to_ordered_nlohmann(const Node& node);

}  // namespace concord::document
