// The mock without rules: the contract alone.
#include "small_contract.h"

namespace concord::mock {

namespace {
ParsedRequest get(std::string target) { return {"GET", std::move(target), {{"Host", "h"}}, ""}; }
const char* const add = "/carts/7/items?api_key=any";
}  // namespace

TEST_CASE("success comes from the first example, or from the schema") {
  SmallMock mock;
  const Reply list = mock.service().handle(get("/carts/7/items?limit=3"));
  CHECK(list.status == 200);
  CHECK(list.body == "[1]");
  CHECK(*http::find_header(list.headers, "Date") == "Sun, 01 Mar 2026 10:00:00 GMT");
  CHECK(*http::find_header(list.headers, "Cache-Control") == "no-store");
  CHECK(mock.seen.operation == "shop/list-items");
  const Reply added = mock.service().handle(post(add, R"({"name":"a"})"));
  CHECK(added.status == 201);
  const auto body = document::parse_answer_json(added.body);
  CHECK(body.root->find("id")->as_string().size() == 36);
  CHECK(body.root->find("kind")->as_string() == "item");
  CHECK_FALSE(body.root->has("secret"));
}

TEST_CASE("problems get the documented answer, or a problem document") {
  SmallMock mock;
  const Reply unnamed = mock.service().handle(post(add, "{}"));
  CHECK(unnamed.status == 400);
  CHECK(unnamed.body == R"({"error":"name"})");
  const Reply unknown = mock.service().handle(post("/carts/7/items", "{}"));
  CHECK(unknown.status == 401);
  CHECK(unknown.body.empty());
  const Reply unlimited = mock.service().handle(get("/carts/7/items?limit=11"));
  CHECK(unlimited.status == 400);
  CHECK(*http::find_header(unlimited.headers, "Content-Type") == "application/problem+json");
  CHECK(mock.seen.why == "problem /query/limit maximum");
}

TEST_CASE("parameters have the types of their schemas") {
  struct Row {
    const char* target;
    const char* why;
  };
  const Row rows[] = {
      {"/carts/7/items?limit=10", "success"},
      {"/carts/7/items", "problem /query/limit required"},
      {"/carts/7/items?limit=x", "problem /query/limit type"},
      {"/carts/x/items?limit=1", "problem /path/cartId type"},
      {"/carts/7/items?limit=1&tag=a&tag=b", "success"},
      {"/carts/7/items?limit=1&tag=a&tag=b&tag=c", "problem /query/tag maxItems"},
      {"/carts/7/items?limit=1&other=1", "success"},
      {"/carts/7/items?limit=%31%30", "success"},
  };
  SmallMock mock;
  for (const Row& row : rows) {
    CAPTURE(row.target);
    mock.service().handle(get(row.target));
    CHECK(mock.seen.why == row.why);
  }
  ParsedRequest traced = get("/carts/7/items?limit=1");
  traced.headers.push_back({"x-trace", "true"});
  CHECK(mock.service().handle(traced).status == 200);
  traced.headers.back().value = "perhaps";
  CHECK(mock.service().handle(traced).status == 400);
  CHECK(mock.seen.why == "problem /headers/X-Trace type");
}

TEST_CASE("a parameter whose content is JSON is a document of its own") {
  SmallMock mock("", R"(openapi: 3.1.0
info: {title: Shop, version: '1'}
paths:
  /items:
    get:
      parameters:
        - name: filter
          in: query
          required: true
          content: {application/json: {schema: {type: object, properties: {limit: {type: integer, maximum: 10}}}}}
        - {name: raw, in: query, content: {text/plain: {schema: {type: string, maxLength: 1}}}}
        - {name: X-Names, in: header, content: {application/json: {schema: {type: array, maxItems: 2}}}}
      responses: {'204': {description: fine}}
)");
  const std::pair<const char*, const char*> rows[] = {
      {"/items?filter=%7B%22limit%22%3A10%7D&raw=as+it+is", "success"},
      {"/items?filter=%7B%22limit%22%3A11%7D", "problem /query/filter/limit maximum"},
      {"/items?filter=[]", "problem /query/filter type"},
      {"/items?filter=%7B", "problem /query/filter json"},
      {"/items?filter=", "problem /query/filter json"},
      {"/items", "problem /query/filter required"},
  };
  for (const auto& [target, why] : rows) {
    CAPTURE(target);
    mock.service().handle(get(target));
    CHECK(mock.seen.why == why);
  }
  ParsedRequest named = get("/items?filter=%7B%7D");
  named.headers.push_back({"x-names", R"(["a", "b"])"});
  CHECK(mock.service().handle(named).status == 204);
  named.headers.back().value = R"(["a", "b", 3])";
  mock.service().handle(named);
  CHECK(mock.seen.why == "problem /headers/X-Names maxItems");
  named.headers.back().value = "a, b";
  mock.service().handle(named);
  CHECK(mock.seen.why == "problem /headers/X-Names json");
}

TEST_CASE("unknown paths and methods") {
  SmallMock mock;
  const Reply lost = mock.service().handle(get("/cart"));
  CHECK(lost.status == 404);
  CHECK(
      lost.body ==
      R"({"title":"Not Found","status":404,"detail":"no operation has this path","routes":["POST /carts/{cartId}/items","GET /carts/{cartId}/items"]})");
  CHECK(mock.seen.why == "no route");
  ParsedRequest request = get("/carts/7/items");
  request.method = "DELETE";
  const Reply wrong = mock.service().handle(request);
  CHECK(wrong.status == 405);
  CHECK(*http::find_header(wrong.headers, "Allow") == "POST, GET, HEAD, OPTIONS");
  request.method = "OPTIONS";
  const Reply options = mock.service().handle(request);
  CHECK(options.status == 204);
  CHECK(*http::find_header(options.headers, "Allow") == "POST, GET, HEAD, OPTIONS");
  request.target = "*";
  CHECK(mock.service().handle(request).status == 204);
  request.method = "HEAD";
  request.target = "http://other.example/carts/7/items?limit=1";
  CHECK(mock.service().handle(request).status == 200);
  request.target = "carts";
  CHECK(mock.service().handle(request).status == 400);
}

TEST_CASE("the same method and path twice is a mistake") {
  SmallMock mock;
  contract::Contract other = mock.contract;
  for (contract::Operation& operation : other.operations) operation.provider = "twin";
  auto made = Service::create({{&mock.contract, nullptr}, {&other, nullptr}}, {});
  REQUIRE_FALSE(made.has_value());
  CHECK(made.diagnostics().size() == 2);
  CHECK(made.diagnostics()[0].kind == "mock.conflict");
}

}  // namespace concord::mock
