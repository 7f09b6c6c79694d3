#include <concord/base/http_date.h>

#include <support/catch.h>

using namespace concord::base;

TEST_CASE("dates are those of HTTP") {
  const auto written = [](std::int64_t ms) { return format_http_date(SystemTime(std::chrono::milliseconds(ms))); };
  CHECK(written(1'772'359'200'000) == "Sun, 01 Mar 2026 10:00:00 GMT");
  CHECK(written(784'111'777'999) == "Sun, 06 Nov 1994 08:49:37 GMT");
  CHECK(written(-1) == "Wed, 31 Dec 1969 23:59:59 GMT");
}

TEST_CASE("the three forms of dates are read, and nothing else") {
  const auto read = [](const char* text) {
    const auto time = parse_http_date(text);
    return time ? time->time_since_epoch().count() : -1;
  };
  for (const char* text : {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
                           "Sun Nov  6 08:49:37 1994"}) {
    CAPTURE(text);
    CHECK(read(text) == 784'111'777'000);
  }
  CHECK(read("Sun, 01 Mar 2026 10:00:00 GMT") == 1'772'359'200'000);
  for (const char* text : {"", "120", "Sun, 31 Feb 2026 10:00:00 GMT", "Sun, 01 Mar 2026 10:00:00", "GMT",
                           "Sun, 01 Mar 2026 24:00:00 GMT", "Sun, 01 mar 2026 10:00:00 GMT",
                           "Sun, 01 Mar 226 10:00:00 GMT", "Sun, 01 Mar 2026 10:0:00 GMT"}) {
    CAPTURE(text);
    CHECK(read(text) == -1);
  }
}
