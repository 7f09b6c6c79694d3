// Server Objects of contracts.
#pragma once
#include <concord/document.h>

#include <string>

namespace concord::openapi {

// The `url` of a server with the defaults of its variables in it; "" when it has none.
std::string server_url(const document::Node& server);

}  // namespace concord::openapi
