// What answers say of how fast their server may be asked.
#pragma once
#include <concord/base/clock.h>
#include <concord/http.h>

#include <cstdint>
#include <optional>
#include <string>

namespace concord::run {

struct AskedToWait {
  base::Milliseconds wait;
  std::string said;  // "Retry-After: 30"
};
// Retry-After, in seconds or as a date (RFC 9110, 10.2.3), which is compared with the Date of the answer where it has
// one: clocks differ. Of a 429 without it: until the quota is there again. At most a year.
std::optional<AskedToWait> asked_to_wait(const http::Response& response, base::SystemTime now);

// How many requests are left until `reset`, from now on.
struct Quota {
  std::uint64_t remaining = 0;
  base::Milliseconds reset{0};
  std::string said;  // "X-RateLimit-Remaining: 0, X-RateLimit-Reset: 30"
};
// RateLimit of draft-ietf-httpapi-ratelimit-headers (`"burst";r=0;t=30`, and as it was before: `limit=5, remaining=0,
// reset=30`), RateLimit-Remaining and -Reset, and the same with X-RateLimit- and X-Rate-Limit-; their reset is in
// seconds, a time of Unix in seconds or milliseconds, or a date. Of several policies, that which leaves least.
std::optional<Quota> quota(const http::Response& response, base::SystemTime now);

}  // namespace concord::run
