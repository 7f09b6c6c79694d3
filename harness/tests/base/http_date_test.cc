#include <concord/base/http_date.h>

#include <support/catch.h>

using namespace concord::base;

TEST_CASE("dates are those of HTTP") {
  const auto written = [](std::int64_t ms) { return format_http_date(SystemTime(std::chrono::milliseconds(ms))); };
  CHECK(written(1'772'359'200'000) == "Sun, 01 Mar 2026 10:00:00 GMT");
  CHECK(written(784'111'777'999) == "Sun, 06 Nov 1994 08:49:37 GMT");
  CHECK(written(-1) == "Wed, 31 Dec 1969 23:59:59 GMT");
}
