// Templates of paths and of URLs of servers.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace concord::openapi {

// The names in braces, in their order: "id" of "/orders/{id}". A brace that is not closed ends it.
std::vector<std::string> template_names(std::string_view text);

}  // namespace concord::openapi
