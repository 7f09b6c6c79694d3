// Profiles that fetch or that answer a 401, in a run of many cases.
#include "plan_fixture.h"

#include <set>

using namespace concord;
using result::Verdict;
using support::FakeTransport;
using Fixture = run::PlanFixture;

namespace {

const char* const oauth2 =
    R"({"default":{"type":"oauth2","token_url":"/token","client_id":"shop","client_secret":"{{SHOP_KEY}}","scope":"orders"}})";

// An identity provider and an API that takes its newest token only.
struct Shop {
  std::size_t tokens = 0;
  std::string lifetime = R"(,"expires_in":3600)";
  std::function<std::optional<http::Exchange>(const http::Request&)> before = {};
  std::vector<std::string> bodies = {};  // of requests that were processed

  http::Exchange operator()(const http::Request& request) {
    if (before) {
      if (auto first = before(request)) return std::move(*first);
    }
    if (request.url == "http://shop.test/token") {
      return FakeTransport::json(200,
                                 R"({"access_token":"token-number-)" + std::to_string(++tokens) + '"' + lifetime + "}");
    }
    const std::string* given = http::find_header(request.headers, "Authorization");
    if (!given || *given != "Bearer token-number-" + std::to_string(tokens)) return FakeTransport::json(401, "{}");
    bodies.push_back(request.body.value_or(""));
    return FakeTransport::json(200, R"({"id":"x"})");
  }
};

void secure(Fixture& fixture, const char* profiles = oauth2) {
  fixture.provider->auth = *document::parse_answer_json(profiles).root;
  fixture.provider->contract.operations.front().security = {
      {contract::SecurityScheme{"oauth", "oauth2", "", {}, "", {}}}};
}

std::size_t count_of(const result::Run& run, Verdict verdict) {
  return static_cast<std::size_t>(
      std::count_if(run.cases.begin(), run.cases.end(), [&](const auto& one) { return one.verdict == verdict; }));
}

}  // namespace

TEST_CASE("one token for all cases of a run") {
  Fixture fixture;
  secure(fixture);
  for (int i = 0; i < 100; ++i) fixture.add_case("case " + std::to_string(i));
  Shop shop;
  const auto run = fixture.run(std::ref(shop));
  CHECK(count_of(run, Verdict::Passed) == 100);
  CHECK(shop.tokens == 1);
  CHECK(fixture.transport->sent.size() == 101);
  CHECK(run.cases[0].steps.back().exchange->request_headers.back().value == "Bearer [default.access_token]");
  // The case that fetched it has that exchange too.
  const result::StepResult& fetched = run.cases[0].steps.front();
  CHECK(fetched.name == "credentials of \"default\"");
  CHECK(fetched.exchange->response_body->text.find("[default.access_token]") != std::string::npos);
  CHECK(run.cases[1].steps.size() == 1);
}

TEST_CASE("a token that ends during the run is renewed before, and no case notices") {
  Fixture fixture;
  secure(fixture);
  fixture.options.jobs = 4;
  for (int i = 0; i < 40; ++i) fixture.add_case("case " + std::to_string(i));
  Shop shop;
  shop.lifetime = R"(,"expires_in":0.02)";  // each answer takes a millisecond
  const auto run = fixture.run(std::ref(shop));
  CHECK(count_of(run, Verdict::Passed) == 40);
  CHECK(shop.tokens >= 2);
  CHECK(shop.tokens <= 5);
}

TEST_CASE("a POST is sent again after a 401, once, with a new token, and was processed once") {
  Fixture fixture;
  secure(fixture);
  fixture.options.jobs = 1;
  for (int i = 0; i < 3; ++i) fixture.add_case("case " + std::to_string(i));
  Shop shop;
  shop.before = [&](const http::Request& request) -> std::optional<http::Exchange> {
    const bool is_second_order = shop.bodies.size() == 1 && request.url != "http://shop.test/token";
    if (is_second_order && shop.tokens == 1) return FakeTransport::json(401, "{}");  // the token was revoked
    return std::nullopt;
  };
  const auto run = fixture.run(std::ref(shop));
  CHECK(shop.tokens == 2);
  CHECK(shop.bodies.size() == 3);
  CHECK(count_of(run, Verdict::Passed) == 2);
  CHECK(run.cases[1].verdict == Verdict::Flaky);
  REQUIRE(run.cases[1].retried.size() == 1);
  CHECK(run.cases[1].retried[0].error.kind == result::RunErrorKind::Auth);
  CHECK(run.cases[1].retried[0].error.message ==
        "401 Unauthorized to an access token whose time was not over; sent again with a new one");
}

TEST_CASE("sixteen cases that get a 401 for one token share its successor") {
  Fixture fixture;
  secure(fixture);
  for (int i = 0; i < 64; ++i) fixture.add_case("case " + std::to_string(i));
  Shop shop;
  shop.lifetime = "";  // so a 401 is how its end is learnt
  shop.before = [&](const http::Request& request) -> std::optional<http::Exchange> {
    const bool is_late = shop.bodies.size() >= 20 && shop.tokens == 1 && request.url != "http://shop.test/token";
    return is_late ? std::optional(FakeTransport::json(401, "{}")) : std::nullopt;
  };
  const auto run = fixture.run(std::ref(shop));
  CHECK(count_of(run, Verdict::Passed) == 64);
  CHECK(shop.tokens == 2);
}

TEST_CASE("a 401 that stays is judged, and does not ask for a token a case") {
  Fixture fixture;
  secure(fixture);
  for (int i = 0; i < 50; ++i) fixture.add_case("case " + std::to_string(i));
  Shop shop;
  shop.before = [&](const http::Request& request) -> std::optional<http::Exchange> {
    return request.url == "http://shop.test/token" ? std::nullopt : std::optional(FakeTransport::json(401, "{}"));
  };
  const auto run = fixture.run(std::ref(shop));
  CHECK(count_of(run, Verdict::Failed) == 50);
  CHECK(shop.tokens == 2);
}

TEST_CASE("a suite that expects a 401 gets the first") {
  Fixture fixture;
  secure(fixture);
  fixture.add_case("refused", 401);
  Shop shop;
  shop.before = [&](const http::Request& request) -> std::optional<http::Exchange> {
    return request.url == "http://shop.test/token" ? std::nullopt : std::optional(FakeTransport::json(401, "{}"));
  };
  fixture.run(std::ref(shop));
  CHECK(shop.tokens == 1);
  CHECK(fixture.transport->sent.size() == 2);
}

TEST_CASE("cases whose token is refused are not judged, and it is asked for once") {
  Fixture fixture;
  secure(fixture);
  fixture.options.retries = 3;
  for (int i = 0; i < 40; ++i) fixture.add_case("case " + std::to_string(i));
  fixture.add_case("without").steps[0].request.set("auth", "none");
  const auto run = fixture.run([](const http::Request& request) {
    if (request.url != "http://shop.test/token") return FakeTransport::json(200, R"({"id":"x"})");
    return FakeTransport::json(401,
                               R"({"error":"invalid_client","error_description":"no client with hidden-key-value"})");
  });
  CHECK(count_of(run, Verdict::Unjudged) == 40);
  CHECK(run.cases.back().verdict == Verdict::Passed);
  CHECK(fixture.transport->sent.size() == 2);
  CHECK(run.cases[0].error->kind == result::RunErrorKind::Auth);
  CHECK(run.cases[0].error->message ==
        "no access token from http://shop.test/token: 401 Unauthorized, invalid_client: no client with [SHOP_KEY]");
  CHECK(run.cases[0].error->phase == "fetching an access token");
  CHECK(run.cases[0].retried.empty());
}

TEST_CASE("a token endpoint that is down for a moment costs an attempt, as long as it asks to wait") {
  Fixture fixture;
  secure(fixture);
  fixture.options.retries = 1;
  fixture.add_case("one");
  Shop shop;
  int asked = 0;
  shop.before = [&](const http::Request&) -> std::optional<http::Exchange> {
    if (++asked > 1) return std::nullopt;
    auto busy = FakeTransport::json(503, "");
    busy.response->headers.push_back({"Retry-After", "7"});
    return busy;
  };
  const auto run = fixture.run(std::ref(shop));
  CHECK(run.cases[0].verdict == Verdict::Flaky);
  CHECK(run.cases[0].retried.at(0).error.message ==
        "no access token from http://shop.test/token: 503 Service Unavailable");
  CHECK(fixture.transport->sent_at[1] - fixture.transport->sent_at[0] >= std::chrono::seconds(7));
}

TEST_CASE("a token is fetched at the rate of the provider, and for its after steps too") {
  Fixture fixture;
  secure(fixture);
  fixture.provider->limits.requests_per_second = 1;
  suite::Case& one = fixture.add_case("one");
  one.after.push_back(fixture.step("tidy up", 200));
  one.after.back().kind = result::StepKind::After;
  const auto run = fixture.run([](const http::Request& request) {
    return request.url == "http://shop.test/token" ? FakeTransport::json(500, "") : FakeTransport::json(200, "{}");
  });
  CHECK(run.cases[0].verdict == Verdict::Unjudged);
  REQUIRE(fixture.transport->sent.size() == 2);
  CHECK(fixture.transport->sent_at[1] - fixture.transport->sent_at[0] >= std::chrono::milliseconds(990));
}

TEST_CASE("where tokens come from can be set for a target") {
  Fixture fixture;
  secure(fixture);
  fixture.add_case("one");
  fixture.options.endpoints["shop"].token_url = "http://mock.test/t";
  std::vector<std::string> urls;
  const auto run = fixture.run([&](const http::Request& request) {
    urls.push_back(request.url);
    return FakeTransport::json(200, R"({"access_token":"given-by-the-mock","id":"x"})");
  });
  CHECK(run.cases[0].verdict == Verdict::Passed);
  CHECK(urls.at(0) == "http://mock.test/t");
}

TEST_CASE("a challenge is answered, its answer is what is judged, and the response is hidden like a secret") {
  Fixture fixture;
  secure(fixture, R"({"default":{"type":"digest","username":"ann","password":"{{SHOP_KEY}}"}})");
  fixture.add_case("one");
  std::string response;
  const auto run = fixture.run([&](const http::Request& request) {
    const std::string* given = http::find_header(request.headers, "Authorization");
    if (!given) {
      auto asked = FakeTransport::json(401, "{}");
      asked.response->headers.push_back({"WWW-Authenticate", R"(Digest realm="r", nonce="n", qop="auth")"});
      return asked;
    }
    response = given->substr(given->find("response=") + 10, 32);
    return FakeTransport::json(400, R"({"echo":")" + response + "\"}");
  });
  CHECK(fixture.transport->sent.size() == 2);
  CHECK(run.cases[0].verdict == Verdict::Failed);
  CHECK(run.cases[0].retried.empty());
  const result::ExchangeRecord& record = *run.cases[0].steps.at(0).exchange;
  CHECK(record.response_body->text == R"({"echo":"[default.response]"})");
  CHECK(record.request_headers.back().value.ends_with(R"(response="[default.response]")"));
  CHECK(record.curl.find(R"(--digest -u 'ann:'"$SHOP_KEY")") != std::string::npos);
  CHECK(record.curl.find("realm") == std::string::npos);
}

namespace {

// What each of three cases sends as the user's name, with a capture `who` of an answer before it.
std::set<std::string> users_sent(const char* user) {
  Fixture fixture;
  const std::string profile = R"({"default":{"type":"basic","username":")" + std::string(user) +
                              R"(","password":"{{SHOP_KEY}}"}})";
  secure(fixture, profile.c_str());
  suite::Capture who;
  who.name = "who";
  who.path = document::JsonPath::compile("$.id").value();
  for (int i = 0; i < 3; ++i) {
    suite::Case& one = fixture.add_case("case " + std::to_string(i));
    suite::Step login = one.steps.front();
    login.request.set("auth", "none");
    login.captures = std::make_shared<const std::vector<suite::Capture>>(std::vector<suite::Capture>{who});
    one.steps.insert(one.steps.begin(), login);
  }
  std::set<std::string> sent;
  const auto run = fixture.run([&, number = 0](const http::Request& request) mutable {
    if (const std::string* given = http::find_header(request.headers, "Authorization")) sent.insert(*given);
    return FakeTransport::json(200, R"({"id":"user-)" + std::to_string(++number) + "\"}");
  });
  CHECK(count_of(run, Verdict::Passed) == 3);
  return sent;
}

}  // namespace

TEST_CASE("credentials are those of their own request, whatever their templates name") {
  CHECK(users_sent("ann").size() == 1);
  CHECK(users_sent("{{SHOP_KEY}}").size() == 1);
  CHECK(users_sent("{{nobody | ann}}").size() == 1);
  CHECK(users_sent("{{who}}").size() == 3);
  CHECK(users_sent("{{nobody | who}}").size() == 3);
  CHECK(users_sent("{{uuid}}").size() == 3);
}
