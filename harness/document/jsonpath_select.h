#pragma once
#include "jsonpath_query.h"

#include <functional>

namespace concord::document {

// As JsonPath::select.
std::vector<JsonPath::Match> select_matches(const PathQuery& query, const Node& root, std::size_t limit,
                                            bool* is_complete);

}  // namespace concord::document
