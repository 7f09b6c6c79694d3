// A provider.yaml whose credentials come of steps that it shares: a login that a run of the document needs, too.
#include "explored.h"

namespace sharing_test {

using namespace concord;
using explore::find_case;
using result::Verdict;
using support::FakeTransport;

namespace {

constexpr const char* shop_document = R"(openapi: 3.1.0
info: {title: Shop, version: "1"}
servers: [{url: "https://shop.test"}]
paths:
  /login:
    post:
      operationId: logIn
      responses:
        "200": {description: ok, content: {application/json: {schema: {type: object, properties: {token: {type: string}}}}}}
  /orders:
    get:
      operationId: listOrders
      security: [{session: []}]
      responses: {"200": {description: ok}, "401": {description: who}}
components:
  securitySchemes:
    session: {type: http, scheme: bearer}
)";

constexpr const char* provider_file = R"(provider: shop
contract: shop.yaml
variables: {SHOP_PASSWORD: {secret: true}}
auth:
  default: {type: bearer, token: "{{session_token}}"}
shared:
  log in:
    operation: log-in
    request: {auth: none, headers: {X-Password: "{{SHOP_PASSWORD}}"}}
    expect: {status: 200}
    capture: {session_token: $.token}
)";

struct Fixture : explore::Explored {
  explicit Fixture(const explore::ProviderOptions& given = {})
      : Explored("sharing", {{"shop.yaml", shop_document}, {"provider.yaml", provider_file}}, given) {
    options.phases = {"positive", "auth"};
  }

  result::Run run() {
    run_options.endpoints["shop"].variables = {{"SHOP_PASSWORD", "tulip-17"}};
    return Explored::run([this](const http::Request& request) { return answer(request); });
  }

  http::Exchange answer(const http::Request& request) {
    if (request.url.ends_with("/login")) {
      if (http::find_header(request.headers, "X-Password")) ++logins;
      return FakeTransport::json(login_status, R"({"token": "token-)" + std::to_string(++tokens) + "-of-a-session\"}");
    }
    const std::string* token = http::find_header(request.headers, "Authorization");
    return FakeTransport::json(token && *token == taken ? 200 : 401, "");
  }

  std::string taken = "Bearer token-1-of-a-session";
  int login_status = 200, logins = 0, tokens = 0;
};

}  // namespace

TEST_CASE("what credentials need is shared in a run of the document") {
  Fixture fixture;
  const result::Run run = fixture.run();
  CHECK(fixture.logins == 1);
  CHECK(find_case(run, "shop.log_in :: shared: log in").verdict == Verdict::Passed);
  for (const result::CaseResult& one : run.cases) {
    INFO(result::full_name(one));
    CHECK(one.verdict == Verdict::Passed);
  }
  CHECK(has(fixture.transport->sent.front().url, "/login"));
  CHECK(fixture.explorer->plan().names_used.at(fixture.provider.get()).contains("SHOP_PASSWORD"));
}

TEST_CASE("where what is shared fails, only what needs it is blocked, and says so") {
  Fixture fixture;
  fixture.login_status = 500;
  const result::Run run = fixture.run();
  CHECK(find_case(run, "shop.log_in :: shared: log in").verdict == Verdict::Failed);
  for (const char* name : {"positive: only what is required", "auth: none"}) {
    const result::CaseResult& needing = find_case(run, "shop.list_orders :: " + std::string(name));
    CHECK(needing.verdict == Verdict::Blocked);
    CHECK(needing.reason.text == "\"shared: log in\" failed");
  }
  CHECK(find_case(run, "shop.log_in :: positive: only what is required").verdict == Verdict::Failed);
}

TEST_CASE("with a header in place of the profile, nothing is shared for it") {
  explore::ProviderOptions given;
  given.has_header = [](const std::string& name) { return name == "Authorization"; };
  Fixture fixture(given);
  fixture.taken = "Bearer given-outside";
  fixture.run_options.headers = {{{"Authorization", "Bearer given-outside"}, true, {}}};
  const result::Run run = fixture.run();
  CHECK(fixture.logins == 0);
  for (const result::CaseResult& one : run.cases) {
    INFO(result::full_name(one));
    CHECK(one.verdict == Verdict::Passed);
  }
  CHECK_FALSE(fixture.explorer->plan().names_used.at(fixture.provider.get()).contains("SHOP_PASSWORD"));
}

TEST_CASE("what is shared goes with the cases that are chosen, in each shard, and not alone") {
  Fixture fixture;
  SECTION("by name") {
    fixture.options.selects = [](const std::string& name) { return name.ends_with("list_orders :: auth: none"); };
    const result::Run run = fixture.run();
    CHECK(run.cases.size() == 2);
    CHECK(fixture.logins == 1);
  }
  SECTION("nothing is chosen") {
    fixture.options.selects = [](const std::string&) { return false; };
    CHECK(fixture.run().cases.empty());
  }
  SECTION("shards") {
    fixture.options.shard = {2, 2};
    const result::Run run = fixture.run();
    CHECK(find_case(run, "shop.log_in :: shared: log in").verdict == Verdict::Passed);
    CHECK(run.cases.size() > 1);
  }
}

}  // namespace sharing_test
