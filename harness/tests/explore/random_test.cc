// The phase random over a transport of our own: what is drawn, made smaller, sent again, and replayed by its id.
#include "explored.h"

#include <concord/base/text.h>

#include <algorithm>

namespace random_test {

using namespace concord;
using explore::find_case;
using explore::has;
using result::Verdict;
using support::FakeTransport;

namespace {

constexpr const char* document = R"(openapi: 3.1.0
info: {title: Shop, version: "1"}
servers: [{url: "https://shop.test"}]
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
              required: [amount]
              properties:
                amount: {type: integer, minimum: 1, maximum: 1000}
                customerId: {type: string}
                note: {type: string, maxLength: 40}
                lines: {type: array, maxItems: 6, items: {type: object, required: [count], properties: {count: {type: integer, minimum: 1}, gift: {type: boolean}}}}
      responses: {"201": {description: ok}, "400": {description: no}}
    get:
      operationId: listOrders
      parameters:
        - {name: limit, in: query, schema: {type: integer, minimum: 1, maximum: 100}}
        - {name: sort, in: query, schema: {type: string, enum: [up, down]}}
      responses: {"200": {description: ok}, "400": {description: no}}
)";

struct Fixture : explore::Explored {
  Fixture() : Explored("random", {{"shop.yaml", document}}) {
    options.phases = {"random"};
    options.seed = 7;
  }

  result::Run run(support::FakeTransport::Answerer answerer) {
    return Explored::run([this, answerer = std::move(answerer)](const http::Request& request) {
      bodies.push_back(request.method + ' ' + request.url + ' ' + request.body.value_or(""));
      return answerer(request);
    });
  }

  std::vector<std::string> bodies;
};

bool is_count(const document::Node* value, double most) {
  return value && value->is_integer() && value->to_double() >= 1 && value->to_double() <= most;
}

bool is_line(const document::Node& line) {
  const document::Node* gift = line.find("gift");
  return line.is_object() && is_count(line.find("count"), 1e300) && (!gift || gift->is_boolean());
}

bool is_order(const document::Node& order) {
  const document::Node *note = order.find("note"), *lines = order.find("lines"), *customer = order.find("customerId");
  const auto is_text = [](const document::Node* one, std::size_t most) {
    return !one || (one->is_string() && one->as_string().size() <= most * 4);
  };
  if (!order.is_object() || !is_count(order.find("amount"), 1000) || !is_text(customer, 1'000'000)) return false;
  if (note && !(note->is_string() && base::count_code_points(note->as_string()) <= 40)) return false;
  if (!lines) return true;
  return lines->is_array() && lines->size() <= 6 &&
         std::all_of(lines->items().begin(), lines->items().end(), is_line);
}

std::string query_value(const std::string& url, const std::string& name) {
  const std::size_t at = url.find(name + '=');
  return at == std::string::npos ? "" : url.substr(at + name.size() + 1, url.find('&', at) - at - name.size() - 1);
}

// The shop as its document says.
http::Exchange right(const http::Request& request) {
  if (request.method != "POST" && request.method != "GET") {
    http::Exchange refused = FakeTransport::json(405, "");
    refused.response->headers.push_back({"Allow", "GET, POST"});
    return refused;
  }
  if (request.url.find("/orders") == std::string::npos) return FakeTransport::json(404, "");
  if (request.method == "POST") {
    const auto body = document::parse_answer_json(request.body.value_or("")).root;
    return FakeTransport::json(body && is_order(*body) ? 201 : 400, "");
  }
  const std::string limit = query_value(request.url, "limit"), sort = query_value(request.url, "sort");
  const bool is_number = limit.find_first_not_of("0123456789") == std::string::npos && limit.size() < 4;
  const bool has_limit = has(request.url, "limit=");
  const bool is_limit = !has_limit || (is_number && !limit.empty() && std::stoi(limit) >= 1 && std::stoi(limit) <= 100);
  const bool is_sort = !has(request.url, "sort=") || sort == "up" || sort == "down";
  return FakeTransport::json(is_limit && is_sort ? 200 : 400, "");
}

// It falls over as soon as two lines are gifts.
http::Exchange two_gifts(const http::Request& request) {
  const auto body = document::parse_answer_json(request.body.value_or("")).root;
  const document::Node* lines = body ? body->find("lines") : nullptr;
  std::size_t gifts = 0;
  for (const document::Node& line : lines ? lines->items() : document::Node::Array()) {
    const document::Node* gift = line.find("gift");
    gifts += gift && gift->is_boolean() && gift->as_boolean() ? 1 : 0;
  }
  return gifts >= 2 ? FakeTransport::json(500, "") : right(request);
}

constexpr const char* drawn_orders = "shop.create_order :: random: drawn requests";

}  // namespace

TEST_CASE("what is drawn is valid or broken as it is said, and a right server passes") {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    Fixture fixture;
    fixture.options.seed = seed;
    fixture.options.draws = 40;
    const result::Run run = fixture.run(right);
    for (const result::CaseResult& one : run.cases) {
      CAPTURE(seed, result::full_name(one), one.failures.empty() ? "" : one.failures.front().message);
      CHECK(one.verdict == Verdict::Passed);
    }
    CHECK(run.cases.size() == fixture.explorer->announced());
    CHECK(fixture.bodies.size() >= 80);
  }
}

TEST_CASE("the same seed draws the same requests, another one others") {
  const auto asked = [](std::uint64_t seed) {
    Fixture fixture;
    fixture.options.seed = seed;
    fixture.run_options.jobs = 1;
    fixture.run(right);
    return fixture.bodies;
  };
  CHECK(asked(7) == asked(7));
  CHECK(asked(7) != asked(8));
}

TEST_CASE("at the first failure the request is made as small as it can be, sent again, and told with its id") {
  Fixture fixture;
  fixture.options.draws = 200;
  const result::Run run = fixture.run(two_gifts);
  const result::CaseResult& order = find_case(run, drawn_orders);
  REQUIRE(order.verdict == Verdict::Failed);
  CHECK(std::any_of(order.failures.begin(), order.failures.end(),
                    [](const result::CheckFailure& one) { return one.check == "server-error"; }));
  const std::string smallest = order.steps.back().exchange->request_body->text;
  CHECK(smallest == R"({"amount":1,"lines":[{"count":1,"gift":true},{"count":1,"gift":true}]})");
  const std::string& hint = order.failures.front().hint;
  CAPTURE(hint);
  CHECK(has(hint, "made smaller"));
  CHECK(has(hint, "sent again, it fails the same way"));
  CHECK(has(hint, "--replay-case shop/create-order@7-"));
  CHECK(std::count_if(fixture.bodies.begin(), fixture.bodies.end(),
                      [&](const std::string& one) { return one.ends_with(smallest); }) == 2);

  SECTION("its id sends it alone") {
    const std::string id = hint.substr(hint.find("shop/"), hint.find(' ', hint.find("shop/")) - hint.find("shop/"));
    Fixture again;
    again.options.replay = explore::parse_replay(id);
    REQUIRE(again.options.replay);
    again.options.phases.clear();
    const result::Run replayed = again.run(two_gifts);
    CHECK(replayed.cases.size() == 1);
    CHECK(find_case(replayed, drawn_orders).steps.back().exchange->request_body->text == smallest);
    CHECK(has(find_case(replayed, drawn_orders).failures.front().hint, id));
  }
}

TEST_CASE("a broken request that is let in is told by what is broken, and stays broken so") {
  Fixture fixture;
  fixture.options.draws = 100;
  const result::Run run = fixture.run([](const http::Request& request) {
    if (request.method != "POST") return right(request);
    auto body = document::parse_answer_json(request.body.value_or("")).root;
    if (body && body->is_object()) body->remove("note");  // nobody looks at it
    return FakeTransport::json(body && is_order(*body) ? 201 : 400, "");
  });
  const result::CaseResult& order = find_case(run, drawn_orders);
  REQUIRE(order.verdict == Verdict::Failed);
  const result::CheckFailure& failure = order.failures.front();
  CAPTURE(failure.message, failure.hint);
  CHECK(failure.check == "refused");
  CHECK(failure.pointer == "request body /note");
  CHECK(has(failure.schema_location, "/properties/note/"));
  const auto sent = document::parse_answer_json(order.steps.back().exchange->request_body->text).root;
  CHECK(sent->size() == 2);  // amount and note
}

TEST_CASE("a valid request that is refused is shown beside the one that was accepted") {
  Fixture fixture;
  fixture.options.draws = 100;
  const result::Run run = fixture.run([](const http::Request& request) {
    const auto body = document::parse_answer_json(request.body.value_or("")).root;
    const document::Node* amount = body ? body->find("amount") : nullptr;
    if (amount && amount->is_integer() && amount->to_double() > 900) return FakeTransport::json(400, "");
    return right(request);
  });
  const result::CaseResult& order = find_case(run, drawn_orders);
  REQUIRE(order.verdict == Verdict::Failed);
  CAPTURE(order.failures.front().message);
  CHECK(has(order.failures.front().message, "it differs from what was accepted"));
  CHECK(has(order.failures.front().message, "body /amount 901 in place of"));
}

TEST_CASE("a failure that does not come again is told as such") {
  Fixture fixture;
  std::size_t orders = 0;
  const result::Run run = fixture.run([&](const http::Request& request) {
    if (request.method == "POST" && ++orders == 8) return FakeTransport::json(500, "");
    return right(request);
  });
  const result::CaseResult& order = find_case(run, drawn_orders);
  REQUIRE(order.verdict == Verdict::Failed);
  CHECK(has(order.failures.front().hint, "sent again, it did not fail: the answer is not the same each time"));
}

TEST_CASE("what bounds the run bounds what is drawn, and is told") {
  Fixture fixture;
  fixture.options.most_requests = 12;
  const result::Run run = fixture.run(right);
  CHECK(fixture.bodies.size() == 12);
  CHECK(std::any_of(run.cases.begin(), run.cases.end(), [](const result::CaseResult& one) {
    return one.verdict == Verdict::Skipped && has(one.reason.text, "--max-requests 12 was reached");
  }));

  SECTION("also what is asked to make a request smaller") {
    Fixture small;
    small.options.draws = 200;
    small.run_options.jobs = 1;
    Fixture whole;
    whole.options.draws = 200;
    whole.run_options.jobs = 1;
    whole.run(two_gifts);
    constexpr std::ptrdiff_t tried = 6;  // before anything is drawn: three requests of each operation
    const auto first = std::find_if(whole.bodies.begin() + tried, whole.bodies.end(), [](const std::string& one) {
      http::Request request;
      request.method = one.substr(0, one.find(' '));
      request.body = one.substr(one.find(' ', one.find(' ') + 1) + 1);
      return request.method == "POST" && two_gifts(request).response->status == 500;
    });
    REQUIRE(first != whole.bodies.end());
    small.options.most_requests = static_cast<std::size_t>(first - whole.bodies.begin()) + 3;
    const result::Run bounded = small.run(two_gifts);
    CHECK(small.bodies.size() == small.options.most_requests);
    const result::CaseResult& order = find_case(bounded, drawn_orders);
    CAPTURE(order.reason.text);
    REQUIRE(order.verdict == Verdict::Failed);
    CHECK(has(order.failures.front().hint, "was reached before it was sent again"));
  }
}

TEST_CASE("cases are chosen by name, and what they begin with is sent and not told") {
  Fixture fixture;
  fixture.options.selects = [](const std::string& name) { return has(name, "create_order :: random"); };
  const result::Run run = fixture.run(right);
  REQUIRE(run.cases.size() == 1);
  CHECK(run.cases.front().verdict == Verdict::Passed);
  CHECK(fixture.bodies.size() > 20);
}

TEST_CASE("shards share the cases, each of which is in one of them") {
  std::vector<std::string> names, all;
  Fixture whole;
  whole.options.phases.clear();
  for (const result::CaseResult& one : whole.run(right).cases) all.push_back(result::full_name(one));
  std::string hash;
  for (std::size_t i = 1; i <= 3; ++i) {
    Fixture fixture;
    fixture.options.phases.clear();
    fixture.options.shard = {i, 3};
    const result::Run run = fixture.run(right);
    CHECK(run.info.planned == all.size());
    CHECK((hash.empty() || hash == run.info.plan_hash));
    hash = run.info.plan_hash;
    for (const result::CaseResult& one : run.cases) {
      CAPTURE(result::full_name(one), one.reason.text, one.failures.empty() ? "" : one.failures.front().message);
      CHECK(one.verdict == Verdict::Passed);
      names.push_back(result::full_name(one));
    }
  }
  std::sort(names.begin(), names.end());
  std::sort(all.begin(), all.end());
  CHECK(names == all);
}

TEST_CASE("an id that is none is not read") {
  CHECK(explore::parse_replay("shop/create-order@7-3")->draw == 3);
  CHECK(explore::parse_replay("shop/a@b@7-3")->operation == "shop/a@b");
  for (const char* text :
       {"", "@7-3", "shop/x", "shop/x@7", "shop/x@-3", "shop/x@7-0", "shop/x@7-3x", "shop/x@7-99999"})
    CHECK_FALSE(explore::parse_replay(text));
}

}  // namespace random_test
