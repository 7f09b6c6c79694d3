#include "keyring_fixture.h"

using namespace concord;
using namespace concord::auth;
using Fixture = KeyringFixture;

namespace {

const std::string client =
    R"({"type":"oauth2","token_url":"https://id.test/token","client_id":"shop-7","client_secret":"s3cret & more"})";

std::string token(const std::string& value, const std::string& more = "") {
  return R"({"access_token":")" + value + R"(","token_type":"Bearer")" + more + "}";
}

}  // namespace

TEST_CASE("what is asked of a token endpoint") {
  struct Row {
    const char* profile;
    const char* url;
    const char* authorization;
    const char* body;
  };
  const Row rows[] = {
      // The client's id and secret in the header are encoded as in a form, RFC 6749, 2.3.1: base64 of "shop-7:a%3A+b".
      {R"({"type":"oauth2","token_url":"https://id.test/token","client_id":"shop-7","client_secret":"a: b","scope":"read write"})",
       "https://id.test/token", "Basic c2hvcC03OmElM0ErYg==", "grant_type=client_credentials&scope=read+write"},
      {R"({"type":"oauth2","token_url":"https://id.test/token","client_id":"shop-7","client_secret":"a&b","credentials":"body","audience":"https://api.test/"})",
       "https://id.test/token", "(none)",
       "grant_type=client_credentials&audience=https%3A%2F%2Fapi.test%2F&client_id=shop-7&client_secret=a%26b"},
      {R"({"type":"oauth2","grant":"password","token_url":"/token","username":"ann","password":"p=q","client_id":"app"})",
       "http://shop.test/token", "(none)", "grant_type=password&username=ann&password=p%3Dq&client_id=app"},
      {R"({"type":"oauth2","grant":"refresh_token","token_url":"oauth/token","refresh_token":"r+1","client_id":"app","client_secret":"x"})",
       "http://shop.test/v1/oauth/token", "Basic YXBwOng=", "grant_type=refresh_token&refresh_token=r%2B1"},
      {R"({"type":"oauth2","token_url":"https://id.test/token","client_id":"a","client_secret":"b","parameters":{"resource":"urn:x","n":7}})",
       "https://id.test/token", "Basic YTpi", "grant_type=client_credentials&resource=urn%3Ax&n=7"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.profile);
    Fixture fixture;
    fixture.apply(row.profile);
    REQUIRE(fixture.fetches.size() == 1);
    const http::Request& asked = fixture.fetches.front().request;
    CHECK(asked.method == "POST");
    CHECK(asked.url == row.url);
    CHECK(header(asked, "Authorization") == row.authorization);
    CHECK(header(asked, "Content-Type") == "application/x-www-form-urlencoded");
    CHECK(asked.body == row.body);
  }
}

TEST_CASE("a token is fetched once, all that need it wait for it, and all share it") {
  Fixture fixture;
  for (int i = 0; i < 3; ++i) fixture.apply(client);
  CHECK(fixture.fetches.size() == 1);
  CHECK(fixture.applied.empty());
  fixture.answer(answer_of(200, token("T-first-1")));
  CHECK(fixture.applied.size() == 3);
  for (const Applied& one : fixture.applied) CHECK(header(one.request, "Authorization") == "Bearer T-first-1");
  fixture.apply(client);
  CHECK(fixture.last() == "Bearer T-first-1");
  CHECK(fixture.fetches.empty());
  // Another client is another token.
  fixture.apply(R"({"type":"oauth2","token_url":"https://id.test/token","client_id":"other","client_secret":"x"})");
  CHECK(fixture.fetches.size() == 1);
}

TEST_CASE("a header of the request's own wins, and nothing is fetched for it") {
  Fixture fixture;
  fixture.apply(client, {"GET", "http://shop.test/", {{"authorization", "Bearer wrong"}}, {}});
  CHECK(fixture.last() == "Bearer wrong");
  CHECK(fixture.fetches.empty());
}

TEST_CASE("a token is renewed before its lifetime ends") {
  struct Row {
    const char* expires_in;
    std::chrono::milliseconds good_for;  // since it was asked for
  };
  const Row rows[] = {{R"(,"expires_in":3600)", std::chrono::seconds(3540)},
                      {R"(,"expires_in":"60")", std::chrono::seconds(54)},
                      {R"(,"expires_in":0.5)", std::chrono::milliseconds(450)}};
  for (const Row& row : rows) {
    CAPTURE(row.expires_in);
    Fixture fixture;
    fixture.apply(client);
    fixture.answer(answer_of(200, token("T-first-1", row.expires_in)));
    fixture.clock.tick(row.good_for - std::chrono::milliseconds(1));
    fixture.apply(client);
    CHECK(fixture.applied.size() == 2);
    fixture.clock.tick(std::chrono::milliseconds(1));
    fixture.apply(client);
    REQUIRE(fixture.fetches.size() == 1);
    fixture.answer(answer_of(200, token("T-second-2", row.expires_in)));
    CHECK(fixture.last() == "Bearer T-second-2");
  }
}

TEST_CASE("a token that cannot be renewed early is used until it ends") {
  Fixture fixture;
  fixture.apply(client);
  fixture.answer(answer_of(200, token("T-first-1", R"(,"expires_in":100)")));
  fixture.clock.tick(std::chrono::seconds(95));
  fixture.apply(client);
  fixture.answer(answer_of(503, ""));
  CHECK(fixture.last() == "Bearer T-first-1");
  fixture.clock.tick(std::chrono::seconds(5));
  fixture.apply(client);
  fixture.answer(answer_of(503, ""));
  CHECK(fixture.last() == "no access token from https://id.test/token: 503 Service Unavailable");
}

TEST_CASE("the newest refresh token is used") {
  const std::string refreshed =
      R"({"type":"oauth2","grant":"refresh_token","token_url":"https://id.test/token","refresh_token":"r-1","client_id":"app"})";
  Fixture fixture;
  fixture.apply(refreshed);
  CHECK(fixture.fetches.front().request.body == "grant_type=refresh_token&refresh_token=r-1&client_id=app");
  fixture.answer(answer_of(200, token("T-first-1", R"(,"expires_in":10,"refresh_token":"r-2-new")")));
  fixture.clock.tick(std::chrono::seconds(10));
  fixture.apply(refreshed);
  CHECK(fixture.fetches.front().request.body == "grant_type=refresh_token&refresh_token=r-2-new&client_id=app");
  CHECK(fixture.redactor.redact("r-2-new") == "[default.refresh_token]");
}

TEST_CASE("a 401 ends a token, once for all who used it") {
  Fixture fixture;
  fixture.apply(client);
  fixture.answer(answer_of(200, token("T-first-1")));
  const http::Request sent = fixture.applied.back().request;
  CHECK_FALSE(fixture.react(client, answer_of(200, "{}"), sent).send_again);
  const Reaction first = fixture.react(client, answer_of(401, ""), sent);
  CHECK(first.send_again);
  CHECK(first.remark.empty());  // nobody said how long it is good for
  // Another request that was under way with it learns nothing new.
  CHECK(fixture.react(client, answer_of(401, ""), sent).send_again);
  fixture.apply(client);
  fixture.apply(client);
  CHECK(fixture.fetches.size() == 1);
  fixture.answer(answer_of(200, token("T-second-2")));
  CHECK(fixture.last() == "Bearer T-second-2");
  // The successor is refused as well: that is the answer.
  CHECK_FALSE(fixture.react(client, answer_of(401, ""), fixture.applied.back().request, false, 1).send_again);
  CHECK_FALSE(fixture.react(client, answer_of(401, ""), fixture.applied.back().request).send_again);
  fixture.apply(client);
  CHECK(fixture.fetches.empty());
  // Once it has worked, a 401 says again that its time is over.
  CHECK_FALSE(fixture.react(client, answer_of(404, ""), fixture.applied.back().request).send_again);
  CHECK(fixture.react(client, answer_of(401, ""), fixture.applied.back().request).send_again);
}

TEST_CASE("a 401 before its time is remarkable, one that the suite expects is none") {
  Fixture fixture;
  fixture.apply(client);
  fixture.answer(answer_of(200, token("T-first-1", R"(,"expires_in":600)")));
  const http::Request sent = fixture.applied.back().request;
  CHECK_FALSE(fixture.react(client, answer_of(401, ""), sent, true).send_again);
  CHECK(fixture.react(client, answer_of(401, ""), sent).remark ==
        "401 Unauthorized to an access token whose time was not over; sent again with a new one");
  // Another's token, or none: not ours to renew.
  CHECK_FALSE(
      fixture.react(client, answer_of(401, ""), {"GET", "http://shop.test/", {{"Authorization", "Bearer x"}}, {}})
          .send_again);
  CHECK_FALSE(fixture.react(client, answer_of(401, ""), {"GET", "http://shop.test/", {}, {}}).send_again);
}

TEST_CASE("why there is no token") {
  struct Row {
    int status;
    const char* body;
    const char* why;
    bool is_final;
  };
  const Row rows[] = {
      {401, R"({"error":"invalid_client","error_description":"the client\nis unknown"})",
       R"(401 Unauthorized, invalid_client: the client\nis unknown)", true},
      {400, R"({"error":"invalid_scope"})", "400 Bad Request, invalid_scope", true},
      {403, "<html>", "403 Forbidden", true},
      {302, "", "302 Found", true},
      {429, "", "429 Too Many Requests", false},
      {500, R"({"error":7})", "500 Internal Server Error", false},
      {200, "<html>", "200 OK, which is no JSON object", false},
      {200, "[]", "200 OK, which is no JSON object", false},
      {200, R"({"token":"x"})", "200 OK without an access_token", false},
      {200, R"({"access_token":7})", "200 OK without an access_token", false},
      {200, R"({"access_token":"x","token_type":"mac"})",
       R"(200 OK with the token_type "mac", which concord does not know)", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.status, row.body);
    Fixture fixture;
    fixture.apply(client);
    fixture.apply(client);
    fixture.answer(answer_of(row.status, row.body));
    REQUIRE(fixture.applied.size() == 2);
    CHECK(fixture.last() == std::string("no access token from https://id.test/token: ") + row.why);
    const Problem& problem = *fixture.applied.back().problem;
    CHECK(problem.kind == (row.is_final ? Problem::Kind::Refused : Problem::Kind::Unavailable));
    REQUIRE(problem.answer);
    CHECK(problem.answer->status == row.status);
    // A refusal is not asked for again: that might lock an account.
    fixture.apply(client);
    CHECK(fixture.fetches.size() == (row.is_final ? 0 : 1));
  }
}

TEST_CASE("a token endpoint that cannot be reached, and a URL that is none") {
  Fixture fixture;
  fixture.apply(client);
  http::Exchange lost;
  lost.error =
      http::TransportError{http::ErrorKind::Connect, "cannot connect to id.test:443 (connection refused)", "connect"};
  fixture.answer(std::move(lost));
  CHECK(fixture.last() ==
        "no access token from https://id.test/token: cannot connect to id.test:443 (connection refused)");
  CHECK(fixture.applied.back().problem->kind == Problem::Kind::Unavailable);
  fixture.apply(R"({"type":"oauth2","token_url":"ftp://id.test/token","client_id":"a","client_secret":"b"})");
  CHECK(fixture.last() == R"(the token_url "ftp://id.test/token" is no http or https URL)");
  CHECK(fixture.applied.back().problem->kind == Problem::Kind::Mistake);
}

TEST_CASE("where tokens are fetched can be set for all profiles") {
  Fixture fixture;
  fixture.token_url = "http://127.0.0.1:8080/.concord/token";
  fixture.apply(client);
  CHECK(fixture.fetches.front().request.url == "http://127.0.0.1:8080/.concord/token");
}

TEST_CASE("an answer that comes after the end of the run is nobody's") {
  Fixture fixture;
  auto keyring = std::make_unique<Keyring>(fixture.clock, fixture.redactor, 1);
  keyring->apply(profile_of(client), {"GET", "http://shop.test/", {}, {}}, fixture.context(),
                 [](Applied) { FAIL("called"); });
  keyring.reset();
  fixture.answer(answer_of(200, token("T-late")));
}

TEST_CASE("what is fetched, and what is made of the client's secret, is hidden") {
  Fixture fixture;
  hide(profile_of(client), "default", fixture.redactor);
  fixture.apply(client);
  CHECK(fixture.redactor.redact(header(fixture.fetches.front().request, "Authorization")) == "Basic [default]");
  fixture.answer(answer_of(200, token("T-first-1", R"(,"id_token":"eyJ.id.1")")));
  CHECK(fixture.redactor.redact(fixture.last()) == "Bearer [default.access_token]");
  CHECK(fixture.redactor.redact("%54-first-1 eyJ.id.1") == "[default.access_token] [default.id_token]");
  CHECK(fixture.redactor.redact("client_secret=s3cret+%26+more") == "client_secret=[default.client_secret]");
}

TEST_CASE("what is wrong with a profile of type oauth2") {
  CHECK(mistakes(client).empty());
  CHECK(mistakes(R"({"type":"oauth2","token_url":"/t","client_id":"a"})") ==
        "an auth profile of type oauth2 with the grant client_credentials needs \"client_secret\"\n");
  CHECK(mistakes(R"({"type":"oauth2","grant":"password","client_id":"a","refresh_token":"r"})") ==
        "an auth profile of type oauth2 needs \"token_url\"\n"
        "an auth profile of type oauth2 with the grant password needs \"username\"\n"
        "an auth profile of type oauth2 with the grant password needs \"password\"\n"
        "an auth profile of type oauth2 with the grant password has no \"refresh_token\"\n");
  CHECK(mistakes(R"({"type":"oauth2","grant":"pasword","token_url":"/t"})") ==
        "\"grant\" of an auth profile of type oauth2 is client_credentials or password or refresh_token, not "
        "\"pasword\" | did you mean \"password\"?\n");
  CHECK(mistakes(R"({"type":"oauth2","grant":"{{GRANT}}","token_url":"/t"})").empty());
  CHECK(mistakes(R"({"type":"oauth2","token_url":"/t","client_id":"a","client_secret":"b","parameters":["x"]})") ==
        "\"parameters\" of an auth profile must be a mapping of texts, this is an array\n");
}
