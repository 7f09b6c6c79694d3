// What the field Retry-After says: the one reader of it.
#pragma once
#include <concord/base/clock.h>

#include <optional>
#include <string_view>

namespace concord::http {

// Seconds or a date (RFC 9110, 10.2.3), which is counted from `there`, the time at the server; seconds with a fraction
// too, which servers send. At least nothing, at most a year. No value for what is neither: it asks for nothing.
std::optional<base::Milliseconds> retry_after(std::string_view value, base::SystemTime there);

}  // namespace concord::http
