// Answers by name, faults, pages of other origins, and what is kept over a restart.
#include "small_contract.h"

#include <concord/mock/faults.h>

#include <filesystem>
#include <unistd.h>

namespace concord::mock {
namespace hurt_test {

namespace {

const char* const orders = R"(openapi: 3.1.0
info: {title: Shop, version: '1'}
paths:
  /orders:
    post:
      operationId: create
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/New'}}}}
      responses:
        '201':
          description: made
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Order'}
              examples: {first: {value: {id: o-1, item: pen}}, odd: {value: {id: 7}}}
        '400': {description: bad}
  /orders/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    get:
      operationId: read
      responses:
        '200': {description: it, content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
        '404': {description: none}
    delete: {operationId: remove, responses: {'204': {description: gone}, '404': {description: none}}}
components:
  schemas:
    New: {type: object, required: [item], properties: {item: {type: string}}}
    Order: {type: object, required: [id, item], properties: {id: {type: string}, item: {type: string}}}
)";

ParsedRequest ask(std::string method, std::string target, http::Headers headers = {}, std::string body = {}) {
  headers.push_back({"Host", "h"});
  if (!body.empty()) headers.push_back({"Content-Type", "application/json"});
  return {std::move(method), std::move(target), std::move(headers), std::move(body)};
}

std::string header(const Reply& reply, const char* name) {
  const std::string* value = http::find_header(reply.headers, name);
  return value ? *value : "(none)";
}

struct HurtMock : SmallMock {
  explicit HurtMock(const ServerOptions& options) : SmallMock("", orders) { more = options; }
};

std::string why_not(const ServerOptions& options) {
  HurtMock mock(options);
  const auto made = Service::create({{&mock.contract, nullptr}}, options);
  return made ? "" : made.diagnostics().front().message;
}

std::string detail(const Reply& reply) {
  const auto body = document::parse_answer_json(reply.body);
  return std::string(body.root ? body.root->find("detail")->string_or_empty() : "");
}

ServerOptions with_fault(const std::string& text) {
  ServerOptions options;
  options.seed = 7;
  options.faults.push_back(parse_fault(text).value());
  return options;
}

std::string mistake(const std::string& text) {
  const auto fault = parse_fault(text);
  return fault ? "" : fault.diagnostics().front().message + " | " + fault.diagnostics().front().hint;
}

}  // namespace

TEST_CASE("a client prefers an answer that is documented, by status and by example") {
  SmallMock mock("", orders);
  const auto prefer = [&](const std::string& words) {
    return mock.service().handle(ask("POST", "/orders", {{"Prefer", words}}));
  };
  const Reply bad = prefer("code=400");
  CHECK(bad.status == 400);
  CHECK(header(bad, "Preference-Applied") == "code=400");
  CHECK(prefer("example=odd").body == R"({"id":7})");
  CHECK(prefer("respond-async, code=201; foo, example=\"first\"").body == R"({"id":"o-1","item":"pen"})");
  CHECK(header(prefer("code=201, example=first"), "Preference-Applied") == R"(code=201, example="first")");
  CHECK(prefer("respond-async").status == 400);  // no word of ours: judged as any other, and it has no body
  CHECK(header(prefer("respond-async"), "Preference-Applied") == "(none)");
  const auto why = [&](const std::string& words) { return detail(prefer(words)); };
  CHECK(why("code=418") == "Prefer: shop/create documents no 418, but 201, 400");
  CHECK(why("code=abc") == R"(Prefer: "code=abc" is no status of 200 to 599)");
  CHECK(why("example=none") == R"(Prefer: shop/create 201 has no example "none", but first, odd)");
}

TEST_CASE("faults are written as a kind, a time, a share and an operation") {
  const Fault fault = parse_fault("slow=2s:2.5%@shop/create").value();
  CHECK(fault.kind->name == "slow");
  CHECK(fault.wait == http::Milliseconds(2000));
  CHECK(fault.share == 0.025);
  CHECK(fault.operation == "shop/create");
  CHECK(parse_fault("reset").value().share == 1);
  CHECK(mistake("rest") == R"("rest": there is no such fault | did you mean "reset"?)");
  CHECK(mistake("half-body=3s") == R"("half-body=3s": half-body takes no time | slow=2s is what a time goes with)");
  CHECK(mistake("reset:0%") == R"("reset:0%": a share is more than 0% and at most 100% | reset:1%)");
  CHECK(mistake("reset:101%") == R"("reset:101%": a share is more than 0% and at most 100% | reset:1%)");
  CHECK(mistake("slow=soon") == R"("slow=soon": a time is like 500ms or 2s | slow=2s)");
  CHECK(mistake("reset@") == R"("reset@": an operation is missing behind @ | @shop/create-order)");
  CHECK(mistake("").starts_with(R"("": there is no such fault | there are reset, half-body,)"));
  CHECK(parse_latency("50ms..200ms").value().most == http::Milliseconds(200));
  CHECK_FALSE(parse_latency("2h"));
  CHECK_FALSE(parse_latency("2s..1s"));
}

TEST_CASE("each fault hurts the answer as it says") {
  const auto hurt = [](const std::string& text) {
    HurtMock mock(with_fault(text));
    return mock.service().handle(ask("POST", "/orders", {}, R"({"item":"pen"})"));
  };
  CHECK(hurt("reset").reset_after == 0);
  CHECK(hurt("slow").delay == http::Milliseconds(5000));
  CHECK(hurt("slow=20ms").delay == http::Milliseconds(20));
  CHECK(hurt("unavailable").status == 503);
  CHECK(header(hurt("rate-limited"), "Retry-After") == "1");
  CHECK(header(hurt("gateway"), "Content-Type") == "text/html");
  CHECK(hurt("empty").body.empty());
  CHECK_FALSE(document::parse_answer_json(hurt("truncated").body).root);
  const auto twice = document::parse_answer_json(hurt("duplicate-key").body);
  REQUIRE(twice.faults.size() == 1);
  CHECK(twice.faults.front().rule == "duplicate-key");
  CHECK(hurt("unavailable@shop/read").status == 201);
  const Reply half = hurt("half-body");
  REQUIRE(half.reset_after);
  CHECK(*half.reset_after > half.body.size() / 2);
}

TEST_CASE("a share of the answers is hurt, the same ones for a seed, and answers are the same without") {
  const auto statuses = [](const std::string& fault) {
    ServerOptions options = fault.empty() ? ServerOptions() : with_fault(fault);
    options.seed = 7;
    HurtMock mock(options);
    std::string all;
    for (int i = 0; i < 1000; ++i) all += mock.service().handle(ask("GET", "/orders/x")).status == 503 ? '-' : '+';
    return all;
  };
  const std::string hurt = statuses("unavailable:10%");
  const auto count = std::count(hurt.begin(), hurt.end(), '-');
  CHECK(count > 60);
  CHECK(count < 140);
  CHECK(hurt == statuses("unavailable:10%"));
  CHECK(statuses("").find('-') == std::string::npos);
}

TEST_CASE("a fault of no operation is refused") {
  CHECK(why_not(with_fault("reset@shop/nothing")) == R"("reset@shop/nothing": there is no such operation)");
}

TEST_CASE("pages of other origins may ask where that is wanted") {
  ServerOptions options;
  options.is_open_to_pages = true;
  HurtMock mock(options);
  const http::Headers page{{"Origin", "https://page.test"}};
  http::Headers asks = page;
  asks.push_back({"Access-Control-Request-Method", "DELETE"});
  const Reply preflight = mock.service().handle(ask("OPTIONS", "/orders/x", asks));
  CHECK(preflight.status == 204);
  CHECK(header(preflight, "Access-Control-Allow-Methods") == "DELETE");
  const Reply read = mock.service().handle(ask("GET", "/orders/x", page));
  CHECK(header(read, "Access-Control-Allow-Origin") == "https://page.test");
  SmallMock closed("", orders);
  CHECK(header(closed.service().handle(ask("GET", "/orders/x", page)), "Access-Control-Allow-Origin") == "(none)");
}

TEST_CASE("without validation whatever is asked is answered") {
  ServerOptions options;
  options.validates = false;
  HurtMock mock(options);
  CHECK(mock.service().handle(ask("POST", "/orders", {}, R"({"item":5})")).status == 201);
}

TEST_CASE("a fault of an operation that is not there says which is meant") {
  const auto hint = [](const std::string& operation) {
    ServerOptions options = with_fault("reset@" + operation);
    HurtMock mock(options);
    const auto made = Service::create({{&mock.contract, nullptr}}, options);
    return made ? "" : made.diagnostics().front().hint;
  };
  CHECK(hint("shop/create").empty());
  CHECK(hint("Create") == R"(did you mean "shop/create"?)");
  CHECK(hint("shop/reed") == R"(did you mean "shop/read"?)");
  CHECK(hint("something-else") == "there are shop/create, shop/read, shop/remove");
}

TEST_CASE("what was created is there after a restart") {
  const auto file = std::filesystem::temp_directory_path() / ("concord_state_" + std::to_string(getpid()) + ".json");
  std::filesystem::remove(file);
  ServerOptions options;
  options.state_file = file.string();
  std::string id, gone;
  {
    HurtMock mock(options);
    const auto create = [&] {
      const auto made = mock.service().handle(ask("POST", "/orders", {}, R"({"item":"ink"})"));
      return document::parse_answer_json(made.body).root->find("id")->as_string();
    };
    id = create();
    gone = create();
    CHECK(mock.service().handle(ask("DELETE", "/orders/" + gone)).status == 204);
    CHECK(mock.service().save_state().empty());
  }
  HurtMock mock(options);
  const Reply read = mock.service().handle(ask("GET", "/orders/" + id));
  CHECK(read.status == 200);
  CHECK(read.body.find("\"ink\"") != std::string::npos);
  CHECK(mock.service().handle(ask("GET", "/orders/" + gone)).status == 404);
  const auto mode = std::filesystem::status(file).permissions();
  CHECK(mode == (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
  for (const char* other : {"nonsense", R"({"name": "shop", "version": "1.0.0"})"}) {
    REQUIRE(base::write_file_atomically(file, other).empty());
    CHECK(why_not(options) == base::in_quotes(file.string()) + " is no state of a mock");
    CHECK(base::read_file(file).value() == other);  // nothing of it is lost
  }
  std::filesystem::remove(file);
}

}  // namespace hurt_test
}  // namespace concord::mock
