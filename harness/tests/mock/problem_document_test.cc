#include "problem_document.h"

#include <support/catch.h>
#include <support/manual_clock.h>

namespace concord::mock {

TEST_CASE("dates are those of HTTP") {
  CHECK(http_date(support::ManualClock().now()) == "Sun, 01 Mar 2026 10:00:00 GMT");
  CHECK(http_date(base::SystemTime(std::chrono::milliseconds(784'111'777'999))) == "Sun, 06 Nov 1994 08:49:37 GMT");
}

TEST_CASE("a problem document names its status") {
  const http::Reply reply = problem_document(404, "nothing \"here\"");
  CHECK(reply.status == 404);
  CHECK(reply.body == R"({"title":"Not Found","status":404,"detail":"nothing \"here\""})");
  CHECK(*http::find_header(reply.headers, "Content-Type") == "application/problem+json");
}

}  // namespace concord::mock
