// What requests leave open, who may ask, and what a run leaves behind, over a transport of our own.
#include "explored.h"
#include "left_behind.h"

#include <concord/base/text.h>

#include <algorithm>

namespace manners_test {

using namespace concord;
using explore::find_case;
using explore::has;
using result::Verdict;
using support::FakeTransport;

namespace {

constexpr const char* shop_document = R"(openapi: 3.1.0
info: {title: Shop, version: "1"}
servers: [{url: "https://shop.test"}]
security: [{key: []}, {token: []}, {login: []}]
paths:
  /orders:
    post:
      operationId: createOrder
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [title]
              properties:
                id: {type: integer, readOnly: true, example: 5}
                title: {type: string, maxLength: 80}
                code: {type: string, pattern: "^[A-Z]{2}-[0-9]{4}$", example: "AB-1234"}
      responses:
        "201": {description: ok, content: {application/json: {schema: {type: object, required: [id], properties: {id: {type: integer}, title: {type: string}, code: {type: string}}}}}}
        "400": {description: no}
        "401": {description: who}
    get:
      operationId: listOrders
      parameters: [{name: q, in: query, schema: {type: string}}, {name: limit, in: query, schema: {type: integer, minimum: 1}}]
      responses: {"200": {description: ok}, "400": {description: no}, "401": {description: who}}
  /orders/{orderId}:
    parameters: [{name: orderId, in: path, required: true, schema: {type: integer, minimum: 1}}]
    get:
      operationId: readOrder
      responses:
        "200": {description: ok, content: {application/json: {schema: {type: object, required: [id], properties: {id: {type: integer}, title: {type: string}, code: {type: string}}}}}}
        "400": {description: no}
        "401": {description: who}
        "404": {description: none}
    delete:
      operationId: deleteOrder
      responses: {"204": {description: ok}, "400": {description: no}, "401": {description: who}, "404": {description: none}}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
    token: {type: http, scheme: bearer}
    login: {type: http, scheme: basic}
)";

explore::ProviderOptions with_key_and_token() {
  explore::ProviderOptions given;
  given.has_variable = [](const std::string& name) { return name == "SHOP_KEY" || name == "SHOP_TOKEN"; };
  return given;
}

struct Fixture : explore::Explored {
  explicit Fixture(const std::string& text = shop_document)
      : Explored("manners", {{"shop.yaml", text}}, with_key_and_token()) {
    options.seed = 7;
  }

  result::Run run(support::FakeTransport::Answerer answerer) {
    run_options.endpoints["shop"].variables = {{"SHOP_KEY", "k-17"}, {"SHOP_TOKEN", "t-17"}};
    return Explored::run([this, answerer = std::move(answerer)](const http::Request& request) {
      asked.push_back(request);
      return answerer(request);
    });
  }

  std::vector<http::Request> asked;
};

bool knows(const http::Request& request) {
  const std::string* key = http::find_header(request.headers, "X-Key");
  const std::string* token = http::find_header(request.headers, "Authorization");
  return (key && *key == "k-17") || (token && *token == "Bearer t-17");
}

// Keeps what it is sent.
struct Shop {
  std::map<std::string, std::string> orders;
  int made = 0;
  bool deletes = true, takes_tokens = true;
  std::size_t longest = 1'000'000;  // what is longer makes it fall over

  http::Exchange operator()(const http::Request& request) {
    const std::string path = request.url.substr(std::string("http://shop.test").size());
    if (!knows(request) || (!takes_tokens && http::find_header(request.headers, "Authorization")))
      return FakeTransport::json(401, "");
    if (request.body.value_or("").size() > longest || path.size() > longest) return FakeTransport::json(500, "");
    if (path.starts_with("/orders/")) return one(request, path.substr(8));
    if (request.method == "GET") return FakeTransport::json(is_limit(path) ? 200 : 400, "");
    if (request.method == "POST") return create(request);
    return not_allowed("GET, POST");
  }

 private:
  static http::Exchange not_allowed(const char* allowed) {
    http::Exchange refused = FakeTransport::json(405, "");
    refused.response->headers.push_back({"Allow", allowed});
    return refused;
  }
  static bool is_limit(const std::string& path) {
    const std::size_t at = path.find("limit=");
    return at == std::string::npos || std::atoi(path.c_str() + at + 6) > 0;
  }
  http::Exchange create(const http::Request& request) {
    const auto body = document::parse_answer_json(request.body.value_or("")).root;
    const document::Node *title = body ? body->find("title") : nullptr, *code = body ? body->find("code") : nullptr;
    const bool is_code = !code || (code->is_string() && code->as_string().size() == 7 && code->as_string()[2] == '-' &&
                                   code->as_string()[0] >= 'A' &&
                                   code->as_string()[6] <= '9');
    if (!title || !title->is_string() || title->as_string().size() > 80 || !is_code)
      return FakeTransport::json(400, "");
    document::Node order = *body;
    order.set("id", ++made);
    orders[std::to_string(made)] = document::write_json(order);
    return FakeTransport::json(201, orders[std::to_string(made)]);
  }
  http::Exchange one(const http::Request& request, const std::string& id) {
    if (request.method != "GET" && request.method != "DELETE") return not_allowed("GET, DELETE");
    if (std::atoi(id.c_str()) < 1) return FakeTransport::json(400, "");
    if (!orders.contains(id)) return FakeTransport::json(404, "");
    if (request.method == "GET") return FakeTransport::json(200, orders[id]);
    if (!deletes) return FakeTransport::json(403, "");
    orders.erase(id);
    return FakeTransport::json(204, "");
  }
};

}  // namespace

TEST_CASE("what is far too long must be refused, and what is left open must not break the server") {
  Fixture fixture;
  fixture.options.phases = {"negative"};
  Shop shop;
  const result::Run right = fixture.run(std::ref(shop));
  for (const char* name : {"shop.create_order :: negative: body /title: far longer than maxLength",
                           "shop.create_order :: negative: body: what is readOnly",
                           "shop.list_orders :: negative: query q: twice",
                           "shop.list_orders :: negative: query q: very long"})
    CHECK(find_case(right, name).verdict == Verdict::Passed);

  Fixture again;
  again.options.phases = {"negative"};
  Shop weak;
  weak.longest = 5'000;
  const result::Run broken = again.run(std::ref(weak));
  for (const char* name : {"shop.create_order :: negative: body /title: far longer than maxLength",
                           "shop.list_orders :: negative: query q: very long"}) {
    REQUIRE(find_case(broken, name).verdict == Verdict::Failed);
    CHECK(find_case(broken, name).failures.front().check == "server-error");
  }
}

TEST_CASE("each alternative that credentials were given for is tried") {
  Fixture fixture;
  fixture.options.phases = {"auth"};
  Shop shop;
  const result::Run right = fixture.run(std::ref(shop));
  CHECK(find_case(right, "shop.list_orders :: auth: by token").verdict == Verdict::Passed);
  const result::CaseResult& login = find_case(right, "shop.list_orders :: auth: by login");
  CHECK(login.verdict == Verdict::Skipped);
  CHECK(login.reason.text == "no credentials for it were given");

  Fixture again;
  again.options.phases = {"auth"};
  Shop keys_only;
  keys_only.takes_tokens = false;
  const result::Run broken = again.run(std::ref(keys_only));
  const result::CaseResult& token = find_case(broken, "shop.list_orders :: auth: by token");
  CHECK(token.steps.back().exchange->status == 401);
}

TEST_CASE("what stories could not take away is listed") {
  Fixture fixture;
  fixture.options.phases = {"stateful"};
  Shop shop;
  fixture.run(std::ref(shop));
  CHECK(fixture.explorer->left_behind().empty());

  Fixture again;
  again.options.phases = {"stateful"};
  Shop keeps;
  keeps.deletes = false;
  again.run(std::ref(keeps));
  const auto& left = again.explorer->left_behind();
  REQUIRE(!left.empty());
  CHECK(has(left.front(), "DELETE http://shop.test/orders/"));
  CHECK(has(left.front(), ": 403 Forbidden"));
}

TEST_CASE("a creation that was under way when the run was stopped is listed") {
  contract::Operation create;
  create.provider = "shop";
  create.name = "create-order";
  create.method = "POST";
  create.path = "/orders";
  contract::Resource resource;
  resource.create.emplace();
  resource.create->operation = &create;
  explore::Work work;
  work.resources = std::make_shared<const std::vector<contract::Resource>>(1, resource);
  result::CaseResult stopped;
  stopped.name = "stateful: what was sent is read";
  stopped.steps.emplace_back();
  stopped.steps.back().operation = create.id();
  const std::vector<std::string> expected{
      "POST /orders of \"stateful: what was sent is read\" was under way when the run was stopped: what it may have "
      "made was not taken away"};
  CHECK(explore::left_behind(work, stopped) == expected);
  stopped.steps.back().exchange.emplace();  // without an answer
  CHECK(explore::left_behind(work, stopped) == expected);
  stopped.verdict = Verdict::Unjudged;
  CHECK(explore::left_behind(work, stopped).empty());
}

TEST_CASE("what nothing can take away is listed with its id") {
  const std::string without =
      base::replace_all(shop_document, "    delete:\n      operationId: deleteOrder\n", "    options:\n");
  Fixture fixture(without);
  fixture.options.phases = {"stateful"};
  Shop shop;
  fixture.run(std::ref(shop));
  const auto& left = fixture.explorer->left_behind();
  REQUIRE(!left.empty());
  CHECK(has(left.front(), "POST http://shop.test/orders made "));
  CHECK(has(left.front(), ": nothing takes it away"));
}

TEST_CASE("codes and titles of what is made are others for each seed, and of the same form") {
  const auto bodies = [](std::uint64_t seed) {
    Fixture fixture;
    fixture.options.seed = seed;
    fixture.options.varies_unique = true;
    fixture.options.phases = {"stateful"};
    Shop shop;
    const result::Run run = fixture.run(std::ref(shop));
    for (const result::CaseResult& one : run.cases) {
      CAPTURE(result::full_name(one), one.failures.empty() ? "" : one.failures.front().message);
      CHECK((one.verdict == Verdict::Passed || one.verdict == Verdict::Skipped));
    }
    std::set<std::string> all;
    for (const http::Request& request : fixture.asked) {
      if (request.method == "POST") all.insert(request.body.value_or(""));
    }
    return all;
  };
  const auto first = bodies(1), second = bodies(2);
  CHECK(first == bodies(1));
  std::vector<std::string> same;
  std::set_intersection(first.begin(), first.end(), second.begin(), second.end(), std::back_inserter(same));
  CHECK(same.empty());
}

TEST_CASE("a refusal that was held until another request was accepted ends a run that stops at the first failure") {
  Fixture fixture;
  fixture.run_options.fail_fast = true;
  fixture.run_options.jobs = 1;
  Shop shop;
  int created = 0;
  const result::Run run = fixture.run([&](const http::Request& request) {
    if (request.method == "POST" && ++created == 1) return FakeTransport::json(400, "");
    return shop(request);
  });
  CHECK(run.aborted.kind == result::AbortKind::FirstFailure);
  CHECK(std::count_if(run.cases.begin(), run.cases.end(), [](const auto& one) {
          return one.verdict == Verdict::Failed;
        }) == 1);
  CHECK(fixture.asked.size() < 12);
}

}  // namespace manners_test
