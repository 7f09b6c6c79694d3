// What counts as a promise of another token each time.
#include "scene.h"

#include <support/catch.h>

namespace token_new_test {

using namespace concord::check;

namespace {

const std::string token = R"({"token": "tok_0123456789abcdef"})";

// What is said of the second of two answers that are the same.
std::string again(Scene& scene) {
  scene.told("token.new");
  return scene.told("token.new");
}
std::string again(const std::string& summary, const std::string& body = token) {
  return again(Scene().summary(summary).body(body));
}

const std::string failure = "fail token.new: /token: the same value came before, in case 0";

}  // namespace

TEST_CASE("a token that the documentation says is created is another each time") {
  CHECK(again("Create an access token") == failure);
  CHECK(again("Generates a JWT for the SDK") == failure);
  CHECK(again("Create session", R"({"data": {"refreshToken": "tok_0123456789abcdef"}})") ==
        "fail token.new: /data/refreshToken: the same value came before, in case 0");
  Scene scene;
  scene.summary("Create session").body(token);
  scene.told("token.new");
  CHECK(scene.body(R"({"token": "tok_0123456789abcdeg"})").told("token.new") == "");
}

TEST_CASE("nothing is said where no other token is promised") {
  CHECK(again("Get a token") == "");
  CHECK(again("Create a user") == "");
  CHECK(again("Create or resume a session") == "");
  CHECK(again("Create a session, or return the existing one") == "");
  CHECK(again("Create a token for a card") == "");
  CHECK(again("Create session", R"({"token": "short"})") == "");
  Scene refreshed;
  refreshed.operation("POST", "/oauth/token").summary("Create an access token");
  CHECK(again(refreshed.body(R"({"refresh_token": "tok_0123456789abcdef"})")) == "");
  CHECK(again("Create session", R"({"sessions": [{"token": "tok_0123456789abcdef"}]})") == "");
  CHECK(again("Create session", R"({"user": {"api": {"token": "tok_0123456789abcdef"}}})") == "");
  CHECK(again(Scene().body(token).method("GET")) == "");
  CHECK(again(Scene().body(token).send(R"({"body": {"device": "tok_0123456789abcdef"}})")) == "");
  CHECK(again(Scene().body(token).document_example("200", token)) == "");
  CHECK(again(Scene().body(token).level("token.new", Level::Off)) == "");
}

TEST_CASE("a case that states what is new says it once") {
  Scene scene;
  scene.body(token).expect("{unique: [$.token]}");
  scene.told();
  CHECK(scene.told() == R"(fail expect.unique: /token: "tok_0123456789abcdef" came before, in case 0)");
}

TEST_CASE("what only a 201 says is a warning") {
  Scene scene;
  scene.document("201", "{}").status(201).body(token).operation("POST", "/users/{id}/sessions");
  CHECK(again(scene) == "warn token.new: /token: the same value came before, in case 0");
  CHECK(again(scene.operation("POST", "/users")) == "");
}

}  // namespace token_new_test
