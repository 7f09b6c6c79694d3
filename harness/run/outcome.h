// What an answer says beside its contract.
#pragma once
#include <concord/base/clock.h>
#include <concord/http.h>

#include <optional>

namespace concord::run {

// How long the server asks to wait: seconds of Retry-After (RFC 9110, 10.2.3), at most an hour.
std::optional<base::Milliseconds> retry_after(const http::Response& response);

}  // namespace concord::run
