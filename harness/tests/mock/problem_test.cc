#include "problem.h"

#include <support/catch.h>

namespace concord::mock {

TEST_CASE("a problem tells templates where it is") {
  const document::Node nested = to_node({"/body/card/blocked", "type", "boolean", "", "m"});
  CHECK(nested.find("field")->as_string() == "blocked");
  CHECK(nested.find("member")->as_string() == "card");
  CHECK(nested.find("path")->as_string() == "card.blocked");
  const document::Node whole = to_node({"/body", "json", "", "", "m"});
  CHECK(whole.find("field")->as_string() == "body");
  CHECK(whole.find("member")->as_string() == "");
  CHECK(whole.find("path")->as_string() == "");
  const document::Node auth = to_node({"auth", "missing", "", "", "m"});
  CHECK(auth.find("field")->as_string() == "auth");
}

}  // namespace concord::mock
