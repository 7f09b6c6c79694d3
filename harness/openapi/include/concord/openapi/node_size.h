// How much a document holds.
#pragma once
#include <concord/openapi.h>

namespace concord::openapi {

std::size_t count_nodes(const Node& node);  // itself included
std::size_t depth_of(const Node& node);     // 1 for a scalar

}  // namespace concord::openapi
