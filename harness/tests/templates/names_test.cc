#include "rendering.h"

#include <support/catch.h>

using namespace concord;
using namespace concord::templates;

TEST_CASE("the names that templates use are listed once, in order") {
  const Node node = parse(R"({"{{key}}": ["{{b}} {{a.c}} {{b}}", "{{base64 \"x\"}}", "{{hmac_sha256 KEY b}}"],
                              "z": "{{uuid}} {{now+1h}} {{theme | light}} {{5}} {{{{}}no}}", "y": {"x": "{{last}}"}})");
  CHECK(names_used(node) == std::vector<std::string>{"key", "b", "a.c", "KEY", "theme", "last"});
  CHECK(names_used(parse(R"(["no", "{{unclosed", "{{}}"])")).empty());
}

TEST_CASE("whether there is a template") {
  CHECK(has_template(parse(R"("{{a}}")")));
  CHECK(has_template(parse(R"({"a": [1, {"b{{c}}": 1}]})")));
  CHECK(has_template(parse(R"(["{{{{}}"])")));
  CHECK_FALSE(has_template(parse(R"({"a": [1, "}}", "{ {", {"b": null}]})")));
}
