#pragma once
#include "jsonpath_query.h"

#include <functional>

namespace concord::document {

std::vector<JsonPath::Match> select_matches(const PathQuery& query, const Node& root, std::size_t limit);

}  // namespace concord::document
