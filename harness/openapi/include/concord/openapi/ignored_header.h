// Header parameters that say nothing.
#pragma once
#include <string_view>

namespace concord::openapi {

// Accept, Content-Type and Authorization: what the content, the media types and the security schemes say is said once
// (OpenAPI 3.1.1, section 4.8.12.2). In any letter case.
bool is_ignored_header(std::string_view name);

}  // namespace concord::openapi
