#include "render.h"

#include <support/catch.h>
#include <support/manual_clock.h>

namespace concord::mock {

namespace {

Result<http::Reply> rendered(const Respond& respond, const char* scope) {
  static support::ManualClock clock;
  static base::Random random(1);
  const Node values = *document::parse_answer_json(scope).root;
  return render_reply(respond, "application/json", templates::ObjectScope(values), {&clock, &random});
}

Respond with_body(const char* body) {
  Respond respond;
  respond.body = *document::parse_answer_json(body).root;
  return respond;
}

}  // namespace

TEST_CASE("templates keep the types of what they name") {
  CHECK(rendered(with_body(R"({"a":"{{body.n}}","b":"n is {{body.n}}"})"), R"({"body":{"n":[1,null]}})")->body ==
        R"({"a":[1,null],"b":"n is [1,null]"})");
}

TEST_CASE("what the request lacks is left out, or has a default") {
  const Respond respond = with_body(R"({"a":"{{body.a | absent}}","b":"{{body.b | light}}"})");
  CHECK(rendered(respond, R"({"body":{}})")->body == R"({"b":"light"})");
  CHECK(rendered(respond, R"({"body":{"a":1,"b":2}})")->body == R"({"a":1,"b":2})");
  CHECK(rendered(respond, "{}")->body == R"({"b":"light"})");
}

TEST_CASE("text of a request is never a template itself") {
  CHECK(rendered(with_body(R"({"a":"{{body.a}}"})"), R"({"body":{"a":"{{secret}}"},"secret":"s"})")->body ==
        R"({"a":"{{secret}}"})");
}

TEST_CASE("a body is merged over its example") {
  Respond respond = with_body(R"({"b":null,"c":{"d":"{{x}}"}})");
  respond.example = *document::parse_answer_json(R"({"a":1,"b":2,"c":{"e":3}})").root;
  CHECK(rendered(respond, R"({"x":4})")->body == R"({"a":1,"c":{"e":3,"d":4}})");
}

TEST_CASE("without body and example there is none") {
  const auto reply = rendered({}, "{}");
  CHECK(reply->body.empty());
  CHECK(reply->headers.empty());
}

TEST_CASE("an unknown name is a mistake of the rule") {
  const auto reply = rendered(with_body(R"({"a":"{{body.a}}"})"), R"({"body":{}})");
  REQUIRE_FALSE(reply.has_value());
  CHECK(reply.diagnostics()[0].message == "unknown name \"body.a\"");
}

}  // namespace concord::mock
