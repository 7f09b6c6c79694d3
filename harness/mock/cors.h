// Cross-origin requests (Fetch, 3.2): a page of any origin may ask this mock.
#pragma once
#include <concord/http/server.h>

#include <optional>

namespace concord::mock {

// The answer to a preflight; nothing when it is none.
std::optional<http::Reply> answer_preflight(const http::ParsedRequest& request);
// What lets the page that asked read the answer.
void open_to_pages(http::Reply& reply, const http::ParsedRequest& request);

}  // namespace concord::mock
