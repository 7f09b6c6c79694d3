#include "provider_fixture.h"

namespace concord::mock {

namespace {

struct FinHub : ProviderFixture {
  FinHub() : ProviderFixture("finhub") {
    request = post(
        path(customer, user),
        R"({"username":"mock.customer@example.test","password":"mock-finhub-password","tenantKey":"mock-finhub-tenant-key","tenantSecret":"mock-finhub-tenant-secret"})",
        {{"X-Tenant-ID", "mock-finhub-tenant"},
         {"X-Forwarded-For", "127.0.0.1"},
         {"X-Forwarded-From", "concord"},
         {"platform", "web"},
         {"deviceId", "d"}});
  }
  static std::string path(const std::string& of, const std::string& who) {
    return "/api/v2.1/customer/individual/" + of + "/users/" + who + "/sessions";
  }
  int with_body(const char* text_of_body) {
    ParsedRequest changed = request;
    changed.body = text_of_body;
    return send(changed).status;
  }

  std::string customer = "6a1f0c52-0d3b-4c8e-9a57-2f1e4b7c9d01";
  std::string user = "c0d9b1e4-5f26-4a7d-8b3c-91e2f6a70c02";
  ParsedRequest request;
};

}  // namespace

TEST_CASE("FinHub: a session tells of customer, user and time, and never of the password") {
  FinHub finhub;
  const Reply reply = finhub.send(finhub.request);
  CHECK(reply.status == 200);
  CHECK(finhub.text("/code") == "200");
  CHECK(finhub.text("/data/success") == "true");
  CHECK(finhub.text("/data/user/id") == finhub.user);
  CHECK(finhub.text("/data/user/customerId") == finhub.customer);
  CHECK(finhub.text("/data/user/tenantId") == "mock-finhub-tenant");
  CHECK(finhub.text("/data/expiresAt") == "2026-03-01T11:00:00.000Z");
  CHECK(finhub.text("/data/expiresIn") == "3600");
  CHECK(finhub.text("/data/token") != finhub.text("/data/refreshToken"));
  for (const char* secret : {"mock-finhub-password", "mock-finhub-tenant-key", "mock-finhub-tenant-secret"}) {
    CHECK(reply.body.find(secret) == std::string::npos);
  }
  const std::string token = finhub.text("/data/token"), session = finhub.text("/data/sessionId");
  finhub.send(finhub.request);
  CHECK(finhub.text("/data/token") != token);
  CHECK(finhub.text("/data/sessionId") != session);
}

TEST_CASE("FinHub: errors have no body, as on the page") {
  FinHub finhub;
  ParsedRequest malformed = finhub.request;
  malformed.target = finhub.path("7", finhub.user);
  CHECK(finhub.send(malformed).status == 400);
  CHECK(finhub.seen.why == "problem /path/customerId format");
  malformed.target = finhub.path(finhub.customer, "00000000-0000-4000-8000-000000000000");
  const Reply unknown = finhub.send(malformed);
  CHECK(unknown.status == 404);
  CHECK(unknown.body.empty());
  CHECK(http::find_header(unknown.headers, "Content-Type") == nullptr);
  CHECK(finhub.seen.why == "condition: an unknown customer or user");
}

TEST_CASE("FinHub: each required header") {
  for (const char* name : {"X-Forwarded-For", "X-Forwarded-From", "X-Tenant-ID", "platform", "deviceId"}) {
    FinHub finhub;
    http::remove_header(finhub.request.headers, name);
    CHECK(finhub.send(finhub.request).status == 400);
    CHECK(finhub.seen.why == std::string("problem /headers/") + name + " required");
  }
}

TEST_CASE("FinHub: who is calling") {
  FinHub finhub;
  CHECK(finhub.with_body("{}") == 400);
  CHECK(finhub.with_body(R"({"username":"mock.customer@example.test"})") == 400);
  CHECK(finhub.with_body(R"({"username":"mock.customer@example.test","password":"wrong"})") == 401);
  CHECK(finhub.with_body(R"({"username":"nobody","password":"mock-finhub-password"})") == 401);
  CHECK(finhub.with_body(
            R"({"username":"mock.customer@example.test","password":"mock-finhub-password","tenantSecret":"wrong"})") ==
        401);
  CHECK(finhub.with_body(R"({"username":"mock.customer@example.test","password":7})") == 400);
  CHECK(
      finhub.with_body(
          R"({"credentialType":"PASSWORD","value":"mock.customer@example.test","password":"mock-finhub-password"})") ==
      200);
  CHECK(finhub.with_body(
            R"({"credentialType":"TEAPOT","value":"mock.customer@example.test","password":"mock-finhub-password"})") ==
        400);
  CHECK(finhub.with_body("[]") == 400);
  CHECK(finhub.with_body("{") == 400);
  CHECK(finhub.with_body("") == 400);
  http::set_header(finhub.request.headers, "X-Tenant-ID", "other");
  CHECK(finhub.send(finhub.request).status == 401);
  CHECK(finhub.seen.why == "condition: an unknown tenant");
}

}  // namespace concord::mock
