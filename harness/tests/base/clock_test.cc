#include <concord/base/clock.h>
#include <support/catch.h>

using namespace concord::base;
using namespace std::chrono_literals;

namespace {

// The time as text, or "-" when it was not accepted.
std::string reread(std::string_view text) {
  const auto time = parse_rfc3339(text);
  return time ? format_rfc3339(*time) : "-";
}

}  // namespace

TEST_CASE("format_rfc3339 writes UTC with milliseconds") {
  CHECK(format_rfc3339(SystemTime(0ms)) == "1970-01-01T00:00:00.000Z");
  CHECK(format_rfc3339(SystemTime(-1ms)) == "1969-12-31T23:59:59.999Z");
  CHECK(format_rfc3339(SystemTime(1772359200120ms)) == "2026-03-01T10:00:00.120Z");
}

TEST_CASE("format_rfc3339 keeps to four digits for the year") {
  CHECK(format_rfc3339(SystemTime::max()) == "9999-12-31T23:59:59.999Z");
  CHECK(format_rfc3339(SystemTime::min()) == "0000-01-01T00:00:00.000Z");
}

TEST_CASE("parse_rfc3339 accepts what the RFC allows") {
  CHECK(reread("2026-03-01T10:00:00.120Z") == "2026-03-01T10:00:00.120Z");
  CHECK(reread("2026-03-01t10:00:00z") == "2026-03-01T10:00:00.000Z");
  CHECK(reread("2026-03-01 10:00:00Z") == "2026-03-01T10:00:00.000Z");
  CHECK(reread("2026-03-01T10:00:00.5Z") == "2026-03-01T10:00:00.500Z");
  CHECK(reread("2026-03-01T10:00:00.123456789012345678901234567890Z") == "2026-03-01T10:00:00.123Z");
  CHECK(reread("2026-03-01T10:00:00.9999Z") == "2026-03-01T10:00:00.999Z");
  CHECK(reread("2026-03-01T00:30:00+01:00") == "2026-02-28T23:30:00.000Z");
  CHECK(reread("2026-03-01T10:00:00-23:59") == "2026-03-02T09:59:00.000Z");
  CHECK(reread("2024-02-29T00:00:00Z") == "2024-02-29T00:00:00.000Z");
  CHECK(reread("2000-02-29T00:00:00-00:00") == "2000-02-29T00:00:00.000Z");
}

TEST_CASE("parse_rfc3339 reads a leap second as the second before it") {
  CHECK(reread("1998-12-31T23:59:60Z") == "1998-12-31T23:59:59.000Z");
  CHECK(reread("1998-12-31T15:59:60.123-08:00") == "1998-12-31T23:59:59.123Z");
  CHECK(reread("1998-12-31T23:58:60Z") == "-");
  CHECK(reread("1998-12-31T22:59:60Z") == "-");
  CHECK(reread("1998-12-31T23:59:60+01:00") == "-");
}

TEST_CASE("parse_rfc3339 refuses everything else") {
  const std::string text = GENERATE(
      "", "2026", "2026-03-01", "2026-03-01T10:00:00", "2026-03-01T10:00Z", "2026-3-01T10:00:00Z",
      "2026-13-01T10:00:00Z", "2026-00-01T10:00:00Z", "2026-04-31T10:00:00Z", "2023-02-29T10:00:00Z",
      "1900-02-29T10:00:00Z", "2026-03-00T10:00:00Z", "2026-03-32T10:00:00Z", "2026-03-01T24:00:00Z",
      "2026-03-01T10:60:00Z", "2026-12-31T23:59:61Z", "2026-03-01T10:00:00.Z", "2026-03-01T10:00:00,5Z",
      "2026-03-01T10:00:00+24:00", "2026-03-01T10:00:00+01:60", "2026-03-01T10:00:00+0100", "2026-03-01T10:00:00+01",
      "2026-03-01T10:00:00Z ", " 2026-03-01T10:00:00Z", "2026-03-01X10:00:00Z", "+026-03-01T10:00:00Z",
      "12026-03-01T10:00:00Z", "2026-03-01T10:00:00ZZ", "\xD9\xA1""026-03-01T10:00:00Z");
  CAPTURE(text);
  CHECK(reread(text) == "-");
}

TEST_CASE("parse_duration reads units and sums of them") {
  CHECK(parse_duration("500ms") == 500ms);
  CHECK(parse_duration("5s") == 5s);
  CHECK(parse_duration("2m") == 2min);
  CHECK(parse_duration("1h") == 1h);
  CHECK(parse_duration("1d") == 24h);
  CHECK(parse_duration("1h30m") == 90min);
  CHECK(parse_duration("1d2h3m4s5ms") == 26h + 3min + 4s + 5ms);
  CHECK(parse_duration("0s") == 0ms);
  CHECK(parse_duration("007s") == 7s);
}

TEST_CASE("parse_duration refuses what is malformed") {
  const std::string text = GENERATE("", "5", "s", "5 s", " 5s", "5s ", "-5s", "+5s", "1.5s", "5S", "5sec", "1h30",
                                    "30m1h", "1m1m", "5sms", "1e3s", "1w");
  CAPTURE(text);
  CHECK_FALSE(parse_duration(text).has_value());
}

TEST_CASE("parse_duration is bounded by ten years") {
  CHECK(parse_duration("3653d") == 24h * 3653);
  CHECK_FALSE(parse_duration("3654d").has_value());
  CHECK_FALSE(parse_duration("3653d1ms").has_value());
  CHECK_FALSE(parse_duration("99999999999999999999999999999999999999d").has_value());
  CHECK_FALSE(parse_duration("18446744073709551617ms").has_value());
}

TEST_CASE("describe_duration suits the size") {
  CHECK(describe_duration(0ms) == "0 ms");
  CHECK(describe_duration(391ms) == "391 ms");
  CHECK(describe_duration(999ms) == "999 ms");
  CHECK(describe_duration(1s) == "1.00 s");
  CHECK(describe_duration(1224ms) == "1.22 s");
  CHECK(describe_duration(1225ms) == "1.23 s");
  CHECK(describe_duration(1995ms) == "2.00 s");
  CHECK(describe_duration(59994ms) == "59.99 s");
  CHECK(describe_duration(59995ms) == "1 min");
  CHECK(describe_duration(123s) == "2 min 3 s");
  CHECK(describe_duration(3599500ms) == "1 h");
  CHECK(describe_duration(1h + 2min + 40s) == "1 h 2 min");
  CHECK(describe_duration(27h + 5min) == "1 d 3 h");
  CHECK(describe_duration(-391ms) == "-391 ms");
}

TEST_CASE("system_clock goes forward") {
  const auto before = system_clock().steady();
  CHECK(system_clock().steady() >= before);
  CHECK(system_clock().now() > SystemTime(1700000000000ms));
}

TEST_CASE("parse_date takes a full-date, and days that exist only") {
  using namespace std::chrono;
  CHECK(parse_date("2026-03-01") == sys_days(year(2026) / 3 / 1));
  CHECK(parse_date("2024-02-29") == sys_days(year(2024) / 2 / 29));
  for (const char* text : {"", "2026-02-29", "2026-13-01", "2026-3-01", "2026-03-01 ", "2026-03-01T00:00:00Z",
                           "-026-03-01", "20260301", "2026/03/01"}) {
    INFO(text);
    CHECK_FALSE(parse_date(text).has_value());
  }
}
