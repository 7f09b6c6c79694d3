#include "provider_fixture.h"

namespace concord::mock {

namespace {

struct FrankieOne : ProviderFixture {
  FrankieOne() : ProviderFixture("frankieone") {}

  ParsedRequest request(const std::string& action, std::string json,
                   const std::string& id = "3fa85f64-5717-4562-b3fc-2c963f66afa6") const {
    return post("/v2/individuals/" + id + action, std::move(json),
                {{"api_key", "mock-frankieone-key"}, {"X-Frankie-CustomerID", "12345678-1234-1234-1234-123456789012"}});
  }
  Reply session(std::string json) { return send(request("/sessions", std::move(json))); }
  Reply token(std::string json) { return send(request("/actions/idv/token", std::move(json))); }
};

}  // namespace

TEST_CASE("FrankieOne: a session is that of the entity and provider asked for, and expires later") {
  FrankieOne frankie;
  CHECK(frankie.session(R"({"session":{"providerName":"sardine"}})").status == 200);
  CHECK(frankie.text("/session/entityId") == "3fa85f64-5717-4562-b3fc-2c963f66afa6");
  CHECK(frankie.text("/session/providerName") == "sardine");
  CHECK(frankie.text("/session/createdAt") == "2026-03-01T10:00:00.000Z");
  CHECK(frankie.text("/session/expiresAt") == "2026-03-01T10:30:00.000Z");
  CHECK(frankie.text("/requestId").size() == 26);
  const std::string token = frankie.text("/session/token"), id = frankie.text("/session/sessionId"),
                    call = frankie.text("/requestId");
  CHECK(frankie.session(R"({"session":{}})").status == 200);
  CHECK_FALSE(frankie.has("/session/providerName"));
  CHECK(frankie.text("/session/token") != token);
  CHECK(frankie.text("/session/sessionId") != id);
  CHECK(frankie.text("/requestId") != call);
}

TEST_CASE("FrankieOne: a session's request is checked") {
  FrankieOne frankie;
  for (const char* body : {"{}", R"({"session":"sardine"})", R"({"session":null})", R"({"session":{"providerName":7}})",
                           "[]", "", "{'session':{}}"}) {
    CAPTURE(body);
    CHECK(frankie.session(body).status == 400);
    CHECK(frankie.text("/errorCode") == "API-0400");
  }
  frankie.session("{}");
  CHECK(frankie.text("/details/0/issue") == "\"session\" is missing");
  CHECK(frankie.text("/details/0/issueLocation") == "VALIDATE-session");
}

TEST_CASE("FrankieOne: credentials") {
  FrankieOne frankie;
  ParsedRequest request = frankie.request("/actions/idv/token", "{}");
  http::set_header(request.headers, "api_key", "wrong");
  CHECK(frankie.send(request).status == 401);
  CHECK(frankie.text("/errorCode") == "AUTH-0002");
  CHECK(frankie.text("/details/0/issue") == "Invalid Authentication provided. Access denied.");
  http::remove_header(request.headers, "api_key");
  CHECK(frankie.send(request).status == 401);
  CHECK(frankie.text("/errorCode") == "AUTH-0401");
  const std::string call = frankie.text("/requestId");
  frankie.send(request);
  CHECK(frankie.text("/requestId") != call);
  http::set_header(request.headers, "Authorization", "Bearer anything");
  CHECK(frankie.send(request).status == 401);
  CHECK(frankie.text("/errorCode") == "AUTH-0002");
}

TEST_CASE("FrankieOne: the customer") {
  FrankieOne frankie;
  ParsedRequest request = frankie.request("/sessions", R"({"session":{}})");
  http::set_header(request.headers, "X-Frankie-CustomerID", "00000000-0000-4000-8000-00000000dead");
  CHECK(frankie.send(request).status == 401);
  CHECK(frankie.text("/errorMsg") == "Unauthenticated due to invalid credentials.");
  http::remove_header(request.headers, "X-Frankie-CustomerID");
  CHECK(frankie.send(request).status == 400);
  CHECK(frankie.text("/details/0/issue") == "header parameter \"X-Frankie-CustomerID\" is missing");
}

TEST_CASE("FrankieOne: unknown and malformed ids") {
  FrankieOne frankie;
  CHECK(frankie.send(frankie.request("/actions/idv/token", "{}", "test")).status == 400);
  CHECK(frankie.text("/details/0/issue") == "entityId in path must be of type uuid: \"test\"");
  CHECK(frankie.text("/details/0/issueLocation") == "VALIDATE-entityId");
  for (const char* action : {"/sessions", "/actions/idv/token"}) {
    CHECK(frankie.send(frankie.request(action, R"({"session":{}})", "00000000-0000-4000-8000-000000000000")).status ==
          404);
    CHECK(frankie.text("/errorCode") == "API-0404");
    CHECK(frankie.send(frankie.request(action, R"({"session":{}})", "a%20b%22%7B%7Bulid%7D%7D")).status == 400);
    CHECK(frankie.send(frankie.request(action, R"({"session":{}})", "")).status == 404);
  }
}

TEST_CASE("FrankieOne: an entity keeps its token until it expires") {
  FrankieOne frankie;
  CHECK(frankie.token(R"({"country":"AUS","documentType":"PASSPORT","applicantId":"a1","provider":"onfido"})").status ==
        200);
  const std::string token = frankie.text("/token"), expiry = frankie.text("/tokenExpiry"),
                    call = frankie.text("/requestId");
  CHECK(expiry == "2026-03-01T10:30:00.000Z");
  CHECK(frankie.text("/country") == "AUS");
  CHECK(frankie.text("/documentType") == "PASSPORT");
  CHECK(frankie.text("/applicantId") == "a1");
  CHECK(frankie.text("/provider") == "onfido");

  frankie.clock.tick(base::Milliseconds(29 * 60'000));
  ParsedRequest bare = frankie.request("/actions/idv/token", "");
  http::remove_header(bare.headers, "Content-Type");
  CHECK(frankie.send(bare).status == 200);
  CHECK(frankie.text("/token") == token);
  CHECK(frankie.text("/tokenExpiry") == expiry);
  CHECK(frankie.text("/country") == "AUS");
  CHECK(frankie.text("/requestId") != call);
  frankie.token(R"({"country":"NZL"})");
  CHECK(frankie.text("/country") == "NZL");
  CHECK(frankie.text("/token") == token);

  frankie.clock.tick(base::Milliseconds(60'000));
  frankie.token("{}");
  CHECK(frankie.text("/token") != token);
  CHECK(frankie.text("/tokenExpiry") == "2026-03-01T11:00:00.000Z");
  CHECK_FALSE(frankie.has("/country"));
}

TEST_CASE("FrankieOne: what a token's request says is checked") {
  FrankieOne frankie;
  for (const char* body : {R"({"country":"AU"})", R"({"documentType":"TEAPOT"})", R"({"products":{"name":"idv"}})",
                           R"({"products":["idv",7]})", R"({"vendorParameters":"x"})",
                           R"({"comment":{"text":"a","entityType":"TEAPOT"}})", "7"}) {
    CAPTURE(body);
    CHECK(frankie.token(body).status == 400);
    CHECK(frankie.text("/errorMsg") == "Multiple Errors: See Issues list");
  }
}

}  // namespace concord::mock
