// Checks that go by the names of members: they find them wherever they stand, in the order of the document, and what is
// kept of names and of operations from one answer to the next changes nothing.
#include "scene.h"

#include <support/catch.h>

namespace names_in_answers_test {

using namespace concord::check;

namespace {

std::string told(const std::string& body, std::string_view check) { return Scene().body(body).told(check); }

}  // namespace

TEST_CASE("what names say is found in every object, outer ones first") {
  CHECK(told(R"({"a": {"token": ""}, "list": [1, [{"x~/y": {"session": " "}}], {}, {"jwt": ""}], "token": ""})",
             "token") ==
        "fail token: /token: is empty\n"
        "fail token: /a/token: is empty\n"
        "fail token: /list/1/0/x~0~1y/session: is blank\n"
        "fail token: /list/3/jwt: is empty");
  CHECK(told(R"([{"token": ""}])", "token") == "fail token: /0/token: is empty");
  CHECK(told(R"("token")", "token") == "");
  CHECK(told("{}", "token") == "");
}

TEST_CASE("each check has its own names") {
  CHECK(told(R"({"id": 1, "user": {"newPassword": "hunter2!"}})", "secrets") ==
        "fail secrets: /user/newPassword: a secret by its name, handed out in the answer");
  CHECK(told(R"({"x": {"state": "closed", "is_active": true}})", "state") ==
        R"(warn state: /x/is_active: true contradicts state, "closed")");
  CHECK(told(R"({"deleted": false, "deleted_at": "2026-01-01T00:00:00Z"})", "state") ==
        R"(warn state: /deleted: false contradicts deleted_at, "2026-01-01T00:00:00Z")");
  CHECK(told(R"({"deleted": false, "created": "2026-01-01T00:00:00Z"})", "state") == "");
  CHECK(told(R"({"token": "t", "expires_at": "2025-01-01T00:00:00Z"})", "expiry") ==
        R"(fail expiry: /expires_at: "2025-01-01T00:00:00Z" has passed (the answer came at 2026-03-01T10:00:00.000Z))");
  CHECK(told(R"({"list": [{"expires_at": "2025-01-01T00:00:00Z"}]})", "expiry") == "");
}

TEST_CASE("an id is compared where its name ends with a separator too") {
  const auto echo = [](const std::string& body) {
    return Scene().send(R"({"body": {"customer_id": "cus_1"}})").body(body).told("echo");
  };
  CHECK(echo(R"({"data": {"customerId_": "cus_2"}})") ==
        R"(fail echo: /data/customerId_: "cus_2", the request said "cus_1" (request body /customer_id))");
  CHECK(echo(R"({"customer": {"x": {}, "id": "cus_2"}})") ==
        R"(fail echo: /customer/id: "cus_2", the request said "cus_1" (request body /customer_id))");
  CHECK(echo(R"({"other": {"customerId": "cus_2"}})") == "");
  CHECK(echo(R"({"x": 1})") == "");
}

TEST_CASE("more names than are kept are told apart") {
  std::string body = R"({"token": "")";
  for (int i = 0; i < 5'000; ++i) body += ", \"token" + std::to_string(i) + "\": \"\"";
  body += R"(, "session": ""})";
  for (int turn = 0; turn < 2; ++turn)
    CHECK(told(body, "token") == "fail token: /token: is empty\nfail token: /session: is empty");
  const std::string longest = std::string(100, '_') + "token";
  CHECK(told("{\"" + longest + "\": \"\"}", "token") == told("{\"" + longest + "\": \"\"}", "token"));
}

TEST_CASE("another operation in the place of one that was judged promises its own") {
  const std::string body = R"({"token": "tok_0123456789abcdef"})";
  Scene scene;
  scene.body(body).summary("Create an access token");
  CHECK(scene.told("token.new") == "");
  CHECK(scene.told("token.new") == "fail token.new: /token: the same value came before, in case 0");
  CHECK(scene.summary("Get a token").told("token.new") == "");
  scene.summary("Create an access token").document("200", R"({"properties": {"token": {"const": "no"}}})");
  CHECK(scene.told("token.new") != "");
  scene.document("200", R"({"properties": {"token": {"const": "tok_0123456789abcdef"}}})");
  CHECK(scene.told("token.new") == "");
}

}  // namespace names_in_answers_test
