#include "problem_document.h"

#include <support/catch.h>

namespace concord::mock {

TEST_CASE("a problem document names its status") {
  const http::Reply reply = problem_document(404, "nothing \"here\"");
  CHECK(reply.status == 404);
  CHECK(reply.body == R"({"title":"Not Found","status":404,"detail":"nothing \"here\""})");
  CHECK(*http::find_header(reply.headers, "Content-Type") == "application/problem+json");
}

}  // namespace concord::mock
