// Overlays: decisions of a person about a document.
#pragma once
#include <concord/contract.h>

namespace concord::contract {

// OpenAPI Overlay 1.0 (spec.openapis.org/overlay/v1.0.0): update and remove by JSONPath. Every action must have an
// x-reason; the objects that it changed get its x-concord-id in x-concord-decisions. All mistakes at once, those of
// actions that match nothing among them.
Diagnostics apply_overlay(Node& openapi, const Node& overlay);

}  // namespace concord::contract
