#include <concord/base/counted.h>

#include <support/catch.h>

using namespace concord::base;

TEST_CASE("one of a thing, and any other number") {
  CHECK(counted(0, "case") == "0 cases");
  CHECK(counted(1, "case") == "1 case");
  CHECK(counted(2, "case") == "2 cases");
  CHECK(counted(1, "match", "matches") == "1 match");
  CHECK(counted(3, "match", "matches") == "3 matches");
}
