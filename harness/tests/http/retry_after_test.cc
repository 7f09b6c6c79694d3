#include <concord/http/retry_after.h>

#include <support/catch.h>

using namespace concord;

namespace {

std::int64_t wait(std::string_view value) {
  const base::SystemTime there{std::chrono::seconds(784'111'777)};  // Sun, 06 Nov 1994 08:49:37 GMT
  const auto found = http::retry_after(value, there);
  return found ? found->count() : -1;
}

}  // namespace

TEST_CASE("Retry-After is a number of seconds or a date, counted from the server's time") {
  CHECK(wait("30") == 30'000);
  CHECK(wait(" 0 ") == 0);
  CHECK(wait("1.5") == 1'500);
  CHECK(wait("Sun, 06 Nov 1994 08:50:37 GMT") == 60'000);
  CHECK(wait("Sun, 06 Nov 1994 08:48:37 GMT") == 0);
  CHECK(wait("99999999999999999999") == 31'536'000'000);
}

TEST_CASE("Retry-After that is neither asks for nothing") {
  for (const char* text : {"", "soon", "-1", "1e3", "30s", "0x10", "inf", "nan"}) {
    CAPTURE(text);
    CHECK(wait(text) == -1);
  }
}
