// Tokens that the mock gives out, and takes.
#include "small_contract.h"

namespace concord::mock {

namespace {

const char* const secured = R"(openapi: 3.1.0
info: {title: Shop, version: '1'}
servers: [{url: 'https://shop.example/v1'}]
paths:
  /items:
    get:
      x-concord-operation: list-items
      security: [{oauth: [items]}, {oidc: []}, {bearer: []}, {key: []}]
      responses: {'204': {description: none}}
components:
  securitySchemes:
    oauth: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://id.example/token', scopes: {items: all}}}}
    oidc: {type: openIdConnect, openIdConnectUrl: 'https://id.example/'}
    bearer: {type: http, scheme: bearer}
    key: {type: apiKey, in: header, name: X-Key}
)";

Reply ask(SmallMock& mock, const std::string& form, http::Headers headers = {}) {
  headers.push_back({"Content-Type", "application/x-www-form-urlencoded"});
  return mock.service().handle({"POST", "/.concord/token", std::move(headers), form});
}

int with(SmallMock& mock, const std::string& name, const std::string& value) {
  return mock.service().handle({"GET", "/v1/items", {{name, value}}, ""}).status;
}

}  // namespace

TEST_CASE("a token of the mock is accepted by the mock, also beside rules that list credentials") {
  for (const char* rules : {"", "mock: shop\ncredentials: {key: the-key}\n"}) {
    SmallMock mock(rules, secured);
    const Reply reply = ask(mock, "grant_type=client_credentials&scope=items+more&client_id=a&client_secret=b");
    CHECK(reply.status == 200);
    CHECK(*http::find_header(reply.headers, "Cache-Control") == "no-store");
    const Node body = document::parse_answer_json(reply.body).root.value();
    CHECK(body.find("token_type")->as_string() == "Bearer");
    CHECK(body.find("expires_in")->to_int64() == 3600);
    CHECK(body.find("scope")->as_string() == "items more");
    const std::string token = body.find("access_token")->as_string();
    CHECK(with(mock, "Authorization", "Bearer " + token) == 204);
    CHECK(mock.seen.why == "success");
    if (std::string_view(rules).empty()) continue;
    CHECK(with(mock, "Authorization", "Bearer " + token + "x") == 401);
    CHECK(with(mock, "Authorization", "Bearer mock-me") == 401);
    CHECK(with(mock, "X-Key", token) == 401);  // a key is no token
    CHECK(with(mock, "X-Key", "the-key") == 204);
  }
}

TEST_CASE("no token for who does not ask as RFC 6749 says") {
  struct Row {
    const char* form;
    int status;
    const char* error;
  };
  const Row rows[] = {{"", 400, "invalid_request"},
                      {"grant_type=magic", 400, "unsupported_grant_type"},
                      {"grant_type=client_credentials", 401, "invalid_client"},
                      {"grant_type=password&username=a", 400, "invalid_request"},
                      {"grant_type=refresh_token", 400, "invalid_request"},
                      {"grant_type=password&username=a&password=b", 200, ""},
                      {"grant_type=refresh_token&refresh_token=r", 200, ""}};
  SmallMock mock("", secured);
  for (const Row& row : rows) {
    CAPTURE(row.form);
    const Reply reply = ask(mock, row.form);
    CHECK(reply.status == row.status);
    const Node body = document::parse_answer_json(reply.body).root.value();
    CHECK((body.has("error") ? body.find("error")->as_string() : "") == row.error);
  }
  CHECK(ask(mock, "grant_type=client_credentials", {{"Authorization", "Basic YTpi"}}).status == 200);
  const Reply got = mock.service().handle({"GET", "/.concord/token", {}, ""});
  CHECK(got.status == 405);
  CHECK(*http::find_header(got.headers, "Allow") == "POST");
}

TEST_CASE("the mock challenges for Digest, and knows the user of its rules") {
  const std::string contract =
      base::replace_all(secured, "{type: http, scheme: bearer}", "{type: http, scheme: digest}");
  SmallMock mock("mock: shop\ncredentials: {bearer: {username: Mufasa, password: Circle of Life}}\n", contract);
  const Reply asked = mock.service().handle({"GET", "/v1/items", {}, ""});
  CHECK(asked.status == 401);
  CHECK(*http::find_header(asked.headers, "WWW-Authenticate") ==
        R"(Digest realm="mock", nonce="mock-nonce", qop="auth, auth-int", algorithm=SHA-256)");
  // SHA-256 of "SHA-256(Mufasa:mock:Circle of Life):mock-nonce:00000001:c:auth:SHA-256(GET:/v1/items)", by hand.
  const std::string good =
      R"(Digest username="Mufasa", realm="mock", nonce="mock-nonce", uri="/v1/items", algorithm=SHA-256, cnonce="c", qop=auth, nc=00000001, response="ae302afd8fba709c82a3b3be868eecc63b87a045ad28d90b3fe34ce6175ab1cf")";
  CHECK(with(mock, "Authorization", good) == 204);
  for (const auto& [from, to] :
       {std::pair("Mufasa", "Scar"), {"/v1/items", "/v1/other"}, {"cnonce=\"c\"", "cnonce=\"d\""}, {"nc=0", "nc=x"}}) {
    CAPTURE(to);
    CHECK(with(mock, "Authorization", base::replace_all(good, from, to)) == 401);
  }
}

}  // namespace concord::mock
