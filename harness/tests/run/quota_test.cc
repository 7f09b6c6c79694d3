#include "quota.h"

#include "pace.h"

#include <support/catch.h>

using namespace concord;
using namespace concord::run;
using base::Milliseconds;

namespace {

const base::SystemTime now{Milliseconds(1'772'359'200'000)};  // Sun, 01 Mar 2026 10:00:00 GMT

http::Response answer(int status, http::Headers headers) { return {status, "1.1", "", std::move(headers), "", 0}; }

std::string shown(http::Headers headers) {
  const auto left = quota(answer(200, std::move(headers)), now);
  if (!left) return "none";
  return std::to_string(left->remaining) + " in " + std::to_string(left->reset.count()) + " ms: " + left->said;
}

std::string wait_of(int status, http::Headers headers) {
  const auto asked = asked_to_wait(answer(status, std::move(headers)), now);
  return asked ? std::to_string(asked->wait.count()) + " ms: " + asked->said : "none";
}

}  // namespace

TEST_CASE("Retry-After is seconds or a date, by the clock of the server") {
  CHECK(wait_of(503, {{"Retry-After", "30"}}) == "30000 ms: Retry-After: 30");
  CHECK(wait_of(503, {{"retry-after", "Sun, 01 Mar 2026 10:01:00 GMT"}}) ==
        "60000 ms: retry-after: Sun, 01 Mar 2026 10:01:00 GMT");
  CHECK(wait_of(503, {{"Retry-After", "Sun, 01 Mar 2026 10:01:00 GMT"}, {"Date", "Sun, 01 Mar 2026 10:00:55 GMT"}}) ==
        "5000 ms: Retry-After: Sun, 01 Mar 2026 10:01:00 GMT");
  CHECK(wait_of(503, {{"Retry-After", "Sunday, 01-Mar-26 09:00:00 GMT"}}) ==
        "0 ms: Retry-After: Sunday, 01-Mar-26 09:00:00 GMT");
  CHECK(wait_of(429, {{"Retry-After", "99999999999999999999"}}) ==
        "31536000000 ms: Retry-After: 99999999999999999999");
  for (const char* nonsense : {"", "soon", "-1", "1e999", "nan", "5s"}) {
    CAPTURE(nonsense);
    CHECK(wait_of(429, {{"Retry-After", nonsense}}) == "none");
  }
}

TEST_CASE("a 429 without Retry-After waits for the quota, where it tells one") {
  CHECK(wait_of(429, {{"X-RateLimit-Remaining", "0"}, {"X-RateLimit-Reset", "7"}}) ==
        "7000 ms: X-RateLimit-Remaining: 0, X-RateLimit-Reset: 7");
  CHECK(wait_of(429, {{"X-RateLimit-Remaining", "3"}, {"X-RateLimit-Reset", "7"}}) == "none");
  CHECK(wait_of(503, {{"X-RateLimit-Remaining", "0"}, {"X-RateLimit-Reset", "7"}}) == "none");
}

TEST_CASE("what is left of a quota is read in all forms that are in use") {
  CHECK(shown({{"RateLimit", "\"burst\";r=4;t=10, \"day\";r=2;t=3600"}}) ==
        "2 in 3600000 ms: RateLimit: \"burst\";r=4;t=10, \"day\";r=2;t=3600");
  CHECK(shown({{"RateLimit", "limit=100, remaining=50, reset=5"}}) ==
        "50 in 5000 ms: RateLimit: limit=100, remaining=50, reset=5");
  CHECK(shown({{"RateLimit-Limit", "10"}, {"RateLimit-Remaining", "0"}, {"RateLimit-Reset", "12"}}) ==
        "0 in 12000 ms: RateLimit-Remaining: 0, RateLimit-Reset: 12");
  CHECK(shown({{"x-ratelimit-remaining", "1"}, {"x-ratelimit-reset", "1772359230"}}) ==
        "1 in 30000 ms: x-ratelimit-remaining: 1, x-ratelimit-reset: 1772359230");
  CHECK(shown({{"X-RateLimit-Remaining", "1"}, {"X-RateLimit-Reset", "1772359230500"}}) ==
        "1 in 30500 ms: X-RateLimit-Remaining: 1, X-RateLimit-Reset: 1772359230500");
  CHECK(shown({{"X-RateLimit-Remaining", "0"}, {"X-RateLimit-Reset", "Sun, 01 Mar 2026 10:00:09 GMT"}}) ==
        "0 in 9000 ms: X-RateLimit-Remaining: 0, X-RateLimit-Reset: Sun, 01 Mar 2026 10:00:09 GMT");
  CHECK(shown({{"X-Rate-Limit-Remaining", "3"}, {"X-Rate-Limit-Reset", "2"}}) ==
        "3 in 2000 ms: X-Rate-Limit-Remaining: 3, X-Rate-Limit-Reset: 2");
  CHECK(shown({{"X-RateLimit-Remaining", "0"}, {"X-RateLimit-Reset", "1772359230"},
               {"X-RateLimit-Reset-After", "0.25"}}) ==
        "0 in 250 ms: X-RateLimit-Remaining: 0, X-RateLimit-Reset-After: 0.25");
  CHECK(shown({{"RateLimit-Remaining", "3"}}) == "none");
  CHECK(shown({{"RateLimit-Remaining", "many"}, {"RateLimit-Reset", "5"}}) == "none");
  CHECK(shown({{"RateLimit-Policy", "\"burst\";q=100;w=60"}}) == "none");
  CHECK(shown({}) == "none");
}

TEST_CASE("no more are under way than are left, until the window ends") {
  Pace pace;
  const Pace::TimePoint start{std::chrono::hours(1)};
  const auto left = [&](const char* remaining, Pace::TimePoint when) {
    pace.heard(answer(200, {{"RateLimit-Remaining", remaining}, {"RateLimit-Reset", "10"}}), now, when);
  };
  CHECK(pace.next_start(start, 100) == start);
  left("3", start);
  CHECK(pace.next_start(start, 2) == start);
  CHECK(pace.next_start(start, 3) == start + std::chrono::seconds(10));
  left("5", start + Milliseconds(5));  // counted before, answered later
  CHECK(pace.next_start(start, 3) > start);
  left("0", start + Milliseconds(6));
  CHECK(pace.next_start(start + Milliseconds(7), 0) == start + Milliseconds(10'006));
  CHECK(pace.pause(start, 0)->said == "RateLimit-Remaining: 0, RateLimit-Reset: 10");
  const Pace::TimePoint later = start + std::chrono::seconds(11);
  CHECK(pace.next_start(later, 50) == later);
  left("20", later);
  CHECK(pace.next_start(later, 19) == later);
}
