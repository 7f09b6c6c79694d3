#include "link_header.h"
#include <support/catch.h>

using namespace concord;

namespace {

std::string next_in(const std::string& field) { return run::link_target({{"Link", field}}, "next").value_or("-"); }

}  // namespace

TEST_CASE("the link of a relation is found as RFC 8288 says") {
  CHECK(next_in("</b?page=2>; rel=next") == "/b?page=2");
  CHECK(next_in("</a>; rel=\"prev\", </b>; title=\"x, </c>; rel=next\"; REL=\"last NEXT\"") == "/b");
  CHECK(next_in("</a>; rel=prev; rel=next") == "-");
  CHECK(next_in("</a>; anchor=\"#x\"; rel=next, </b> ; rel = next") == "/b");
  CHECK(next_in("/a; rel=next") == "-");
  CHECK(next_in("</a") == "-");
  CHECK(next_in("<>; rel=next") == "");
  CHECK(next_in("</a>; title=\"never closed; rel=next") == "-");
  CHECK(run::link_target({}, "next") == std::nullopt);
}
