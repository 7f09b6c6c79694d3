#include "small_contract.h"

namespace concord::mock {

TEST_CASE("rules are read whole") {
  SmallMock mock(R"(mock: shop
defaults: {SHOP_KEY: mock-key}
credentials: {key: "{{SHOP_KEY}}"}
operations:
  add-item:
    problems:
      - {at: auth, respond: {status: 401}}
      - {at: ["/body/*", /body], keyword: [required, type], respond: {status: 400, example: NameMissing, body: {at: "{{problem.at}}"}}}
    success: {status: 201, headers: {Location: "/items/{{body.name}}"}, body: {id: "{{uuid}}"}}
)");
  CHECK(mock.mistakes() == "");
  REQUIRE(mock.rules);
  CHECK(default_variables(*mock.rules) == std::map<std::string, std::string>{{"SHOP_KEY", "mock-key"}});
  CHECK(mock.service().handle(post("/carts/7/items?api_key=wrong", "{}")).status == 401);
  CHECK(mock.service().handle(post("/carts/7/items?api_key=mock-key", "{}")).body ==
        R"({"error":"name","at":"/body/name"})");
  const Reply added = mock.service().handle(
      post("/carts/7/items?api_key=mock-key", R"({"name":"a\r\nSet-Cookie: b"})"));
  CHECK(added.status == 201);
  CHECK(*http::find_header(added.headers, "Location") == "/items/aSet-Cookie: b");
}

TEST_CASE("an example is sent as it is, braces and all") {
  SmallMock mock("mock: shop\noperations:\n  add-item:\n    problems: [{respond: {status: 400, example: Odd}}]\n");
  CHECK(mock.mistakes() == "");
  CHECK(mock.service().handle(post("/carts/7/items?api_key=k", "{}")).body == R"({"error":"{{not a template}}"})");
}

TEST_CASE("all mistakes of rules are reported at once, in their places") {
  SmallMock mock(R"(mock: shoop
default: {}
defaults: {SHOP_KEY: 7, SHOP_ID: a}
credentials: {kee: x}
conditions:
  - {when: {properties: {header: {type: objekt}}}, respond: {status: 400}}
operations:
  add-itm: {}
  add-item:
    problems:
      - {att: auth, respond: {status: 401}}
      - {at: auth, respond: {status: 400, example: NameMising}}
      - {at: auth, respond: {status: 403, example: Odd}}
      - {respond: {status: 99, body: "{{SHOP_IDD}} {{problem.mesage}}"}}
    conditions:
      - {when: {properties: {path: {properties: {cartid: {const: 7}}}}}, respond: {body: "{{path.cartid}} {{uid}}"}}
    success:
      status: 201
      remember: {key: "{{path.cartId}}", for: soon, values: {}}
      body: "{{remembered.token}} {{problem.at}} {{unclosed"
)");
  CHECK(mock.mistakes() == R"(1:7 these are rules of "shoop", the contract is that of "shop"
2:1 unknown key "default" in mock.yaml (did you mean "defaults"?)
3:22 the default of "SHOP_KEY" must be a string, not number
4:15 unknown security scheme "kee" (did you mean "key"?)
6:26 a request has no part "header" (it has path, query, headers, body)
6:41 "type" "objekt" is no type; did you mean "object"?
8:3 unknown operation "add-itm" (did you mean "add-item"?)
11:10 unknown key "att" in a row of problems (did you mean "at"?)
12:52 status 400 of add-item has no example "NameMising" (did you mean "NameMissing"?)
13:52 status 403 of add-item has no example "Odd" (the contract does not document this status)
14:28 99 is no status of a final answer (200 to 599)
14:39 unknown name "SHOP_IDD" (did you mean "SHOP_ID"?)
14:52 unknown name "problem.mesage" (did you mean "problem.message"?)
16:50 the path of add-item has no parameter "cartid" (did you mean "cartId"?)
16:83 respond needs "status"
16:91 unknown name "path.cartid" (did you mean "path.cartId"?)
16:107 unknown name "uid" (did you mean "uuid"?)
19:47 "soon" is no duration (e.g. 30m)
20:14 unknown name "remembered.token"
20:35 unknown name "problem.at"
20:50 "{{" is never closed ("{{{{}}" writes two braces)
)");
}

TEST_CASE("a file that is none") {
  base::SourceSet sources;
  SmallMock mock;
  const auto missing = load_rules(sources, mock.folder.path() + "/nothing.yaml", mock.contract);
  REQUIRE_FALSE(missing.has_value());
  for (const char* text : {"[]", "7", "", "mock: [", "mock: shop\noperations: 7\n", "mock: shop\nmock: shop\n"}) {
    CAPTURE(text);
    CHECK_FALSE(load_rules(sources, mock.folder.write("bad.yaml", text), mock.contract).has_value());
  }
}

TEST_CASE("the rules of every provider are without mistakes") {
  for (const char* name : {"complycube", "finhub", "frankieone", "knot"}) {
    CAPTURE(name);
    CHECK_NOTHROW(ProviderFixture(name));
  }
}

}  // namespace concord::mock
