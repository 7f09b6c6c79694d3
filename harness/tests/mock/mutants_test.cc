// One place of a contract broken, everything else as ever.
#include "small_contract.h"

#include <concord/mock/mutants.h>

#include <algorithm>
#include <set>

namespace concord::mock {
namespace mutants_test {

namespace {

const std::string orders = R"(openapi: 3.1.0
info: {title: Shop, version: '1'}
servers: [{url: 'https://shop.example'}]
paths:
  /orders/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    get:
      operationId: get-order
      x-concord-operation: get-order
      security: [{key: []}]
      parameters: [{name: limit, in: query, schema: {type: integer, maximum: 10}}]
      responses:
        '200':
          description: Fine
          headers: {X-Left: {required: true, schema: {type: integer}}, X-Note: {schema: {type: string}}}
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Order'}
              examples: {one: {value: {id: ord_17, state: open, total: 12, at: '2026-03-01T10:00:00Z', note: n,
                                       token: eyJhbGciOi.abc, expiresAt: '2099-01-01T00:00:00Z',
                                       uuid: 0b5e2f0c-9a43-4d0f-8c3b-3f6c0f4e9a11, tags: [a, b],
                                       lines: [{}, {price: 2}], success: true, code: 200}}}
        '404': {description: None}
    put:
      operationId: put-order
      x-concord-operation: put-order
      security: []
      requestBody:
        required: true
        content: {application/json: {schema: {type: object, required: [state],
                                              properties: {state: {type: string, enum: [open, paid]}}}}}
      responses:
        '201': {description: Made, headers: {Location: {required: true, schema: {enum: [/orders/ord_17]}}}}
        '400': {description: Bad}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
  schemas:
    Order:
      type: object
      required: [id, state]
      properties:
        id: {type: string}
        state: {type: string, enum: [open, paid]}
        total: {type: integer, minimum: 0, maximum: 99}
        at: {type: string, format: date-time}
        note: {type: [string, 'null']}
        token: {type: string}
        expiresAt: {type: string, format: date-time}
        uuid: {type: string, format: uuid}
        tags: {type: array, items: {type: string, pattern: '^[a-z]$'}, maxItems: 3}
        lines: {type: array, items: {type: object, additionalProperties: false, properties: {price: {type: integer}}}}
        success: {type: boolean}
        code: {type: integer}
)";

constexpr const char* at_body = "@/shop/get-order/200/body/";

ParsedRequest get_order(http::Headers headers = {{"X-Key", "a-key-of-some-length"}}) {
  headers.push_back({"Host", "h"});
  return {"GET", "/orders/ord_17", std::move(headers), ""};
}

Reply answered(const std::string& mutant, const ParsedRequest& request = get_order()) {
  SmallMock mock("", orders);
  mock.mutant = mutant;
  const Reply reply = mock.service().handle(request);
  CAPTURE(mutant, reply.status, reply.body);
  CHECK(mock.service().mutated() == 1);
  return reply;
}

// A member of the answer that a mutant of it made, as JSON; "(absent)".
std::string member(const std::string& mutant, const std::string& pointer) {
  const auto parsed = document::parse_answer_json(answered(mutant).body);
  const Node* value = parsed.root ? document::resolve(*parsed.root, *document::Pointer::parse(pointer)) : nullptr;
  return value ? document::write_json(*value) : "(absent)";
}

std::string body(const std::string& operation) { return member(operation + "@/shop/get-order/200", ""); }

std::string said_of(const std::string& name) {
  SmallMock mock("", orders);
  for (const MutantFacts& one : list_mutants(mock.contract)) {
    const std::string sort(mutant_sort_name(one.sort));
    if (one.name == name) return sort + (one.reason.empty() ? "" : ": ") + one.reason;
  }
  return "(none)";
}

}  // namespace

TEST_CASE("mutants of a member") {
  const std::string at = at_body;
  CHECK(member("drop" + at + "id", "/id") == "(absent)");
  CHECK(member("rename" + at + "id", "/idRenamed") == R"("ord_17")");
  CHECK(member("case" + at + "id", "/Id") == R"("ord_17")");
  CHECK(member("retype" + at + "id", "/id") == "7");
  CHECK(member("retype" + at + "total", "/total") == R"("12")");
  CHECK(member("retype" + at + "success", "/success") == R"("true")");
  CHECK(member("retype" + at + "tags", "/tags") == "{}");
  CHECK(member("null" + at + "id", "/id") == "null");
  CHECK(member("wrap" + at + "id", "/id") == R"(["ord_17"])");
  CHECK(member("order" + at + "tags", "/tags") == R"(["b","a"])");
  CHECK(member("extra" + at + "lines/*", "/lines/0/concordExtra") == "1");
  CHECK(member("enum" + at + "state", "/state") == R"("concord-unknown")");
  CHECK(member("below" + at + "total", "/total") == "-1");
  CHECK(member("above" + at + "total", "/total") == "100");
  CHECK(member("above" + at + "tags", "/tags") == R"(["a","b","a","a"])");
  CHECK(member("pattern" + at + "tags/*", "/tags/0") == R"("\u0001 no \u0002")");
  CHECK(member("format" + at + "at", "/at") == R"("\u0001 no \u0002")");
  CHECK(member("other-id" + at + "id", "/id") == R"("ord_11")");
  CHECK(member("past" + at + "expiresAt", "/expiresAt") == R"("2001-02-03T04:05:06Z")");
  CHECK(member("empty-token" + at + "token", "/token") == R"("")");
  CHECK(member("repeat" + at + "token", "/token") == R"("eyJaaaaaaa.aaa")");
  CHECK(member("flip-success" + at + "success", "/success") == "false");
  CHECK(member("envelope" + at + "code", "/code") == "401");
  // Of a list, the first item that has it.
  CHECK(member("retype" + at + "lines/*/price", "/lines") == R"([{},{"price":"2"}])");
}

TEST_CASE("mutants of an answer") {
  const std::string at = "@/shop/get-order/200";
  CHECK(answered("status" + at).status == 418);
  CHECK(answered("server-error" + at).status == 500);
  CHECK(http::find_header(answered("no-content-type" + at).headers, "Content-Type") == nullptr);
  CHECK(*http::find_header(answered("html" + at).headers, "Content-Type") == "text/html");
  CHECK(answered("empty" + at).body.empty());
  CHECK(answered("bom" + at).body.starts_with("\xEF\xBB\xBF{"));
  CHECK(answered("trailing" + at).body.ends_with("}}"));
  CHECK(answered("nan" + at).body.starts_with(R"({"id":NaN, "concordNumber":"ord_17")"));
  CHECK(answered("duplicate-key" + at).body.starts_with(R"({"id":null,"id":"ord_17")"));
  CHECK(answered("latency" + at).delay == base::Milliseconds(5'500));
  CHECK(http::find_header(answered("drop-header@/shop/get-order/200/header/X-Left").headers, "X-Left") == nullptr);
  CHECK(*http::find_header(answered("break-header@/shop/get-order/200/header/X-Left").headers, "X-Left") ==
        "concord unknown");
  CHECK(*http::find_header(answered("echo-secret" + at).headers, "X-Debug") == "a-key-of-some-length");
  for (const char* name : {"truncate", "latin1", "nan", "duplicate-key", "trailing", "bom"})
    CHECK(!document::parse_answer_json(answered(name + at).body).faults.empty());
}

TEST_CASE("gates that are left open") {
  CHECK(answered("open-auth@/shop/get-order", get_order({})).status == 200);
  ParsedRequest bad{"PUT", "/orders/ord_17", {{"Host", "h"}, {"Content-Type", "application/json"}}, R"({"state": 1})"};
  const std::string put = "@/shop/put-order/request/body/";
  CHECK(answered("accept" + put + "state/type", bad).status == 201);
  bad.body = R"({"state": "lost"})";
  CHECK(answered("accept" + put + "state/enum", bad).status == 201);
  bad.body = "{}";
  CHECK(answered("accept" + put + "state/required", bad).status == 201);
  bad.body = R"({"state": "open"})";
  const Reply made = answered("location@/shop/put-order/201", bad);
  CHECK(*http::find_header(made.headers, "Location") == "/orders/ord_11");
  bad.method = "PATCH";
  CHECK(answered("open-method@/shop/put-order", bad).status == 201);
  CHECK(http::find_header(answered("no-allow@/shop/put-order", bad).headers, "Allow") == nullptr);
}

TEST_CASE("variations say the same in another way") {
  SmallMock plain("", orders);
  const Node right = *document::parse_answer_json(plain.service().handle(get_order()).body).root;
  for (const char* name : {"key-order", "blanks", "decimal", "escapes", "charset-named", "chunked", "more-headers"}) {
    CAPTURE(name);
    const auto read = document::parse_answer_json(answered(std::string(name) + "@/shop").body);
    REQUIRE(read.faults.empty());
    CHECK(document::equal(*read.root, right));
  }
  CHECK(answered("decimal@/shop").body.find("12.0") != std::string::npos);
  CHECK(answered("escapes@/shop").body.find(R"("stat\u0065")") != std::string::npos);
  CHECK(answered("chunked@/shop").is_chunked);
  CHECK(member("offset@/shop", "/at") == R"("2026-03-01T10:00:00+00:00")");
  CHECK(member("fraction@/shop", "/at") == R"("2026-03-01T10:00:00.000250Z")");
  CHECK(member("clock-ahead@/shop", "/at") == R"("2026-03-01T10:00:30.000Z")");
  CHECK(member("upper-uuid@/shop", "/uuid") == R"("0B5E2F0C-9A43-4D0F-8C3B-3F6C0F4E9A11")");
  CHECK(body("optional-absent") == R"({"id":"ord_17","state":"open"})");
  CHECK(member("nullable-null@/shop/get-order/200", "/note") == "null");
  CHECK(member("optional-empty@/shop/get-order/200", "/tags") == "[]");
  const Reply packed = answered("gzip@/shop", get_order({{"X-Key", "a-key"}, {"Accept-Encoding", "gzip, br"}}));
  CHECK(packed.body.starts_with("\x1F\x8B"));
  CHECK(*http::find_header(packed.headers, "Content-Encoding") == "gzip");
  const Reply limited = answered("limited-once@/shop");
  CHECK(limited.status == 429);
  CHECK(*http::find_header(limited.headers, "Retry-After") == "1");
}

TEST_CASE("what breaks no written promise is told with its reason") {
  const std::string at = at_body;
  CHECK(said_of("drop" + at + "id") == "breach");
  CHECK(said_of("drop" + at + "note") == "equivalent: the member is optional: an answer without it is as documented");
  CHECK(said_of("null" + at + "note") == "equivalent: null is documented");
  CHECK(said_of("null" + at + "id") == "breach");
  CHECK(said_of("order" + at + "tags") == "equivalent: no order is documented");
  CHECK(said_of("extra" + at + "lines/*") == "breach");
  CHECK(said_of("extra@/shop/get-order/200") ==
        "equivalent: nothing says that no member is added: clients ignore what they do not know");
  CHECK(said_of("drop-header@/shop/get-order/200/header/X-Note") == "equivalent: the header is optional");
  CHECK(said_of("key-order@/shop") == "legitimate");
  CHECK(said_of("open-auth@/shop/put-order") == "(none)");
  CHECK(said_of("enum" + at + "id") == "(none)");
}

TEST_CASE("every operator has a mutant, and names are told apart") {
  SmallMock mock("", orders);
  std::set<std::string> names, used;
  for (const MutantFacts& one : list_mutants(mock.contract)) {
    CAPTURE(one.name);
    CHECK(names.insert(one.name).second);
    CHECK((one.sort == MutantSort::Equivalent) == !one.reason.empty());
    used.insert(one.name.substr(0, one.name.find('@')));
  }
  for (const OperatorFacts& one : mutation_operators()) {
    const std::string name(one.name);
    CAPTURE(name);
    CHECK(!one.about.empty());
    // The two need what this contract lacks: a time of creation and a DELETE.
    CHECK((used.contains(name) || name == "future" || name == "fake-delete"));
  }
}

TEST_CASE("a mutant that nobody has is a mistake, with the nearest") {
  SmallMock mock("", orders);
  ServerOptions options;
  options.mutant = "dropp@/shop/get-order/200/body/id";
  const auto made = Service::create({{&mock.contract, nullptr}}, options);
  REQUIRE(!made.has_value());
  CHECK(base::render(made.diagnostics()) ==
        "error: there is no mutant \"dropp@/shop/get-order/200/body/id\"\n"
        "  did you mean \"drop@/shop/get-order/200/body/id\"?\n");
}

TEST_CASE("writes that are forgotten, and deletes that do nothing") {
  const std::string things = R"(openapi: 3.1.0
info: {title: Shop, version: '1'}
servers: [{url: 'https://shop.example'}]
paths:
  /things:
    post:
      operationId: create-thing
      x-concord-operation: create-thing
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/New'}}}}
      responses: {'201': {description: Made, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}}
  /things/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    get:
      operationId: get-thing
      x-concord-operation: get-thing
      responses:
        '200': {description: Fine, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
        '404': {description: None}
    delete:
      operationId: delete-thing
      x-concord-operation: delete-thing
      responses: {'204': {description: Gone}, '404': {description: None}}
components:
  schemas:
    New: {type: object, required: [name], properties: {name: {type: string}}}
    Thing: {type: object, required: [id, name], properties: {id: {type: string}, name: {type: string}}}
)";
  const auto read_after = [&](const std::string& mutant, bool is_deleted) {
    SmallMock mock("", things);
    mock.mutant = mutant;
    const auto made = mock.service().handle(post("/things", R"({"name": "tea"})"));
    const auto parsed = document::parse_answer_json(made.body);
    REQUIRE(parsed.root);
    const std::string target = "/things/" + std::string(parsed.root->find("id")->string_or_empty());
    if (is_deleted) CHECK(mock.service().handle({"DELETE", target, {{"Host", "h"}}, ""}).status == 204);
    return mock.service().handle({"GET", target, {{"Host", "h"}}, ""}).status;
  };
  CHECK(read_after("", false) == 200);
  CHECK(read_after("", true) == 404);
  CHECK(read_after("lost-write@/shop/create-thing", false) == 404);
  CHECK(read_after("fake-delete@/shop/delete-thing", true) == 200);
}

}  // namespace mutants_test
}  // namespace concord::mock
