#include "parameters.h"
#include "problem.h"

#include <support/catch.h>

namespace concord::mock {

TEST_CASE("query parameters are decoded, in their order") {
  const auto all = query_parameters("/a?b=c%20d&e=f+g&&h&=i&b=2&%zz=%4");
  REQUIRE(all.size() == 6);
  CHECK(all[0] == std::pair<std::string, std::string>("b", "c d"));
  CHECK(all[1] == std::pair<std::string, std::string>("e", "f g"));
  CHECK(all[2] == std::pair<std::string, std::string>("h", ""));
  CHECK(all[3] == std::pair<std::string, std::string>("", "i"));
  CHECK(all[5] == std::pair<std::string, std::string>("%zz", "%4"));
  CHECK(query_parameters("/a").empty());
  CHECK(query_value("/a?b=c&b=d", "b") == "c");
  CHECK(query_value("/a?b=c", "x") == std::nullopt);
}

TEST_CASE("cookies") {
  const http::Headers headers{{"cookie", "a=1; b=2"}, {"Cookie", "c = 3 "}};
  CHECK(cookie_value(headers, "a") == "1");
  CHECK(cookie_value(headers, "c") == "3");
  CHECK(cookie_value(headers, "d") == std::nullopt);
}

TEST_CASE("a problem tells templates where it is") {
  const document::Node nested = Problem{"/body/card/blocked", "type", "boolean", "", "m"}.to_node();
  CHECK(nested.find("field")->as_string() == "blocked");
  CHECK(nested.find("member")->as_string() == "card");
  CHECK(nested.find("path")->as_string() == "card.blocked");
  const document::Node whole = Problem{"/body", "json", "", "", "m"}.to_node();
  CHECK(whole.find("field")->as_string() == "body");
  CHECK(whole.find("member")->as_string() == "");
  CHECK(whole.find("path")->as_string() == "");
  const document::Node auth = Problem{"auth", "missing", "", "", "m"}.to_node();
  CHECK(auth.find("field")->as_string() == "auth");
}

}  // namespace concord::mock
