// Requests that the mock sends by itself, to servers of this machine that are asked over sockets.
#include "small_contract.h"

#include <concord/http/server.h>
#include <concord/http/transport.h>

#include <chrono>
#include <mutex>
#include <thread>

namespace concord::mock {

namespace {

const char* const shop_that_calls = R"(openapi: 3.1.0
info: {title: Shop, version: '1'}
paths:
  /orders:
    post:
      operationId: create
      parameters: [{name: to, in: query, schema: {type: string}}]
      requestBody: {content: {application/json: {schema: {type: object, properties: {to: {}, n: {type: integer}}}}}}
      responses:
        '201':
          description: made
          content: {application/json: {schema: {type: object, required: [id], properties: {id: {const: o-1}}}}}
        '400': {description: bad}
      callbacks:
        paid:
          '{$request.body#/to}?id={$response.body#/id}&status={$statusCode}':
            post:
              parameters: [{name: X-Event, in: header, required: true, schema: {enum: [order.paid]}}]
              requestBody:
                content:
                  application/json:
                    schema:
                      type: object
                      required: [event, order]
                      properties: {event: {const: paid}, order: {type: string, maxLength: 8}, pin: {type: string, writeOnly: true}}
              responses: {'204': {description: thanks}}
  /carts:
    get: {operationId: carts, responses: {'200': {description: all}}}
    post:
      operationId: cart
      responses: {'200': {description: made}}
      callbacks: {odd: {'{to}/x': {post: {responses: {'200': {description: thanks}}}}}}
webhooks:
  stock-low:
    post:
      requestBody: {content: {application/json: {schema: {type: object, required: [item], properties: {item: {const: pen}}}}}}
      responses: {'204': {description: thanks}}
)";

// Keeps what it is asked.
class Listener {
 public:
  explicit Listener(int status = 204) {
    http::ServerHandlers handlers;
    handlers.handle = [this, status](const ParsedRequest& request) {
      const std::lock_guard lock(mutex_);
      seen_ += request.method + ' ' + request.target + ' ' + request.body + '\n';
      const std::string* event = http::find_header(request.headers, "X-Event");
      event_ = event ? *event : "";
      return Reply{status, {}, ""};
    };
    server_ = http::Server::start(std::move(handlers), {}).value();
  }
  std::string url(const std::string& path = "/hook") const { return server_->base_url() + path; }
  std::string seen() const {
    const std::lock_guard lock(mutex_);
    return seen_;
  }
  std::string event() const {
    const std::lock_guard lock(mutex_);
    return event_;
  }

 private:
  mutable std::mutex mutex_;
  std::string seen_, event_;
  std::unique_ptr<http::Server> server_;
};

struct CallingMock : SmallMock {
  explicit CallingMock(CallOptions options = {}, const std::string& rules_text = "")
      : SmallMock(rules_text, shop_that_calls) {
    more.calls = std::move(options);
    more.on_call = [this](const Call& call) {
      const std::lock_guard lock(mutex);
      told += call.what + ": " + (call.why_not.empty() ? std::to_string(call.status) : call.why_not) + '\n';
    };
  }
  Reply ask(const std::string& method, const std::string& target, const std::string& body = "",
            http::Headers headers = {}) {
    headers.push_back({"Host", "mock"});
    if (!body.empty()) headers.push_back({"Content-Type", "application/json"});
    return service().handle({method, target, headers, body});
  }
  Reply order(const std::string& to, http::Headers headers = {}) {
    return ask("POST", "/orders", R"({"to": ")" + to + "\"}", std::move(headers));
  }
  // What became of all calls.
  std::string end() {
    service().stop_calling();
    const CallCounts counts = service().calls();
    return std::to_string(counts.taken) + ' ' + std::to_string(counts.refused) + ' ' + std::to_string(counts.unsent);
  }
  std::mutex mutex;
  std::string told;
};

std::string detail(const Reply& reply) {
  const auto body = document::parse_answer_json(reply.body);
  return std::string(body.root ? body.root->find("detail")->string_or_empty() : "");
}

}  // namespace

TEST_CASE("a callback goes where its expressions say, with a body that its schema accepts") {
  const Listener listener;
  CallingMock mock;
  REQUIRE(mock.order(listener.url()).status == 201);
  CHECK(mock.end() == "1 0 0");
  CHECK(mock.told == "callback paid of shop/create: 204\n");
  const std::string seen = listener.seen();
  CHECK(seen.starts_with(R"(POST /hook?id=o-1&status=201 {"event":"paid","order":")"));
  CHECK(seen.find("pin") == std::string::npos);  // what is only written is not sent back
  CHECK(listener.event() == "order.paid");
}

TEST_CASE("only a good answer calls back, and who answers with an error is told") {
  const Listener listener(500);
  CallingMock mock;
  CHECK(mock.ask("POST", "/orders", R"({"n": "no number", "to": ")" + listener.url() + "\"}").status == 400);
  CHECK(mock.ask("GET", "/carts").status == 200);
  mock.order(listener.url());
  CHECK(mock.end() == "0 1 0");
  CHECK(mock.told == "callback paid of shop/create: 500\n");
}

TEST_CASE("nothing is sent but to loopback addresses") {
  CallingMock mock;
  mock.order("http://192.0.2.1/hook");
  mock.order("http://0.0.0.0:9/hook");
  mock.order("http://[::ffff:192.0.2.1]/hook");
  CHECK(mock.end() == "0 0 3");
  CHECK(mock.told.find("192.0.2.1 is no loopback address") != std::string::npos);
  CHECK(mock.told.find("0.0.0.0 is no loopback address") != std::string::npos);
}

TEST_CASE("nor where other machines reach the mock, unless that is meant") {
  const Listener listener;
  CallingMock open;
  open.more.address = "0.0.0.0";
  open.order(listener.url());
  CHECK(open.end() == "0 0 1");
  CHECK(open.told.find("other machines reach the mock, and would reach 127.0.0.1 through it") != std::string::npos);
  CHECK(listener.seen().empty());
  CallOptions anywhere;
  anywhere.may_go_anywhere = true;
  CallingMock meant(anywhere);
  meant.more.address = "0.0.0.0";
  meant.order(listener.url());
  CHECK(meant.end() == "1 0 0");
}

TEST_CASE("what cannot be sent is told with the reason") {
  CallingMock mock;
  mock.ask("POST", "/orders", R"({"n": 1})");
  mock.ask("POST", "/orders", R"({"to": {"url": "x"}})");
  mock.order("ftp://127.0.0.1/x");
  mock.order("http://user:word@127.0.0.1/x");
  mock.ask("POST", "/carts");
  CHECK(mock.end() == "0 0 5");
  const std::string create = "callback paid of shop/create: ";
  CHECK(mock.told == create + "$request.body#/to is no text in this exchange\n" +
                         create + "$request.body#/to is no text in this exchange\n" +
                         create + "what its expressions give is no URL of HTTP\n" +
                         create + "what its expressions give is no URL of HTTP\n" +
                         "callback odd of shop/cart: \"{to}/x\" has no runtime expression of OpenAPI in its braces\n");
}

TEST_CASE("more than may wait is not sent") {
  const Listener listener;
  CallOptions few;
  few.max_waiting = 2;
  few.after_answer = http::Milliseconds(5000);
  CallingMock mock(few);
  for (int i = 0; i < 5; ++i) mock.order(listener.url());
  CHECK(mock.end() == "2 0 3");
  CHECK(mock.told.find("2 calls are waiting to be sent") != std::string::npos);
}

TEST_CASE("a webhook is sent when somebody asks for it") {
  const Listener listener;
  CallOptions options;
  options.webhooks_to = listener.url();
  CallingMock mock(options);
  const Reply asked = mock.ask("POST", "/.concord/webhooks/stock-low");
  CHECK(asked.status == 202);
  CHECK(asked.body == R"({"webhook":"stock-low"})");
  CHECK(mock.ask("GET", "/.concord/webhooks/stock-low").status == 405);
  CHECK(detail(mock.ask("POST", "/.concord/webhooks/other")) == "no contract has the webhook \"other\", but stock-low");
  CHECK(mock.end() == "1 0 0");
  CHECK(listener.seen() == "POST /hook {\"item\":\"pen\"}\n");
  CallingMock nowhere;
  CHECK(detail(nowhere.ask("POST", "/.concord/webhooks/stock-low")) == "nothing says where webhooks are sent");
}

TEST_CASE("rules say which webhooks follow a success") {
  const Listener listener;
  CallOptions options;
  options.webhooks_to = listener.url();
  CallingMock mock(options, "mock: shop\noperations: {carts: {sends: [stock-low]}}\n");
  CHECK(mock.ask("GET", "/carts").status == 200);
  CHECK(mock.end() == "1 0 0");
  CHECK(listener.seen() == "POST /hook {\"item\":\"pen\"}\n");
  const CallingMock wrong({}, "mock: shop\noperations: {carts: {sends: stock-lov}}\n");
  CHECK(wrong.mistakes() == "2:29 unknown webhook \"stock-lov\" (did you mean \"stock-low\"?)\n");
}

TEST_CASE("what one mock sends to another makes no further calls") {
  const Listener listener;
  CallOptions options;
  options.webhooks_to = listener.url();
  CallingMock mock(options);
  const http::Headers agent{{"User-Agent", std::string(mock_agent)}};
  CHECK(mock.order(listener.url(), agent).status == 201);
  CHECK(mock.ask("POST", "/.concord/webhooks/stock-low", "", agent).status == 409);
  CHECK(mock.end() == "0 0 0");
}

TEST_CASE("a server that is asked over sockets calls back after its answer") {
  const Listener listener;
  CallingMock mock;
  auto server = Server::start({{&mock.contract, nullptr}}, mock.more);
  REQUIRE(server);
  http::TransportOptions direct;
  direct.proxy_from_environment = false;
  const auto transport = http::make_curl_transport(direct);
  int status = 0;
  transport->start({"POST", (*server)->base_url() + "/orders", {{"Content-Type", "application/json"}},
                    R"({"to": ")" + listener.url() + "\"}"},
                   [&](const http::Exchange& done) { status = done.response ? done.response->status : 0; });
  while (transport->poll(base::Milliseconds(1000)) > 0) {}
  CHECK(status == 201);
  for (int i = 0; i < 100 && listener.seen().empty(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(50));
  (*server)->stop();
  CHECK((*server)->calls().taken == 1);
  CHECK(listener.seen().starts_with("POST /hook?id=o-1"));
}

}  // namespace concord::mock
