// The mock without rules keeps what requests create.
#include "small_contract.h"

#include <fmt/format.h>

namespace concord::mock {
namespace resources_test {

namespace {

const char* const orders = R"(openapi: 3.1.0
info: {title: Shop, version: '1'}
paths:
  /orders:
    post:
      parameters: [{name: Idempotency-Key, in: header, schema: {type: string}}]
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/NewOrder'}}}}
      responses:
        '201':
          headers: {Location: {schema: {type: string}}}
          content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}
        '400': {description: bad}
    get:
      parameters:
        - {name: limit, in: query, schema: {type: integer, minimum: 1, maximum: 50, default: 2}}
        - {name: cursor, in: query, schema: {type: string}}
        - {name: kind, in: query, schema: {type: string}}
      responses:
        '200':
          content:
            application/json:
              schema:
                type: object
                required: [items, total, has_more]
                properties:
                  items: {type: array, items: {$ref: '#/components/schemas/Order'}}
                  total: {type: integer}
                  has_more: {type: boolean}
                  next_cursor: {type: [string, 'null']}
  /orders/{orderId}:
    parameters: [{name: orderId, in: path, required: true, schema: {type: integer, minimum: 1}}]
    get:
      responses:
        '200':
          headers: {ETag: {schema: {type: string}}}
          content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}
        '404': {content: {application/json: {schema: {type: object, required: [error], properties: {error: {const: unknown}}}}}}
    put:
      parameters: [{name: If-Match, in: header, schema: {type: string}}]
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/NewOrder'}}}}
      responses:
        '200': {content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
        '404': {description: none}
        '412': {description: other}
    patch:
      requestBody: {content: {application/merge-patch+json: {schema: {$ref: '#/components/schemas/Change'}}}}
      responses: {'200': {content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}}
    delete: {responses: {'204': {description: gone}, '404': {description: none}}}
  /orders/{orderId}/notes:
    parameters: [{name: orderId, in: path, required: true, schema: {type: integer}}]
    post:
      requestBody: {content: {application/json: {schema: {type: object, properties: {text: {type: string}}}}}}
      responses:
        '201': {content: {application/json: {schema: {type: object, required: [id], properties: {id: {type: string, pattern: '^n[0-9a-f]{8}$', examples: [n0a1b2c3d]}}}}}}
        '404': {description: no order}
  /orders/{orderId}/notes/{id}:
    parameters:
      - {name: orderId, in: path, required: true, schema: {type: integer}}
      - {name: id, in: path, required: true, schema: {type: string}}
    get:
      responses:
        '200':
          content:
            application/json:
              schema: {type: object, properties: {id: {type: string}, text: {type: string}, pinned: {type: boolean}}}
        '404': {description: none}
components:
  schemas:
    Change:
      type: object
      properties:
        note: {type: [string, 'null']}
        kind: {enum: [gift, normal], default: normal}
        count: {type: integer, minimum: 1, maximum: 9}
        secret: {type: string, writeOnly: true}
        to: {type: object, required: [city], properties: {city: {type: string}, zip: {type: string}}}
    NewOrder: {allOf: [{$ref: '#/components/schemas/Change'}], required: [count]}
    Order:
      allOf: [{$ref: '#/components/schemas/Change'}]
      required: [id, count, created]
      properties: {id: {type: integer, readOnly: true}, created: {type: string, format: date-time, readOnly: true}}
)";

class Asking {
 public:
  explicit Asking(const std::string& contract = orders, const std::string& rules = "") : mock(rules, contract) {}
  // "201 {…}"; with the headers that tell of state.
  std::string operator()(const std::string& method, const std::string& target, const std::string& body = "",
                         http::Headers headers = {}, const char* type = "application/json") {
    headers.push_back({"Host", "h"});
    if (!body.empty()) headers.push_back({"Content-Type", type});
    reply = mock.service().handle({method, target, headers, body});
    std::string text = std::to_string(reply.status) + (reply.body.empty() ? "" : " " + reply.body);
    for (const char* name : {"ETag", "Location", "Link"}) {
      if (const auto* value = http::find_header(reply.headers, name)) text += std::string(" ") + name + "=" + *value;
    }
    return text;
  }
  SmallMock mock;
  Reply reply;
};

}  // namespace

TEST_CASE("what was created is read, changed, listed and deleted") {
  Asking ask;
  CHECK(ask("GET", "/orders") == R"(200 {"items":[],"total":0,"has_more":false,"next_cursor":null})");
  CHECK(ask("POST", "/orders", R"({"count":2,"note":"a","to":{"city":"Bonn"},"secret":"x","id":9,"other":1})") ==
        R"(201 {"id":1001,"created":"2026-03-01T10:00:00.000Z","note":"a","kind":"normal","count":2,"to":{"city":"Bonn"}} Location=/orders/1001)");
  CHECK(ask.mock.seen.why == "created order 1001");
  CHECK(ask("GET", "/orders/1001") ==
        R"(200 {"id":1001,"created":"2026-03-01T10:00:00.000Z","note":"a","kind":"normal","count":2,"to":{"city":"Bonn"}} ETag="1")");
  CHECK(ask("PATCH", "/orders/1001", R"({"note":null,"to":{"city":"Bonn","zip":"53111"}})", {}, "application/merge-patch+json") ==
        R"(200 {"id":1001,"created":"2026-03-01T10:00:00.000Z","kind":"normal","count":2,"to":{"city":"Bonn","zip":"53111"}})");
  CHECK(ask("PUT", "/orders/1001", R"({"count":3,"kind":"gift"})") ==
        R"(200 {"id":1001,"created":"2026-03-01T10:00:00.000Z","kind":"gift","count":3})");
  CHECK(ask("GET", "/orders/1001") ==
        R"(200 {"id":1001,"created":"2026-03-01T10:00:00.000Z","kind":"gift","count":3} ETag="3")");
  CHECK(ask("GET", "/orders") ==
        R"(200 {"items":[{"id":1001,"created":"2026-03-01T10:00:00.000Z","kind":"gift","count":3}],"total":1,"has_more":false,"next_cursor":null})");
  CHECK(ask("DELETE", "/orders/1001") == "204");
  CHECK(ask("GET", "/orders/1001") == R"(404 {"error":"unknown"})");
  CHECK(ask.mock.seen.why == "no order 1001");
  CHECK(ask("DELETE", "/orders/1001") == "404");
  CHECK(ask("PUT", "/orders/1001", R"({"count":3})") == "404");
  CHECK(ask("GET", "/orders") == R"(200 {"items":[],"total":0,"has_more":false,"next_cursor":null})");
}

TEST_CASE("what a rule refuses leaves what is kept of the resource, and what it answers with success does not") {
  const std::string created = R"({"id":1001,"created":"2026-03-01T10:00:00.000Z","note":"mine","kind":"normal","count":2})";
  const std::string rule = R"(mock: shop
operations:
  get-orders-order-id:
    conditions:
      - when: {properties: {path: {properties: {orderId: {const: 1002}}}}}
        respond: )";
  const auto read_back = [](Asking& ask, const std::string& id) {
    ask("POST", "/orders", R"({"count":2,"note":"mine"})");
    return ask("GET", "/orders/" + id);
  };

  SECTION("refused") {
    Asking ask(orders, rule + "{status: 404, body: {error: unknown}}\n");
    CHECK(read_back(ask, "1001") == "200 " + created + " ETag=\"1\"");
    CHECK(read_back(ask, "1002") == R"(404 {"error":"unknown"})");
    CHECK(ask("GET", "/orders").find(R"("total":2)") != std::string::npos);
  }
  SECTION("answered") {
    Asking ask(orders, rule + "{status: 200, body: {id: 1002, count: 1, created: '2026-03-01T10:00:00Z'}}\n");
    CHECK(read_back(ask, "1001").find("mine") == std::string::npos);
  }
}

TEST_CASE("what does not conform leaves no trace, and another's version is not changed") {
  Asking ask;
  CHECK(ask("POST", "/orders", R"({"count":10})") == "400");
  CHECK(ask("GET", "/orders").find("\"total\":0") != std::string::npos);
  ask("POST", "/orders", R"({"count":1})");
  CHECK(ask("PUT", "/orders/1001", R"({"count":2})", {{"If-Match", "\"7\""}}) == "412");
  CHECK(ask("PUT", "/orders/1001", R"({"count":2})", {{"If-Match", "\"1\""}}).starts_with("200"));
  CHECK(ask("PUT", "/orders/1001", R"({"count":3})", {{"If-Match", "\"1\""}}) == "412");
  CHECK(ask("GET", "/orders/1001").find("\"count\":2") != std::string::npos);
}

TEST_CASE("what nobody created is as the contract has it, under the id that was asked for") {
  Asking ask;
  CHECK(ask("GET", "/orders/17").starts_with(R"(200 {"id":17,)"));
  CHECK(ask.mock.seen.why == "as the contract has order 17");
  CHECK(ask("PUT", "/orders/17", R"({"count":3})").find(R"("count":3)") != std::string::npos);
  CHECK(ask("DELETE", "/orders/17") == "204");
  CHECK(ask("GET", "/orders/17").starts_with(R"(200 {"id":17,)"));
  CHECK(ask("GET", "/orders/9999") == R"(404 {"error":"unknown"})");
  CHECK(ask("GET", "/orders") == R"(200 {"items":[],"total":0,"has_more":false,"next_cursor":null})");
}

TEST_CASE("the same key creates once") {
  Asking ask;
  const std::string first = ask("POST", "/orders", R"({"count":1})", {{"Idempotency-Key", "k"}});
  CHECK(ask("POST", "/orders", R"({"count":1})", {{"Idempotency-Key", "k"}}) == first);
  CHECK(ask("POST", "/orders", R"({"count":1})", {{"Idempotency-Key", "l"}}) != first);
  CHECK(ask("GET", "/orders").find("\"total\":2") != std::string::npos);
}

TEST_CASE("a list comes in pages that end") {
  Asking ask;
  for (int i = 1; i <= 5; ++i)
    ask("POST", "/orders", fmt::format(R"({{"count":{},"kind":"{}"}})", i, i < 3 ? "gift" : "normal"));
  std::string seen, cursor;
  for (int page = 1; page <= 4; ++page) {
    ask("GET", "/orders" + (cursor.empty() ? "" : "?cursor=" + cursor));
    const auto body = document::parse_answer_json(ask.reply.body);
    for (const Node& item : body.root->find("items")->items()) seen += item.find("count")->number_text();
    seen += body.root->find("has_more")->as_boolean() ? "+" : ".";
    cursor = body.root->find("next_cursor")->string_or_empty();
    if (cursor.empty()) break;
  }
  CHECK(seen == "12+34+5.");
  CHECK(ask("GET", "/orders?kind=gift").find("\"total\":2") != std::string::npos);
  CHECK(ask("GET", "/orders?limit=1&cursor=nonsense").find("\"count\":1") != std::string::npos);
}

TEST_CASE("what leads to the next page is a link where the document has one, also beside a cursor") {
  const std::string plain = "next_cursor: {type: [string, 'null']}";
  for (const char* member : {"next_cursor: {type: [string, 'null'], format: uri-reference}",
                             "next_cursor: {type: [string, 'null'], examples: ['/v1/orders?cursor=20&limit=20']}"}) {
    Asking ask(base::replace_all(orders, plain, member));
    for (int i = 1; i <= 3; ++i) ask("POST", "/orders", R"({"count":1})");
    CHECK(ask("GET", "/orders?limit=2").find(R"("next_cursor":"/orders?limit=2&cursor=YWZ0ZXItMg")") !=
          std::string::npos);
    CHECK(ask("GET", "/orders?limit=2&cursor=YWZ0ZXItMg").find(R"("next_cursor":null)") != std::string::npos);
  }
  Asking ask(base::replace_all(orders, plain, "next_cursor: {type: [string, 'null'], format: uri}"));
  for (int i = 1; i <= 3; ++i) ask("POST", "/orders", R"({"count":1})");
  CHECK(ask("GET", "/orders").find(R"("next_cursor":"http://h/orders?cursor=YWZ0ZXItMg")") != std::string::npos);
}

TEST_CASE("things below others need them, and have ids as their schemas want them") {
  Asking ask;
  CHECK(ask("POST", "/orders/9999/notes", R"({"text":"a"})") == "404");
  ask("POST", "/orders", R"({"count":1})");
  ask("POST", "/orders/1001/notes", R"({"text":"a"})");
  const auto made = document::parse_answer_json(ask.reply.body);
  const std::string id = made.root->find("id")->as_string();
  CHECK(id.size() == 9);
  CHECK(id.front() == 'n');
  CHECK(ask("GET", "/orders/1001/notes/" + id) == fmt::format(R"(200 {{"id":"{}","text":"a","pinned":true}})", id));
  CHECK(ask("GET", "/orders/1001/notes/unknown") == "404");
  ask("DELETE", "/orders/1001");
  CHECK(ask("GET", "/orders/1001/notes/" + id) == "404");
}

}  // namespace resources_test
}  // namespace concord::mock
